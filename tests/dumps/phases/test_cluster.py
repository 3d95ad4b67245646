"""Rows that pairs connect, directly or through others."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from summarizer.dumps.phases.cluster import connect_rows

PAIRS = st.lists(st.tuples(st.integers(0, 40), st.integers(0, 40)), max_size=60)


def find_root(row: int, pairs: list[tuple[int, int]]) -> int:
    """The smallest row that can be reached, found one step after the other."""
    reached, left = {row}, [row]
    while left:
        one = left.pop()
        for pair in pairs:
            if one in pair:
                left += [other for other in pair if other not in reached]
                reached |= set(pair)
    return min(reached)


@given(PAIRS)
def test_the_root_of_a_row_is_the_smallest_row_it_is_connected_to(pairs: list[tuple[int, int]]) -> None:
    """As a search from each row finds it."""
    rows, roots = connect_rows(np.array(pairs, dtype=np.int64).reshape(-1, 2))
    assert rows.tolist() == sorted({row for pair in pairs for row in pair})
    assert roots.tolist() == [find_root(row, pairs) for row in rows.tolist()]


def test_a_long_chain_has_one_root() -> None:
    """Each row is joined to the next alone, in an order that helps nobody."""
    chain = np.random.default_rng(0).permutation(100_000)
    _, roots = connect_rows(np.column_stack([chain[:-1], chain[1:]]))
    assert not roots.any()
