"""The list of a finished job's clusters, and the search in it; used by `routes.results`."""

from functools import lru_cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from service.wire.job_models import ClusterList, ClusterRow, ClustersQuery
from summarizer.dumps.report.clusters import ClusterIndex, index_clusters, stream_documents
from summarizer.dumps.run.finished import CLUSTERS
from summarizer.records import Document
from summarizer.text.normalizing import normalize

# Characters of a text in the list; the search reads these too.
_START = 160
# Clusters that are searched, the largest: 20,000 documents are read in about a second.
_MOST_SEARCHED = 20_000


def page_clusters(output: Path, query: ClustersQuery) -> ClusterList:
    """A page of the clusters, the largest first; equals in the order of their kept documents."""
    index = index_clusters(output)
    places = index.rank()
    places = places[index.sizes[places] >= query.least]
    searched = len(places)
    if words := normalize(query.search).casefold().split():
        searched = min(searched, _MOST_SEARCHED)
        version = (output / CLUSTERS).stat().st_mtime_ns
        places = np.array(_search(output, version, tuple(words), query.least), np.int64)
    page = places[query.offset : query.offset + query.limit]
    rows = tuple(map(_describe, *_read(output, index, page)))
    return ClusterList(len(places), searched, rows)


@lru_cache(maxsize=16)
def _search(output: Path, _version: int, words: tuple[str, ...], least: int) -> tuple[int, ...]:
    """Places of the largest clusters whose kept documents have all words; remembered for the next page."""
    index = index_clusters(output)
    places = index.rank()
    places = places[index.sizes[places] >= least][:_MOST_SEARCHED]
    documents = stream_documents(output, index.rows[places])
    found = (
        place for place, document in zip(places.tolist(), documents, strict=True) if _has(document, words)
    )
    return tuple(found)


def _has(document: Document, words: tuple[str, ...]) -> bool:
    """Whether what the list shows of a document has all words, in folded forms."""
    shown = f"{document.id} {document.title} {document.source} {document.date} {document.text[:_START]}"
    folded = normalize(shown).casefold()
    return all(word in folded for word in words)


def _read(
    output: Path, index: ClusterIndex, page: NDArray[np.int64]
) -> tuple[list[int], list[int], list[Document]]:
    documents = list(stream_documents(output, index.rows[page]))
    return index.numbers[page].tolist(), index.sizes[page].tolist(), documents


def _describe(number: int, size: int, document: Document) -> ClusterRow:
    start = " ".join(document.text[: 2 * _START].split())[:_START]
    return ClusterRow(number, size, document.id, document.title, start, document.date, document.source)
