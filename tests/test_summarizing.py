"""Properties of summaries, for any text."""

import json
import os
import subprocess
import sys
from importlib import import_module
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer import (
    Article,
    Mode,
    SettingsError,
    SummarySettings,
    TextError,
    parse,
    summarize,
    summarize_many,
    summarize_page,
)
from tests.strategies import ARABIC_TEXT

ARTICLE = """دشّن محافظ المدينة الساحلية أمس جسراً جديداً يربط الميناء بالمنطقة الصناعية بكلفة 40 مليون دينار. وقال المحافظ إن الجسر سيختصر زمن الرحلة إلى النصف.

وأوضح مدير المشروع أن الجسر يمتد على طول كيلومترين ويضم أربع حارات في كل اتجاه. ودشّن محافظ المدينة الساحلية أمس جسراً جديداً يربط الميناء بالمنطقة الصناعية بكلفة 40 مليون دينار.

وأضاف أن العمل استمر ثلاث سنوات بسبب صعوبة التربة. ويأمل التجار أن ينعش الجسر حركة البضائع في الميناء."""
BUDGETS = st.one_of(
    st.builds(SummarySettings, sentences=st.integers(1, 6), mode=st.sampled_from(Mode)),
    st.builds(SummarySettings, words=st.integers(1, 60), mode=st.sampled_from(Mode)),
    st.builds(SummarySettings, ratio=st.floats(0.01, 1), mode=st.sampled_from(Mode)),
)


@given(ARABIC_TEXT, BUDGETS)
def test_sentences_are_verbatim(text: str, wanted: SummarySettings) -> None:
    """Every chosen sentence is the text at its span, unchanged."""
    assert all(sentence.span.of(text) == sentence.text for sentence in summarize(text, wanted).sentences)


@given(ARABIC_TEXT, BUDGETS)
def test_sentences_are_in_reading_order(text: str, wanted: SummarySettings) -> None:
    """Spans rise and never overlap; ranks are 1 to the number of sentences."""
    chosen = summarize(text, wanted).sentences
    assert all(one.span.end <= other.span.start for one, other in pairwise(chosen))
    assert sorted(sentence.rank for sentence in chosen) == list(range(1, len(chosen) + 1))


@given(ARABIC_TEXT, BUDGETS)
def test_a_summary_keeps_its_budget_or_says_so(text: str, wanted: SummarySettings) -> None:
    """No more sentences and words than the budget, unless not even one sentence fits."""
    summary = summarize(text, wanted)
    if summary.over_budget:
        assert len(summary.sentences) == 1
    elif wanted.sentences:
        assert len(summary.sentences) <= wanted.sentences
    elif wanted.words:
        assert summary.n_words <= wanted.words


@given(st.lists(ARABIC_TEXT, max_size=5), BUDGETS)
def test_many_at_once_are_summarized_as_each_alone(texts: list[str], wanted: SummarySettings) -> None:
    """A batch gives the same summaries as one call for each text."""
    assert summarize_many(texts, wanted) == [summarize(text, wanted) for text in texts]


def test_an_empty_text_has_an_empty_summary() -> None:
    """No text, no sentences, no error."""
    assert summarize("").sentences == ()
    assert summarize(" \n\n\t").sentences == ()
    assert summarize(Article()).sentences == ()


@pytest.mark.parametrize(
    "text", ["وافق المجلس على الموازنة.", "وافق المجلس على الموازنة", "هل يعود النازحون؟"]
)
def test_a_text_of_one_sentence_is_its_own_summary(text: str) -> None:
    """The summary is the sentence itself."""
    assert [sentence.text for sentence in summarize(text).sentences] == [text]


def test_a_budget_too_small_gives_the_best_sentence_and_says_so() -> None:
    """Two words are less than any sentence here."""
    summary = summarize(ARTICLE, SummarySettings(words=2))
    assert summary.over_budget
    assert summary.sentences == summarize(ARTICLE, SummarySettings(sentences=1)).sentences


@pytest.mark.parametrize("mode", list(Mode))
def test_a_repeated_sentence_is_chosen_once(mode: Mode) -> None:
    """Of two sentences that say the same only one is chosen, however long the summary may be."""
    texts = [sentence.text for sentence in summarize(ARTICLE, SummarySettings(ratio=1, mode=mode)).sentences]
    assert sum("جسراً جديداً" in text for text in texts) == 1
    assert len(texts) == 5


def test_the_first_sentence_of_news_is_its_best() -> None:
    """A summary of one sentence is the lead."""
    assert summarize(ARTICLE, SummarySettings(sentences=1)).sentences[0].span.start == 0


