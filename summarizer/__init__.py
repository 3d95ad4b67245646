"""Khulasa: Arabic newspaper pages into articles, articles into summaries, near-duplicates into clusters.

>>> from summarizer import parse, summarize
>>> page = parse("وافق المجلس على الموازنة.")
>>> [sentence.text for sentence in summarize(page.articles[0]).sentences]
['وافق المجلس على الموازنة.']

A name is imported when it is first used, so `import summarizer` and `khulasa --help` cost next to nothing.
"""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from summarizer.deduplicating import compare, deduplicate, find_recurring
    from summarizer.errors import DocumentError, ModelError, SettingsError, SummarizerError, TextError
    from summarizer.parsing import parse
    from summarizer.records import (
        Article,
        Document,
        DuplicateSettings,
        Keep,
        Mode,
        Page,
        PageSummary,
        Passage,
        RecurringSettings,
        Sentence,
        Span,
        Summary,
        SummarySettings,
    )
    from summarizer.summarizing import summarize, summarize_many, summarize_page
    from summarizer.text.segmenting import segment as split_sentences

_HOMES = {
    "deduplicating": ("compare", "deduplicate", "find_recurring"),
    "errors": ("DocumentError", "ModelError", "SettingsError", "SummarizerError", "TextError"),
    "parsing": ("parse",),
    "records": (
        "Article",
        "Document",
        "DuplicateSettings",
        "Keep",
        "Mode",
        "Page",
        "PageSummary",
        "Passage",
        "RecurringSettings",
        "Sentence",
        "Span",
        "Summary",
        "SummarySettings",
    ),
    "summarizing": ("summarize", "summarize_many", "summarize_page"),
}

__all__ = [
    "Article",
    "Document",
    "DocumentError",
    "DuplicateSettings",
    "Keep",
    "Mode",
    "ModelError",
    "Page",
    "PageSummary",
    "Passage",
    "RecurringSettings",
    "Sentence",
    "SettingsError",
    "Span",
    "SummarizerError",
    "Summary",
    "SummarySettings",
    "TextError",
    "compare",
    "deduplicate",
    "find_recurring",
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
