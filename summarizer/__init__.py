"""Khulasa: Arabic newspaper pages into articles, articles into summaries, near-duplicates into clusters.

>>> from summarizer import parse, summarize
>>> page = parse("وافق المجلس على الموازنة.")
>>> [sentence.text for sentence in summarize(page.articles[0]).sentences]
['وافق المجلس على الموازنة.']

A name is imported when it is first used, so `import summarizer` and `khulasa --help` start fast.
"""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    __version__: str
    from summarizer.deduplicating import compare, deduplicate, find_recurring, group_related
    from summarizer.dumps.archive.archive import open_archive
    from summarizer.errors import (
        ArchiveError,
        DocumentError,
        HtmlError,
        ModelError,
        SettingsError,
        SummarizerError,
        TextError,
    )
    from summarizer.explaining import explain_page
    from summarizer.key_phrases import find_key_phrases
    from summarizer.parsing import match_captions, parse, parse_html
    from summarizer.records import (
        Article,
        Document,
        DuplicateSettings,
        Keep,
        KeyPhrase,
        LineExplanation,
        Metadata,
        Mode,
        Page,
        PageSummary,
        Passage,
        RecurringSettings,
        Sentence,
        SharedSummary,
        Span,
        Summary,
        SummarySettings,
    )
    from summarizer.summarizing import summarize, summarize_many, summarize_page
    from summarizer.text.analysis import analyze
    from summarizer.text.sentences.segmenting import split_sentences
    from summarizer.together import summarize_together

_HOMES = {
    "together": ("summarize_together",),
    "deduplicating": ("compare", "deduplicate", "find_recurring", "group_related"),
    "dumps.archive.archive": ("open_archive",),
    "errors": (
        "ArchiveError",
        "DocumentError",
        "HtmlError",
        "ModelError",
        "SettingsError",
        "SummarizerError",
        "TextError",
    ),
    "explaining": ("explain_page",),
    "key_phrases": ("find_key_phrases",),
    "parsing": ("match_captions", "parse", "parse_html"),
    "records": (
        "Article",
        "Document",
        "DuplicateSettings",
        "Keep",
        "KeyPhrase",
        "LineExplanation",
        "Metadata",
        "Mode",
        "Page",
        "PageSummary",
        "Passage",
        "RecurringSettings",
        "Sentence",
        "SharedSummary",
        "Span",
        "Summary",
        "SummarySettings",
    ),
    "summarizing": ("summarize", "summarize_many", "summarize_page"),
    "text.analysis": ("analyze",),
    "text.sentences.segmenting": ("split_sentences",),
}

__all__ = [
    "ArchiveError",
    "Article",
    "Document",
    "DocumentError",
    "DuplicateSettings",
    "HtmlError",
    "Keep",
    "KeyPhrase",
    "LineExplanation",
    "Metadata",
    "Mode",
    "ModelError",
    "Page",
    "PageSummary",
    "Passage",
    "RecurringSettings",
    "Sentence",
    "SettingsError",
    "SharedSummary",
    "Span",
    "SummarizerError",
    "Summary",
    "SummarySettings",
    "TextError",
    "analyze",
    "compare",
    "deduplicate",
    "explain_page",
    "find_key_phrases",
    "find_recurring",
    "group_related",
    "match_captions",
    "open_archive",
    "parse",
    "parse_html",
    "split_sentences",
    "summarize",
    "summarize_many",
    "summarize_page",
    "summarize_together",
]


def __getattr__(name: str) -> object:
    if name == "__version__":
        return import_module("importlib.metadata").version("khulasa")
    for module, names in _HOMES.items():
        if name in names:
            return getattr(import_module(f"summarizer.{module}"), name)
    raise AttributeError(f"module 'summarizer' has no attribute {name!r}")
