"""A page without an article says why, everywhere."""

import json

import pytest
from click.testing import CliRunner
from hypothesis import given

from summarizer import parse, parse_html, summarize_page
from summarizer.command.main import commands
from summarizer.records import NoArticle
from summarizer.records.page import NO_ARTICLE
from summarizer.records.replies import make_summary_reply, read_summary_reply
from tests.strategies import ARABIC_TEXT

PAGES = {
    NoArticle.EMPTY: " \n\n",
    NoArticle.NO_SENTENCE: "الرئيسية\nرياضة\nثقافة وفن",
    NoArticle.NOTICE: "تسجيل الدخول\nيرجى تسجيل الدخول إلى حسابك للمتابعة.",
    NoArticle.LEFT_OUT: "الرئيسية\nأخبار\nرياضة\nثقافة\nتابعونا\nسجل الموقع رقما جديدا من الزوار هذا العام.\nبحث",
}


@pytest.mark.parametrize("why", PAGES)
def test_a_page_without_an_article_says_why(why: NoArticle) -> None:
    """In the library, in print, and in the JSON and the words of the command."""
    page, summary = parse(PAGES[why]), summarize_page(PAGES[why])
    assert (page.articles, page.no_article, summary.no_article) == ((), why, why)
    assert str(page) == str(summary) == NO_ARTICLE[why]
    for command in ("parse", "summarize", "phrases"):
        words = CliRunner().invoke(commands, [command], PAGES[why], standalone_mode=False).output
        assert words.startswith(NO_ARTICLE[why])
        shown = CliRunner().invoke(commands, [command, "--format", "json"], PAGES[why], standalone_mode=False)
        assert json.loads(shown.output)["no_article"] == why


def test_html_says_why_too() -> None:
    """By the lines that it shows."""
    html = "<html><body><nav><a href='/'>الرئيسية</a></nav><footer><p>صحيفة الوادي</p></footer></body></html>"
    assert parse_html(html).no_article is NoArticle.NO_SENTENCE


@given(ARABIC_TEXT)
def test_it_is_said_exactly_where_there_is_no_article(text: str) -> None:
    """And goes over the wire and back."""
    page, summary = parse(text), summarize_page(text)
    assert bool(page.articles) == (page.no_article is None)
    assert read_summary_reply(make_summary_reply(summary)).no_article is page.no_article
