"""How many words short lines share with sentences: as counted slowly, one word after the other."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from summarizer.page.regions.measures.arrays import (
    average_around,
    find_distances,
    find_missing,
    measure_runs,
    shift,
)
from summarizer.page.regions.measures.kinship import measure_kinship
from tests.page.pages import read
from tests.page.reference import count_shared

WORDS = st.sampled_from(
    [
        "المدينة",
        "مدينة،",
        "بالمدينة",
        "النهر",
        "نهر",
        "أمس",
        "في",
        "Reuters",
        "2024",
        "\U0001f30d\U0001f30d\U0001f30d",
    ]
)
LINES = st.lists(st.lists(WORDS, min_size=1, max_size=6).map(" ".join), min_size=1, max_size=12)
FLAGS = st.lists(st.booleans(), min_size=1, max_size=20).map(np.array)


@given(lines=LINES, data=st.data())
def test_shared_words_are_those_counted_one_by_one(lines: list[str], data: st.DataObject) -> None:
    """The share of words that stand below, above, in the bulk and in the next sentence, inside words too."""
    described = read(*lines)
    flags = data.draw(st.lists(st.booleans(), min_size=len(lines), max_size=len(lines)))
    sentence, bulk = np.array(flags), (len(lines) // 3, len(lines))
    found = measure_kinship(described, sentence, bulk)
    for row in np.flatnonzero(~sentence if sentence.any() else sentence).tolist():
        counted = np.array(list(count_shared(described, sentence, bulk, row)))
        n_words = max(1, sum(len(word.strip("،").removeprefix("ال")) > 2 for word in lines[row].split()))
        assert np.allclose(found[row, [0, 1, 2, 7]], counted / n_words)


@given(flags=FLAGS)
def test_distances_and_runs_are_those_of_a_slow_search(flags: np.ndarray) -> None:
    """The nearest chosen line on each side, and the length of the run of each chosen line."""
    before, after = find_distances(flags[:, None])
    runs = measure_runs(flags)
    for row in range(len(flags)):
        near = [row - other for other in range(row) if flags[other]]
        far = [other - row for other in range(row + 1, len(flags)) if flags[other]]
        assert before[row, 0] == near[-1] if near else before[row, 0] > len(flags)
        assert after[row, 0] == far[0] if far else after[row, 0] > len(flags)
        start = next((other for other in range(row, -1, -1) if not flags[other]), -1)
        stop = next((other for other in range(row, len(flags)) if not flags[other]), len(flags))
        assert runs[row] == (stop - start - 1 if flags[row] else 0)


@given(flags=FLAGS)
def test_neighbours_are_moved_and_averaged(flags: np.ndarray) -> None:
    """A line sees the lines around it, zeros beyond the page, and their share within some lines."""
    moved = shift(flags[:, None].astype(float), (-2, 3))
    missing = find_missing(len(flags), (-2, 3))
    (before, after) = average_around(flags[:, None], (4,))
    for row in range(len(flags)):
        for column, offset in enumerate((-2, 3)):
            inside = 0 <= row + offset < len(flags)
            assert missing[row, column] == (not inside)
            assert moved[column][row, 0] == (flags[row + offset] if inside else 0)
        assert before[row, 0] == sum(flags[max(0, row - 4) : row]) / 4
        assert after[row, 0] == sum(flags[row + 1 : row + 5]) / 4
