"""What every record can do: become plain data, and a summary one text."""

import html
import json
import re

import orjson
import pytest
from hypothesis import given

from summarizer import (
    Document,
    SettingsError,
    SummarySettings,
    deduplicate,
    parse,
    summarize,
    summarize_many,
    summarize_page,
    summarize_together,
)
from summarizer.records.replies import make_summary_reply
from tests.strategies import ARABIC_TEXT


@given(ARABIC_TEXT)
def test_a_record_becomes_plain_data(text: str) -> None:
    """What ``to_dict`` gives is what the service sends: ``json.dumps`` takes it, with nothing lost."""
    page = summarize_page(text)
    records = (parse(text), page, make_summary_reply(page), deduplicate([Document("a", text)]))
    for record in records:
        plain = record.to_dict()
        assert json.loads(json.dumps(plain)) == plain
        assert plain == orjson.loads(orjson.dumps(record))


@given(ARABIC_TEXT)
def test_a_summary_is_one_text(text: str) -> None:
    """Its sentences in reading order; of several articles too."""
    found = summarize(text)
    assert found.text.split() == [word for row in found.sentences for word in row.text.split()]
    shared = summarize_together([text, text])
    assert shared.text == " ".join(row.text for row in shared.sentences)


PAGE = """سوق جديدة على *الميناء*

الباعة يرتبون البضائع <قبل> الافتتاح (وكالة المرفأ)

افتتحت البلدية سوقاً جديدة على الميناء صباح اليوم. وقال رئيسها إن المحال كلها مؤجرة منذ الربيع.

وتضم السوق ثمانين محلاً ومقهى واسعاً يطل على البحر، وتفتح أبوابها كل يوم حتى منتصف الليل.
"""


def test_settings_are_given_by_name() -> None:
    """As arguments they say what they say in the settings; two budgets are refused."""
    settings = SummarySettings(sentences=2)
    assert summarize(PAGE, sentences=2) == summarize(PAGE, settings)
    assert summarize_many([PAGE], words=20) == [summarize(PAGE, SummarySettings(words=20))]
    assert summarize_page(PAGE, focus="المحال").articles[0].summary == summarize(PAGE, focus="المحال")
    assert summarize_together([PAGE], sentences=1) == summarize_together([PAGE], SummarySettings(sentences=1))
    with pytest.raises(SettingsError, match="only one of"):
        summarize(PAGE, settings, words=20)


def test_a_summary_prints_its_sentences() -> None:
    """A line for each, and JSON keeps Arabic."""
    summary = summarize(PAGE, sentences=2)
    assert str(summary).split("\n") == [row.text for row in summary.sentences]
    assert json.loads(summary.to_json()) == summary.to_dict()
    assert summary.sentences[0].text in summary.to_json()


def test_an_article_is_written_as_markdown() -> None:
    """Its own signs are escaped, so that they stay letters."""
    written = parse(PAGE).to_markdown()
    assert written.startswith("# سوق جديدة على \\*الميناء\\*\n\n> الباعة يرتبون البضائع \\<قبل\\> الافتتاح")
    assert "\n\nوتضم السوق" in written
    assert summarize(PAGE, sentences=2).to_markdown().startswith("- افتتحت")


def test_a_notebook_shows_the_chosen_sentences_in_the_article() -> None:
    """Lit where they stand; what a page holds is no HTML."""
    page = summarize_page(PAGE, sentences=2)
    shown = page._repr_html_()
    lit = re.findall(r"<mark[^>]*>(.*?)</mark>", shown)
    assert [html.unescape(text) for text in lit] == [row.text for row in page.articles[0].summary.sentences]
    assert "&lt;قبل&gt;" in shown
    assert "<قبل>" not in shown


@given(ARABIC_TEXT)
def test_a_lit_text_is_the_whole_text(text: str) -> None:
    """With nothing lost and nothing added, but for blank lines and the marks."""
    shown = summarize(text).to_html(text)
    words = html.unescape(re.sub(r"<[^>]*>", " ", shown))
    assert "".join(words.split()) == "".join(text.split())


@given(ARABIC_TEXT)
def test_every_way_of_writing_takes_every_text(text: str) -> None:
    """Pages, articles, summaries, with and without sentences."""
    page, summary = parse(text), summarize_page(text)
    for record in (page, *page.articles, summary, *summary.articles, summarize_together([text])):
        assert str(record) == str(record).strip("\n")
        assert record.to_markdown() is not None
        assert record._repr_html_().startswith("<div dir=")
