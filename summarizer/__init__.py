"""Khulasa: Arabic newspaper pages into articles, articles into summaries of their own sentences.

>>> from summarizer import parse, summarize
>>> page = parse("وافق المجلس على الموازنة.")
>>> [sentence.text for sentence in summarize(page.articles[0]).sentences]
['وافق المجلس على الموازنة.']
"""

from summarizer.errors import SettingsError, SummarizerError, TextError
from summarizer.parsing import parse
from summarizer.records import (
    Article,
    Mode,
    Page,
    PageSummary,
    Passage,
    Sentence,
    Span,
    Summary,
    SummarySettings,
)
from summarizer.summarizing import summarize, summarize_many, summarize_page
from summarizer.text.segmenting import segment as split_sentences

__all__ = [
    "Article",
    "Mode",
    "Page",
    "PageSummary",
    "Passage",
    "Sentence",
    "SettingsError",
    "Span",
    "SummarizerError",
    "Summary",
    "SummarySettings",
    "TextError",
    "parse",
    "split_sentences",
    "summarize",
    "summarize_many",
    "summarize_page",
]
