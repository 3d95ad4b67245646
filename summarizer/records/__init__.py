"""Records: the immutable values that stages pass to each other, and the settings of the stories.

Read these files first. A span counts characters (code points) of the text *as given*, not as normalized.
Text in a record is always verbatim: ``record.span.of(given) == record.text``.
"""

from importlib import import_module
from typing import TYPE_CHECKING

from summarizer.records.keep import Keep
from summarizer.records.metadata import Metadata
from summarizer.records.mode import Mode
from summarizer.records.page import (
    Article,
    Block,
    Caption,
    Fact,
    FactSource,
    NoArticle,
    Page,
    Passage,
    RelatedItem,
    Removed,
    RemovedKind,
    Span,
)

if TYPE_CHECKING:
    from summarizer.records.duplicates import (
        Cluster,
        Comparison,
        Deduplication,
        Document,
        Duplicate,
        DuplicateSettings,
        Entry,
        Given,
        Measure,
        Occurrence,
        Place,
        Reason,
        Recurrence,
        Recurring,
        RecurringBlock,
        RecurringSettings,
        SharedPassage,
    )
    from summarizer.records.explanations import Evidence, LineExplanation
    from summarizer.records.markup import Markup
    from summarizer.records.summary import (
        DEFAULT_PHRASES,
        ArticleSummary,
        ChosenSentence,
        KeyPhrase,
        PageSummary,
        Retelling,
        Sentence,
        SentenceMeasure,
        SharedSentence,
        SharedSummary,
        Summary,
        SummaryOptions,
        SummarySettings,
    )

_HOMES = {
    "explanations": ("Evidence", "LineExplanation"),
    "markup": ("Markup",),
    "summary": (
        "DEFAULT_PHRASES",
        "ArticleSummary",
        "ChosenSentence",
        "KeyPhrase",
        "PageSummary",
        "Retelling",
        "Sentence",
        "SentenceMeasure",
        "SharedSentence",
        "SharedSummary",
        "Summary",
        "SummaryOptions",
        "SummarySettings",
    ),
}

__all__ = [
    "DEFAULT_PHRASES",
    "Article",
    "ArticleSummary",
    "Block",
    "Caption",
    "ChosenSentence",
    "Cluster",
    "Comparison",
    "Deduplication",
    "Document",
    "Duplicate",
    "DuplicateSettings",
    "Entry",
    "Evidence",
    "Fact",
    "FactSource",
    "Given",
    "Keep",
    "KeyPhrase",
    "LineExplanation",
    "Markup",
    "Measure",
    "Metadata",
    "Mode",
    "NoArticle",
    "Occurrence",
    "Page",
    "PageSummary",
    "Passage",
    "Place",
    "Reason",
    "Recurrence",
    "Recurring",
    "RecurringBlock",
    "RecurringSettings",
    "RelatedItem",
    "Removed",
    "RemovedKind",
    "Retelling",
    "Sentence",
    "SentenceMeasure",
    "SharedPassage",
    "SharedSentence",
    "SharedSummary",
    "Span",
    "Summary",
    "SummaryOptions",
    "SummarySettings",
]


def __getattr__(name: str) -> object:
    """The records that few stories need, made when one is asked for; those of near-duplicates if no other."""
    if name in __all__:
        home = next((module for module, names in _HOMES.items() if name in names), "duplicates")
        return getattr(import_module(f"{__name__}.{home}"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