@pytest.mark.parametrize("mode", list(Mode))
def test_the_title_raises_the_score_of_sentences_with_its_words(mode: Mode) -> None:
    """A sentence with a word of the title scores higher than without a title; the others score the same."""
    whole = SummarySettings(ratio=1, mode=mode)
    plain = {one.text: one.score for one in summarize(ARTICLE, whole).sentences}
    titled = {one.text: one.score for one in summarize(ARTICLE, whole, title="صعوبة التربة").sentences}
    assert {text for text in plain if titled[text] > plain[text]} == {
        text for text in plain if "التربة" in text
    }


def test_a_parsed_article_has_the_summary_of_its_text() -> None:
    """Parsing first changes nothing, and its spans count the characters of the page."""
    assert summarize(parse(ARTICLE).articles[0]) == summarize(ARTICLE)


def test_a_page_is_summarized_article_by_article() -> None:
    """Each article comes with its own summary."""
    page = summarize_page(ARTICLE)
    assert [both.article for both in page.articles] == list(parse(ARTICLE).articles)
    assert page.articles[0].summary == summarize(ARTICLE)


@pytest.mark.parametrize(
    ("values", "name"),
    [
        ({"sentences": 0}, "sentences"),
        ({"sentences": True}, "sentences"),
        ({"words": -1}, "words"),
        ({"words": 2.5}, "words"),
        ({"ratio": 0}, "ratio"),
        ({"ratio": 1.01}, "ratio"),
        ({"ratio": float("nan")}, "ratio"),
        ({"sentences": 1, "words": 2}, "sentences and words"),
        ({"mode": "poetry"}, "mode"),
    ],
)
def test_an_invalid_setting_is_named(values: dict[str, object], name: str) -> None:
    """The error names the setting."""
    with pytest.raises(SettingsError) as raised:
        SummarySettings(**values)  # type: ignore[arg-type]
    assert raised.value.name == name


@pytest.mark.parametrize("text", [None, 7, b"\xd8\xae", ["خبر"], "خبر \ud800"])
def test_what_is_not_a_text_is_refused(text: object) -> None:
    """Wrong types and lone surrogates are refused."""
    with pytest.raises(TextError):
        summarize(text)  # type: ignore[arg-type]


def read_own_articles() -> list[dict[str, str]]:
    """Our own articles of several kinds."""
    path = Path(__file__).parent / "summary" / "articles.jsonl"
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


@pytest.mark.parametrize("article", read_own_articles(), ids=lambda article: article["id"])
def test_the_mode_is_found_from_the_text(article: dict[str, str]) -> None:
    """News and encyclopaedia articles get the mode for news, with or without title; readers' letters do not."""
    for title in (None, article["title"]):
        mode = summarize(article["text"], title=title).mode
        assert mode is (Mode.CONTENT if article["id"] == "letters" else Mode.NEWS)


@pytest.mark.parametrize("mode", [Mode.NEWS, Mode.CONTENT])
def test_the_caller_can_choose_the_mode(mode: Mode) -> None:
    """The mode of the settings is the mode of the summary."""
    summary = summarize(ARTICLE, SummarySettings(mode=mode))
    assert (summary.mode, summary.order) == (mode, 1.0 if mode is Mode.NEWS else 0.0)


def test_every_sentence_says_why_it_was_chosen() -> None:
    """The lead is chosen for its place; the largest share comes first, and each measure has a meaning in words."""
    measures = summarize(ARTICLE, SummarySettings(sentences=1)).sentences[0].measures
    assert measures[0].name == "place"
    assert [abs(one.share) for one in measures] == sorted((abs(one.share) for one in measures), reverse=True)
    assert all(one.meaning and one.value for one in measures)


def print_summaries(**environment: str) -> str:
    """Summaries of our own articles, made in another process."""
    code = (
        "import json, sys; from summarizer import SummarySettings, summarize_many\n"
        "texts = [json.loads(line)['text'] for line in open(sys.argv[1], encoding='utf-8')]\n"
        "for wanted in (SummarySettings(), SummarySettings(ratio=.5), SummarySettings(words=60, mode='content')):\n"
        "    print(ascii(summarize_many(texts, wanted)))"
    )
    path = Path(__file__).parent / "summary" / "articles.jsonl"
    command = [sys.executable, "-c", code, str(path)]
    return subprocess.run(
        command, env={**os.environ, **environment}, capture_output=True, text=True, check=True, timeout=60
    ).stdout


def test_another_machine_gives_the_same_summaries() -> None:
    """Neither the order of sets, nor the number of threads, nor the processor's features change a summary."""
    numpy_build = import_module("numpy._core._multiarray_umath")

    optional = (name for name in numpy_build.__cpu_dispatch__ if numpy_build.__cpu_features__.get(name))
    plain = print_summaries(PYTHONHASHSEED="1", NPY_DISABLE_CPU_FEATURES=" ".join(optional))
    other = print_summaries(PYTHONHASHSEED="2", OMP_NUM_THREADS="1", OPENBLAS_NUM_THREADS="1")
    assert plain == other
    assert "ChosenSentence" in plain
