"""Of a small batch every pair that may be one text is compared."""

import random

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from summarizer.deduplicating import deduplicate
from summarizer.duplicates import small_batches
from summarizer.duplicates.shingles import Shingles, shingle
from summarizer.duplicates.small_batches import may_be_small, pair_sharing, pair_small_batch
from summarizer.records import Deduplication, Document
from tests.duplicates.samples import write_related

WORDS = ("قمر", "شمس", "بحر", "نهر", "جبل", "واد")
TEXTS = st.lists(st.lists(st.sampled_from(WORDS), max_size=8).map(" ".join), max_size=9)


def pair_slowly(shingles: Shingles, rows: list[int], share: float = 0.0) -> list[list[int]]:
    """The slow twin, over sets of runs; ``share`` of the smaller one are in both, one run at least."""
    bounds = shingles.run_offsets
    runs = [set(shingles.runs[bounds[row] : bounds[row + 1]].tolist()) for row in rows]
    return [
        [a, b]
        for a in range(len(rows))
        for b in range(a + 1, len(rows))
        if len(runs[a] & runs[b]) >= max(share * min(len(runs[a]), len(runs[b])), 1)
    ]


@given(TEXTS)
@settings(deadline=None, max_examples=50)
def test_pairs_are_those_that_share_a_run(texts: list[str]) -> None:
    """In the order of `find_candidates`, for some of the documents too."""
    shingles = shingle(texts or [""])
    for rows in (list(range(len(texts))), list(range(0, len(texts), 2))):
        assert pair_sharing(shingles, np.array(rows, np.int64)).tolist() == pair_slowly(shingles, rows)


def test_of_more_documents_pairs_share_an_eighth_of_the_smaller_one() -> None:
    """Of others `decide` says that they are two texts."""
    texts = [*write_related(1, 150), "", "كلمة", *write_related(2, 30)]
    shingles = shingle(texts)
    for rows in (list(range(len(texts))), list(range(10, len(texts)))):
        found = pair_small_batch(shingles, np.array(rows, np.int64))
        assert found is not None
        assert found.tolist() == pair_slowly(shingles, rows, 1 / 8)


@pytest.mark.parametrize("bound", ["MOST_DOCUMENTS", "MOST_RUNS", "MOST_SHARED", "MOST_PAIRS"])
def test_each_bound_makes_a_batch_large(bound: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Pairs are then found by sketches."""
    shingles, rows = shingle(write_related(1, 150)), np.arange(150)
    assert pair_small_batch(shingles, rows) is not None
    monkeypatch.setattr(small_batches, bound, 140)
    assert pair_small_batch(shingles, rows) is None
    assert may_be_small(128, 10**9)


@pytest.mark.parametrize("n_texts", [250, 400])
def test_neither_order_nor_a_second_time_changes_what_belongs_together(n_texts: int) -> None:
    """Texts mixed from a few stories, of which each repeats many others."""
    documents = [Document(str(place), text) for place, text in enumerate(write_related(1000, n_texts))]
    clusters = list_clusters(deduplicate(documents))
    for seed in range(3):
        shuffled = random.Random(seed).sample(documents, n_texts)  # noqa: S311
        found = deduplicate(shuffled)
        assert list_clusters(found) == clusters
        assert len(deduplicate(found.kept).kept) == len(found.kept)


def list_clusters(found: Deduplication[Document]) -> set[frozenset[str]]:
    """The ids that belong together."""
    return {
        frozenset([cluster.kept, *(copy.id for copy in cluster.duplicates)]) for cluster in found.clusters
    }
