"""The kernels of words, stems, their weights and the scores find what the patterns and numbers of Python do."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from summarizer.kernels.stem_weights import weigh_compiled
from summarizer.records import Mode
from summarizer.summary.ratings import rate_by_kernel, rate_sentences
from summarizer.summary.sentence_words import read_by_kernel, read_sentences
from summarizer.summary.tf_idf import list_rarities, weigh_stems
from summarizer.text.stemming import stem_forms
from summarizer.text.tokenizing import find_words
from tests.kernels.compiled import get_library, needs_kernels
from tests.kernels.twins import (
    find_different_places,
    find_different_ratings,
    find_different_scores,
    find_different_words,
)
from tests.kernels.word_samples import WORD_TEXTS

pytestmark = needs_kernels


@given(WORD_TEXTS)
@settings(deadline=None, max_examples=200)
def test_nasty_words_have_the_same_stems_and_roles(texts: list[str]) -> None:
    """Particles, endings, every word that has a role, ligatures, hidden characters, characters of no plane."""
    assert find_different_words(get_library(), texts) == []


@given(WORD_TEXTS, st.integers(0, 3))
@settings(deadline=None, max_examples=100)
def test_stems_are_weighed_and_sentences_scored_alike(texts: list[str], n_articles: int) -> None:
    """However the sentences are divided into articles, empty ones too."""
    assert find_different_scores(get_library(), texts, n_articles) == []
    assert find_different_ratings(texts, n_articles) == []


@given(WORD_TEXTS)
@settings(deadline=None, max_examples=200)
def test_nasty_words_have_the_same_places(texts: list[str]) -> None:
    """Their places, the numbers of their forms, and what stands between them; next to addresses too."""
    assert find_different_places(get_library(), texts) == []
    webs = [
        f"{text} www.khabar.example {text[:3]}ali@khabar.example &nbsp;{text} 10:30 a.b" for text in texts
    ]
    assert find_different_places(get_library(), webs) == []


@pytest.mark.parametrize("word", ["مدرسة ", "\ufdfa ", "ب" * 61 + " ", "و", "ا\u064b", "نص\ufefb"])
def test_one_word_over_and_over_is_read_alike(word: str) -> None:
    """Words that never end, and as many as a text can hold."""
    texts = [word * 3_000, "", word]
    assert find_different_words(get_library(), texts) == []
    assert find_different_scores(get_library(), texts, 1) == []
    assert find_different_ratings(texts, 1) == []
    assert find_different_places(get_library(), texts) == []


def test_words_that_are_not_folded_letter_by_letter_keep_their_place() -> None:
    """A ligature of four words stands among others, and the stems are in reading order."""
    text = "النبي \ufdfa في المدينة"
    read = read_by_kernel(get_library(), [text])
    assert len(read.stems) == len(stem_forms(find_words(text)))
    assert (
        read.stems.tolist()
        == read_by_kernel(get_library(), [text.replace("\ufdfa", "صلى الله عليه وسلم")]).stems.tolist()
    )


def test_an_odd_word_is_left_to_the_steps() -> None:
    """One call of the kernels has no stem for it; the ratings are those of its words all the same."""
    articles = [["قال النبي \ufdfa في المدينة.", "خرج أهل المدينة إلى النهر."]]
    assert rate_by_kernel(articles, [""], Mode.AUTO) is None
    plain = [[text.replace("\ufdfa", "صلى الله عليه وسلم") for text in articles[0]]]
    one, other = rate_sentences(articles, [""], Mode.AUTO)[0], rate_sentences(plain, [""], Mode.AUTO)[0]
    assert (one.scores, one.stems.columns) == (other.scores, other.stems.columns)


def test_counts_do_not_depend_on_the_number_drawn(monkeypatch: pytest.MonkeyPatch) -> None:
    """It only says where the table of stems keeps what."""
    words = read_sentences([["المدينة والقرية والمدينة", "القرية الجديدة"]], ["المدينة"])
    found = []
    for seed in (1, 3, (1 << 63) - 1):
        monkeypatch.setattr("summarizer.kernels.stem_weights.draw_seed", lambda seed=seed: seed)
        weights = weigh_stems(words)
        found.append([weights.rows.tolist(), weights.columns.tolist(), weights.weights.tolist()])
    assert found == [found[0]] * 3


def test_forged_stems_take_linear_time() -> None:
    """A hundred thousand hashes that differ in few bits only."""
    stems = np.arange(1, 100_001, dtype=np.uint64) << np.uint64(40)
    bounds, starts = np.array([0, len(stems), len(stems)]), np.array([0, 1])
    weights = weigh_compiled(get_library(), (stems, bounds), starts, list_rarities([1]))
    assert weights.columns.tolist() == list(range(len(stems)))
