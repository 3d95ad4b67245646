"""Blocks that recur in many documents, found and removed: boxes, newsletter lines, disclaimers, headers.

A block is boilerplate if many *different* documents hold it; copies of one story count once. A quotation is
not: it occurs in a few stories, amid the text, in a small share of the documents of a source.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from summarizer.duplicates.candidates import find_candidates
from summarizer.duplicates.clusters import cluster
from summarizer.duplicates.measures import overlap
from summarizer.duplicates.shingles import shingle
from summarizer.duplicates.words.word_hashes import fold_sequences, hash_batch
from summarizer.records import (
    Document,
    Occurrence,
    Place,
    Recurrence,
    Recurring,
    RecurringBlock,
    RecurringSettings,
    Span,
)
from summarizer.text.sentences.segmenting import find_blocks

# Blocks within this share of the page's blocks from either end are head or tail.
EDGE = 0.25
# The share of a block's occurrences that must be at one end for the block to be placed there.
AGREEMENT = 0.8
# Blocks at either end of a page are mostly boilerplate, so a fifth of the share needed amid the text is
# enough.
EDGE_SHARE = 0.2
# Two boxes with this likeness of their sets of titles are one; with two of six titles replaced it is .5.
BOX_LIKENESS = 0.3


def find_recurring_blocks(
    documents: Sequence[Document], labels: NDArray[np.int64], settings: RecurringSettings
) -> tuple[RecurringBlock, ...]:
    """The blocks (lines) that recur, commonest first.

    labels  (n_documents,)  equal for documents that are one text, which count once
    """
    blocks = [find_blocks(document.text) for document in documents]
    spans = [block.span for found in blocks for block in found]
    owners = np.repeat(np.arange(len(documents)), [len(found) for found in blocks])
    places = np.array([place / max(len(found) - 1, 1) for found in blocks for place in range(len(found))])
    keys, n_words = hash_sequences([block.text for found in blocks for block in found])
    sources = np.unique([document.source for document in documents], return_inverse=True)[1]
    found = []
    for rows in _group(keys, n_words, settings.min_documents):
        n_documents = len(np.unique(labels[owners[rows]]))
        share = _find_share(np.unique(owners[rows]), sources)
        place = find_place(places[rows])
        wanted = settings.min_share * (1 if place is Place.BODY else EDGE_SHARE)
        if n_documents >= settings.min_documents and share >= wanted:
            occurrences = tuple(Occurrence(documents[owners[row]].id, spans[row]) for row in rows.tolist())
            text = spans[rows[0]].of(documents[owners[rows[0]]].text)
            found.append(RecurringBlock(text, n_documents, share, place, occurrences))
    return tuple(sorted(found, key=lambda block: (-block.n_documents, block.text)))


def collapse_blocks(
    documents: Sequence[Document], blocks: Sequence[RecurringBlock], action: Recurring
) -> Recurrence:
    """The documents without the recurring blocks, or with each of them once, or unchanged."""
    cuts: dict[str, list[Span]] = {}
    if action is not Recurring.REPORTED:
        for block in blocks:
            for occurrence in block.occurrences[action is Recurring.KEPT_ONCE :]:
                cuts.setdefault(occurrence.document, []).append(occurrence.span)
    collapsed = tuple(
        replace(document, text=_cut(document.text, cuts[document.id])) if document.id in cuts else document
        for document in documents
    )
    return Recurrence(tuple(blocks), collapsed)


def group_boxes(texts: Sequence[str]) -> NDArray[np.int64]:
    """A label for each related-articles box, equal where two hold mostly the same titles in any order.

    A box is text with one title a line; bullets, numbering and the heading do not count. (n_texts,)
    """
    lines = [block.text for text in texts for block in find_blocks(text)]
    owners = np.repeat(np.arange(len(texts)), [len(find_blocks(text)) for text in texts])
    keys, n_words = hash_sequences(lines, skip_numbering=True)
    titles = np.unique(np.column_stack([owners, keys >> np.uint64(32)])[n_words > 3].astype(np.int64), axis=0)
    counts = np.bincount(titles[:, 0], minlength=len(texts))
    runs, offsets = titles[:, 1].astype(np.uint32), np.concatenate([[0], np.cumsum(counts)])
    boxes = replace(shingle([""] * len(texts)), runs=runs, run_offsets=offsets)
    pairs = find_candidates(boxes.runs, titles[:, 0])
    likeness, _, _ = overlap(boxes, pairs)
    return cluster(len(texts), pairs, np.round(likeness - BOX_LIKENESS, 9)).centres


def hash_sequences(
    texts: Sequence[str], *, skip_numbering: bool = False
) -> tuple[NDArray[np.uint64], NDArray[np.int64]]:
    """One hash for the words of each text, and how many words there are."""
    hashes, is_number, bounds = hash_batch(texts) if texts else hash_batch([""])
    if skip_numbering:
        firsts = bounds[:-1][np.diff(bounds) > 0]
        kept = np.ones(len(hashes), bool)
        kept[firsts] = ~is_number[firsts]
        hashes, bounds = hashes[kept], np.concatenate([[0], np.cumsum(kept)])[bounds]
    return fold_sequences(hashes, bounds), np.diff(bounds)


def _group(
    keys: NDArray[np.uint64], n_words: NDArray[np.int64], min_size: int
) -> Iterator[NDArray[np.int64]]:
    """The rows that share a key, if there are at least ``min_size`` and they hold words."""
    order = np.flatnonzero(n_words > 0)
    order = order[np.argsort(keys[order], kind="stable")]
    starts = np.flatnonzero(np.diff(keys[order], prepend=~keys[order[:1]]))
    sizes = np.diff(starts, append=len(order))
    for start, size in zip(starts[sizes >= min_size], sizes[sizes >= min_size], strict=True):
        yield order[start : start + size]


def _find_share(rows: NDArray[np.int64], sources: NDArray[np.int64]) -> float:
    """The share of a source's documents that are among ``rows``: the largest of all sources."""
    return float((np.bincount(sources[rows], minlength=int(sources.max()) + 1) / np.bincount(sources)).max())


def find_place(places: NDArray[np.float64]) -> Place:
    """Where most occurrences are; a place of 0 is the first block of a page, 1 the last."""
    if (places <= EDGE).mean() >= AGREEMENT:
        return Place.HEAD
    return Place.TAIL if (places >= 1 - EDGE).mean() >= AGREEMENT else Place.BODY


def _cut(text: str, spans: Sequence[Span]) -> str:
    """``text`` without these lines and their line ends."""
    pieces, start = [], 0
    for span in sorted(spans, key=lambda span: span.start):
        pieces.append(text[start : span.start])
        start = (
            span.end
            + (text[span.end : span.end + 2] == "\r\n")
            + (span.end < len(text) and text[span.end] in "\r\n")
        )
    return "".join([*pieces, text[start:]])
