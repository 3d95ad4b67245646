"""The values that the files of this folder pass to each other."""

from dataclasses import dataclass
from enum import StrEnum

from summarizer.page.records import Line
from summarizer.records import Markup
from summarizer.records.construction import construct_by_slots


class HtmlLabel(StrEnum):
    """What a line of HTML is; the order is that of the weights."""

    BODY = "body"
    SUBHEADING = "subheading"
    TITLE = "title"
    STANDFIRST = "standfirst"
    BYLINE = "byline"
    DATE = "date"
    CAPTION = "caption"
    RELATED = "related"
    TAGS = "tags"
    FURNITURE = "furniture"


LABELS = tuple(HtmlLabel)


@construct_by_slots
@dataclass(frozen=True, slots=True)
class Labelled:
    """The label of a line, and the measures that spoke most for it, against body or against furniture.

    spoke  the name of each, and whether it is higher than usual
    """

    label: HtmlLabel
    spoke: tuple[tuple[str, bool], ...]


@dataclass(frozen=True, slots=True)
class MarkedPage:
    """The lines of a page with what the markup says of them and how they are labelled."""

    lines: tuple[Line, ...]
    markups: tuple[Markup, ...]
    labels: tuple[Labelled, ...]
    title: str | None  # what the page calls itself in its metadata


@dataclass(frozen=True, slots=True)
class Story:
    """The lines of one article of a page."""

    page: MarkedPage
    rows: range
    is_only: bool  # whether the page has no other
    single_paths: frozenset[str]  # where one line of the page stands, and no other


# The parts of an article.
PARTS = (
    HtmlLabel.BODY,
    HtmlLabel.SUBHEADING,
    HtmlLabel.TITLE,
    HtmlLabel.STANDFIRST,
    HtmlLabel.CAPTION,
)
