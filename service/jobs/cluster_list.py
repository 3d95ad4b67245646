"""The list of a finished job's clusters, and the search in it; used by `routes.results`."""

from functools import lru_cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from service.wire.job_models import ClusterList, ClusterRow, ClustersQuery
from summarizer.dumps.report.clusters import ClusterIndex, begin_text, index_clusters, stream_documents
from summarizer.dumps.run.finished import CLUSTERS
from summarizer.records import Document
from summarizer.text.normalizing import normalize

# Clusters that are searched, the largest: 20,000 documents are read in about a second.
_MOST_SEARCHED = 20_000


def page_clusters(output: Path, query: ClustersQuery) -> ClusterList:
    """A page of the clusters, the largest first; equals in the order of their kept documents."""
    index = index_clusters(output)
    places = _rank(index, query.least)
    searched = len(places)
    if words := _fold(query.search).split():
        searched = min(searched, _MOST_SEARCHED)
        version = (output / CLUSTERS).stat().st_mtime_ns
        places = np.array(_search(output, version, tuple(words), query.least), np.int64)
    page = places[query.offset : query.offset + query.limit]
    documents = stream_documents(output, index.rows[page])
    rows = zip(index.numbers[page].tolist(), index.sizes[page].tolist(), documents, strict=True)
    return ClusterList(len(places), searched, tuple(_describe(*row) for row in rows))


@lru_cache(maxsize=16)
def _search(output: Path, _version: int, words: tuple[str, ...], least: int) -> tuple[int, ...]:
    """Places of the largest clusters whose kept documents have all words; remembered for the next page."""
    index = index_clusters(output)
    places = _rank(index, least)[:_MOST_SEARCHED]
    documents = stream_documents(output, index.rows[places])
    found = zip(places.tolist(), documents, strict=True)
    return tuple(place for place, document in found if _has(document, words))


def _rank(index: ClusterIndex, least: int) -> NDArray[np.int64]:
    """Places of the clusters of ``least`` documents or more, the largest first."""
    places = index.rank()
    return places[index.sizes[places] >= least]


def _has(document: Document, words: tuple[str, ...]) -> bool:
    """Whether what the list shows of a document has all words, in folded forms."""
    shown = (document.id, document.title, document.source, document.date, begin_text(document.text))
    folded = _fold(" ".join(shown))
    return all(word in folded for word in words)


def _fold(text: str) -> str:
    return normalize(text).casefold()


def _describe(number: int, size: int, document: Document) -> ClusterRow:
    start = begin_text(document.text)
    return ClusterRow(number, size, document.id, document.title, start, document.date, document.source)
