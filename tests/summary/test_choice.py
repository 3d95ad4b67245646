"""The choice of sentences equals that of a plain loop, in any batch."""

from random import Random

import numpy as np
from hypothesis import example, given
from hypothesis import strategies as st

from summarizer.records import SummarySettings
from summarizer.summary.choice import REDUNDANCY_WEIGHT, SAME_SENTENCE, select
from summarizer.summary.tf_idf import weigh_stems
from summarizer.text.stemming import stem_forms
from tests.summary.reference import compare_slowly, weigh_slowly
from tests.summary.test_scores import SENTENCES

ARTICLES = st.lists(SENTENCES, max_size=4)
BUDGETS = st.one_of(
    st.builds(SummarySettings, sentences=st.integers(1, 9)),
    st.builds(SummarySettings, words=st.integers(1, 40)),
    st.builds(SummarySettings, ratio=st.floats(0.01, 1)),
)


def select_slowly(
    sentences: list[list[str]], scores: list[float], wanted: SummarySettings
) -> tuple[list[int], bool]:
    """Repeatedly the best sentence that still fits, by plain loops."""
    rows = weigh_slowly([stem_forms(words) for words in sentences])
    left = wanted.words or int((wanted.ratio or 1) * sum(map(len, sentences)))
    chosen: list[int] = []
    while len(chosen) < (wanted.sentences or len(sentences)):
        highest = [max([0.0, *(round(compare_slowly(row, rows[one]), 9) for one in chosen)]) for row in rows]
        worth = {
            row: scores[row] - REDUNDANCY_WEIGHT * highest[row]
            for row in range(len(rows))
            if row not in chosen and len(sentences[row]) <= left and highest[row] < SAME_SENTENCE
        }
        if not worth:
            break
        # Dictionaries keep their order, so the earlier of two equal sentences.
        chosen.append(max(worth, key=worth.__getitem__))
        left -= len(sentences[chosen[-1]])
    return (chosen, False) if chosen else ([scores.index(max(scores))], True)


@example([[[]]], SummarySettings(words=1), Random(1))  # noqa: S311  scores are no secret
@given(ARTICLES, BUDGETS, st.randoms(use_true_random=False))
def test_the_best_that_fit_are_chosen_one_after_the_other(
    articles: list[list[list[str]]], wanted: SummarySettings, random: Random
) -> None:
    """A batch chooses for each article what the loop chooses for it alone."""
    # Far enough apart that no rounding of a cosine decides.
    scores = [[random.randint(0, 9) / 4 + place / 64 for place, _ in enumerate(one)] for one in articles]
    n_words = np.array([len(words) for one in articles for words in one], dtype=np.int64)
    weights = weigh_stems(articles, [[] for _ in articles])
    found = select(np.array([value for part in scores for value in part]), n_words, weights, wanted)
    assert found == [select_slowly(one, part, wanted) for one, part in zip(articles, scores, strict=True)]
