"""What chosen sentences have said: both ways of comparing, by a loop and by numpy, give the same floats."""

import math
from itertools import accumulate

from hypothesis import given
from hypothesis import strategies as st

from summarizer.summary.choice import repetition as told
from summarizer.summary.choice.repetition import SharedStems, add_chosen, begin_repetition, compare_stems

Entries = dict[int, float]

sentences = st.lists(
    st.dictionaries(st.integers(0, 9), st.floats(1e-6, 1), max_size=6), min_size=1, max_size=80
)


def _share(rows: list[Entries]) -> SharedStems:
    columns = [column for row in rows for column in row]
    weights = [weight for row in rows for weight in row.values()]
    return SharedStems([0.0] * len(rows), [0, *accumulate(map(len, rows))], columns, weights)


@given(sentences, st.data())
def test_numpy_compares_as_the_loop_does(rows: list[Entries], data: st.DataObject) -> None:
    """To the last bit, whatever was compared before."""
    repetition = begin_repetition(_share(rows))
    for row in data.draw(st.lists(st.sampled_from(range(len(rows))), min_size=1, max_size=120)):
        add_chosen(repetition, row)
        other = data.draw(st.sampled_from(range(len(rows))))
        repetition.compared[other] = data.draw(st.integers(0, repetition.n_chosen - 1))
        assert told._compare_many(repetition, other) == told._compare_few(repetition, other)


@given(sentences)
def test_a_sentence_that_is_chosen_is_said(rows: list[Entries]) -> None:
    """Of itself, whole: its cosine and what is said of it are 1."""
    units = [{column: weight / _norm(row) for column, weight in row.items()} for row in rows if row]
    repetition = begin_repetition(_share(units))
    for row in range(len(units)):
        add_chosen(repetition, row)
    for row in range(len(units)):
        compare_stems(repetition, row)
        assert repetition.said[row] == 1
        assert repetition.highest[row] == 1


def _norm(row: Entries) -> float:
    return math.hypot(*row.values())
