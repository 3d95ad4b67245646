"""Khulasa: Arabic newspaper pages into articles, articles into summaries of their own sentences.

>>> from summarizer import parse, summarize
>>> page = parse("وافق المجلس على الموازنة.")
>>> [sentence.text for sentence in summarize(page.articles[0]).sentences]
['وافق المجلس على الموازنة.']

A name is imported when it is first used, so `import summarizer` and `khulasa --help` cost next to nothing.
"""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
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

_HOMES = {
    "errors": ("SettingsError", "SummarizerError", "TextError"),
    "parsing": ("parse",),
    "records": (
        "Article",
        "Mode",
        "Page",
        "PageSummary",
        "Passage",
        "Sentence",
        "Span",
        "Summary",
        "SummarySettings",
    ),
    "summarizing": ("summarize", "summarize_many", "summarize_page"),
}

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


def __getattr__(name: str) -> object:
    if name == "split_sentences":
        return import_module("summarizer.text.segmenting").segment
    for module, names in _HOMES.items():
        if name in names:
            return getattr(import_module(f"summarizer.{module}"), name)
    raise AttributeError(f"module 'summarizer' has no attribute {name!r}")
