"""TF-IDF, measures, signs and scores equal those of their slow twins, alone and in a batch."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer.kernels.sentence_scores import Scores
from summarizer.records import Mode
from summarizer.summary.measures import measure_sentences
from summarizer.summary.scores import explain_scores, round_to_six, score
from summarizer.summary.sentence_words import read_sentences
from summarizer.summary.text_order import read_signs
from summarizer.summary.tf_idf import weigh_stems
from summarizer.text.stemming import stem_forms
from tests.summary.reference import measure_slowly, read_lists, read_signs_slowly, weigh_slowly

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


def score_batch(articles: list[tuple[list[list[str]], list[str]]], mode: Mode) -> Scores:
    """Weigh, measure and score articles together."""
    words = read_lists([body for body, _ in articles], [title for _, title in articles])
    weights = weigh_stems(words)
    return score(weights, words.roles, mode)


@given(SENTENCES, TITLES)
def test_measures_are_those_of_the_formulas(sentences: list[list[str]], title: list[str]) -> None:
    """Measuring whole arrays gives what the formulas give, sentence by sentence."""
    slow = measure_slowly([stem_forms(words) for words in sentences], stem_forms(title))
    words = read_lists([sentences], [title])
    fast = measure_sentences(weigh_stems(words), words.roles[:, 0])
    assert fast[:4].tolist() == [pytest.approx(values) for values in slow]


@given(SENTENCES)
def test_signs_are_those_of_the_formulas(sentences: list[list[str]]) -> None:
    """Reading the signs from whole arrays gives what the formulas give."""
    worth = [1 / (2 + place) for place in range(len(sentences))]
    slow = read_signs_slowly([stem_forms(words) for words in sentences], worth)
    weights = weigh_stems(read_lists([sentences]))
    assert read_signs(weights, np.array(worth))[:, 0].tolist() == pytest.approx(slow)


@given(SENTENCES, TITLES, st.sampled_from(Mode))
def test_shares_add_up_to_the_score(sentences: list[list[str]], title: list[str], mode: Mode) -> None:
    """The score is the sum of the shares that are shown."""
    scores = score_batch([(sentences, title)], mode)
    factors = scores.factors[:, 0].tolist()
    for row, value in enumerate(scores.scores.tolist()):
        explained = explain_scores(scores.measures, factors, [row])[0]
        assert sum(one.share for one in explained) == pytest.approx(value, abs=1e-5)


@given(
    st.floats(-1e6, 1e6)
    | st.floats(-3, 3)
    | st.integers(-9_000_000, 9_000_000).map(lambda n: (n + 0.5) / 1e6)
)
def test_six_places_are_those_of_round(value: float) -> None:
    """Also in the midst of two of them, and for a zero with a sign."""
    assert repr(round_to_six(value)) == repr(round(value, 6))


@pytest.mark.parametrize(
    ("opening", "announces", "goes_on"),
    [
        ("أعلنت", 1, 0),
        ("قُتل", 1, 0),
        ("وأضاف", 0, 1),
        ("وزير", 0, 0),
        ("وزيرة", 0, 0),
        ("لكنّ", 0, 1),
        ("هذا", 0, 1),
        ("الحكومة", 0, 0),
        ("", 0, 0),
    ],
)
def test_an_opening_announces_or_goes_on(opening: str, announces: int, goes_on: int) -> None:
    """By its first word, whatever its marks; a waw that belongs to the word is not a conjunction."""
    words = read_sentences([[opening]], [""])
    measures = measure_sentences(weigh_stems(words), words.roles[:, 0])
    assert measures[4:].tolist() == [[announces], [goes_on]]


@given(SENTENCES)
def test_weights_are_tfidf_rows_of_length_one(sentences: list[list[str]]) -> None:
    """Each sentence's entries are its TF-IDF weights, scaled to length 1."""
    weights = weigh_stems(read_lists([sentences]))
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
    """The rest of the batch changes no number, to the last bit."""
    together = score_batch(articles, mode)
    alone = [score_batch([article], mode) for article in articles]
    assert np.array_equal(together.scores, np.concatenate([*(one.scores for one in alone), np.zeros(0)]))
    assert np.array_equal(together.order, np.concatenate([*(one.order for one in alone), np.zeros(0)]))


@given(SENTENCES)
def test_weights_are_those_of_scikit_learn(sentences: list[list[str]]) -> None:
    """They equal those of its TfidfTransformer, fitted on the article alone."""
    from sklearn.feature_extraction.text import TfidfTransformer

    weights = weigh_stems(read_lists([sentences]))
    counts = np.zeros((len(sentences), len(weights.documents)))
    known: dict[str, int] = {}
    for row, words in enumerate(sentences):
        for stem in stem_forms(words):
            counts[row, known.setdefault(stem, len(known))] += 1
    if counts.size:
        theirs = TfidfTransformer().fit_transform(counts).toarray()
        ours = np.zeros_like(counts)
        ours[weights.rows, weights.columns] = weights.weights
        assert np.allclose(ours, theirs, rtol=1e-12, atol=0)
