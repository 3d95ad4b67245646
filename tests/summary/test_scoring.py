"""What a sentence is worth: the fast stages agree with their slow twins, alone and in a batch."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer.records import Mode
from summarizer.summary.scoring import score
from summarizer.summary.weighing import weigh
from summarizer.text.stemming import stem_forms
from tests.summary.reference import score_slowly, weigh_slowly

WORDS = [
    "الحكومة",
    "المدينة",
    "الوزير",
    "الجسر",
    "السيول",
    "المزارعون",
    "النهر",
    "المطار",
    "القمح",
    "من",
    "إلى",
    "2026",
]
SENTENCES = st.lists(st.lists(st.sampled_from(WORDS), max_size=8), min_size=1, max_size=8)
TITLES = st.lists(st.sampled_from(WORDS), max_size=4)


@given(SENTENCES, TITLES, st.sampled_from(Mode))
def test_scores_are_those_of_the_formulas(sentences: list[list[str]], title: list[str], mode: Mode) -> None:
    """Whole-array scoring gives what the formulas give, sentence by sentence."""
    slow = score_slowly([stem_forms(words) for words in sentences], stem_forms(title), mode)
    assert score(weigh([sentences], [title]), mode) == pytest.approx(slow)


@given(SENTENCES)
def test_weights_are_tfidf_rows_of_length_one(sentences: list[list[str]]) -> None:
    """Each sentence's entries are its TF-IDF weights, scaled to length 1."""
    weights = weigh([sentences], [[]])
    slow = [sorted(row.values()) for row in weigh_slowly([stem_forms(words) for words in sentences])]
    fast = [sorted(weights.weights[weights.rows == row].tolist()) for row in range(len(sentences))]
    assert [pytest.approx(values) for values in slow] == fast


@given(
    st.lists(
        st.tuples(st.lists(st.lists(st.sampled_from(WORDS), max_size=5), max_size=5), TITLES), max_size=5
    ),
    st.sampled_from(Mode),
)
def test_an_article_scores_the_same_in_any_batch(
    articles: list[tuple[list[list[str]], list[str]]], mode: Mode
) -> None:
    """What else is in the batch changes no number, to the last bit."""
    together = score(weigh([body for body, _ in articles], [title for _, title in articles]), mode)
    alone = [score(weigh([body], [title]), mode) for body, title in articles]
    assert np.array_equal(together, np.concatenate([*alone, np.zeros(0)]))
