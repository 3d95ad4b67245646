"""Of a small batch every pair that shares a run is compared."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from summarizer.duplicates.shingles import Shingles, shingle
from summarizer.duplicates.small_batches import pair_sharing

WORDS = ("قمر", "شمس", "بحر", "نهر", "جبل", "واد")
TEXTS = st.lists(st.lists(st.sampled_from(WORDS), max_size=8).map(" ".join), max_size=9)


def pair_slowly(shingles: Shingles, rows: list[int]) -> list[list[int]]:
    """The slow twin, over sets of runs."""
    bounds = shingles.run_offsets
    runs = [set(shingles.runs[bounds[row] : bounds[row + 1]].tolist()) for row in rows]
    return [[a, b] for a in range(len(rows)) for b in range(a + 1, len(rows)) if runs[a] & runs[b]]


@given(TEXTS)
@settings(deadline=None, max_examples=50)
def test_pairs_are_those_that_share_a_run(texts: list[str]) -> None:
    """In the order of `find_candidates`, for some of the documents too."""
    shingles = shingle(texts or [""])
    for rows in (list(range(len(texts))), list(range(0, len(texts), 2))):
        assert pair_sharing(shingles, np.array(rows, np.int64)).tolist() == pair_slowly(shingles, rows)
