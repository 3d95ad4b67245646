"""The story of duplicates: shingles, sketches, candidates, measures, decision, clusters; a file for each."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, overload

import numpy as np
from numpy.typing import NDArray

from summarizer.duplicates.clusters import cluster
from summarizer.duplicates.comparison import compare_texts
from summarizer.duplicates.decision import choose_rule, load_commonness
from summarizer.duplicates.documents import check_texts, collapse, collect
from summarizer.duplicates.garbage import pause_collector
from summarizer.duplicates.given_rows import DataTable, Row, list_rows, read_documents, read_text
from summarizer.duplicates.representatives import choose_kept, describe_clusters
from summarizer.duplicates.rounds import (
    Texts,
    Verdicts,
    compare_candidates,
    compare_left,
    join_verdicts,
    list_left_texts,
    repeat_rounds,
)
from summarizer.duplicates.shingles import Shingles, shingle_all
from summarizer.records import (
    Comparison,
    Deduplication,
    Document,
    DuplicateSettings,
    Given,
    Recurrence,
    RecurringSettings,
)
from summarizer.text.validation import check

DEFAULT = DuplicateSettings()
DEFAULT_RECURRING = RecurringSettings()


@overload
def deduplicate(
    documents: DataTable, settings: DuplicateSettings = DEFAULT
) -> Deduplication[dict[str, Any]]: ...
@overload
def deduplicate(documents: Iterable[Row], settings: DuplicateSettings = DEFAULT) -> Deduplication[Row]: ...
def deduplicate(
    documents: Iterable[Row] | DataTable, settings: DuplicateSettings = DEFAULT
) -> Deduplication[Row] | Deduplication[dict[str, Any]]:
    """Put every document into exactly one cluster and keep one of each.

    documents  ``Document``, texts, (id, text) pairs, mappings or named tuples with ``text`` and perhaps
               ``id``, ``title``, ``date`` and ``source``; or a table of pandas, polars or pyarrow. What has
               no id gets its place, from 1, as its id.
    returns    the clusters, by ids; ``kept`` and ``removed`` are the objects given, of a table its rows as
               dictionaries

    The clusters do not depend on the number of workers; which document is kept depends on the order of the
    documents only with ``Keep.FIRST``. A text without words is never a duplicate: removing it would lose its
    title. Of up to 8,192 documents that are not too long or too much alike (`duplicates.small_batches`), all
    that may be one text are compared. Of more, what is kept is compared again until none of it repeats
    another, so with ``Keep.FIRST`` the order may change the clusters too, where the documents are a few
    stories in many versions.

    Raises ``DocumentError`` (for no documents too), ``TextError`` and ``ModelError``.
    """
    rows = list_rows(documents)
    with pause_collector():
        collected = collect(read_documents(rows))
        result = describe_clusters(collected, *_find_kept(collected, settings), settings.workers)
        return result.with_rows({document.id: row for document, row in zip(collected, rows, strict=True)})


def compare(a: Given, b: Given, settings: DuplicateSettings = DEFAULT) -> Comparison:
    """Compare two texts: how alike they are, what both say, which numbers differ, the verdict and why.

    Each is a text, or what `deduplicate` takes as one document. Raises ``TextError`` and ``ModelError``.
    """
    rule, common = choose_rule(settings.threshold), load_commonness()
    return compare_texts(read_text(a, "a"), read_text(b, "b"), rule, common)


def find_recurring(
    documents: Iterable[Given] | DataTable, settings: RecurringSettings = DEFAULT_RECURRING
) -> Recurrence:
    """The blocks that recur across documents, and the documents with them collapsed as the settings say.

    documents  what `deduplicate` takes; they come back as ``Document``

    Copies of one story count as one document. Raises ``DocumentError``, ``TextError`` and ``ModelError``.
    """
    # Here, because `deduplicate` does without it and starts sooner.
    from summarizer.duplicates.recurring_blocks import collapse_blocks, find_recurring_blocks

    collected = collect(read_documents(list_rows(documents)))
    _, kept = _find_kept(collected, DEFAULT)
    return collapse_blocks(collected, find_recurring_blocks(collected, kept, settings), settings.action)


def group_related(boxes: Sequence[str]) -> tuple[int, ...]:
    """For each related-articles box, the place of a box that lists mostly the same titles in any order.

    A box is text with one title a line; bullets, numbering and the heading do not count. Boxes with equal
    places form a group. Raises ``TextError``.
    """
    from summarizer.duplicates.recurring_blocks import group_boxes

    texts = [check(box, f"box {place} (from 1)") for place, box in enumerate(boxes, start=1)]
    return tuple(group_boxes(texts).tolist()) if texts else ()


def _shingle_checked(documents: Sequence[Document], workers: int | None) -> Shingles:
    """The shingles of documents. Raises ``TextError`` for an invalid text."""
    try:
        return shingle_all((document.text for document in documents), workers, strict=True)
    except UnicodeEncodeError:
        check_texts(documents)
        raise


@dataclass(frozen=True, slots=True)
class _Round:
    """What was measured, and what is kept by it.

    kept      (n_documents,)  the kept document of each one's cluster
    eligible  (n_texts,)      which texts may be kept
    """

    verdicts: Verdicts
    kept: NDArray[np.int64]
    eligible: NDArray[np.bool_]


def _find_kept(
    documents: Sequence[Document], settings: DuplicateSettings
) -> tuple[Shingles, NDArray[np.int64]]:
    """The shingles of documents, and the kept document of each one's cluster, by place."""
    shingles = _shingle_checked(documents, settings.workers)
    rows, copies = collapse(shingles)
    texts = Texts(shingles, rows, settings)

    def choose(verdicts: Verdicts) -> _Round:
        holders = None if settings.allow_shorter else verdicts.holders
        clusters = cluster(len(rows), verdicts.pairs, verdicts.scores, holders)
        kept = choose_kept(documents, clusters.centres[copies], clusters.eligible[copies], settings)
        return _Round(verdicts, kept, clusters.eligible)

    def compare_again(_: int, last: _Round) -> _Round | None:
        left = list_left_texts(last.kept, last.eligible, copies)
        if len(left[-1]) == len(rows):
            return None
        new = compare_left(texts, left, last.verdicts)
        return choose(join_verdicts(last.verdicts, new)) if new.has_accepted else None

    first = choose(compare_candidates(texts))
    last = first if first.verdicts.are_all else repeat_rounds(first, compare_again)
    return shingles, last.kept
