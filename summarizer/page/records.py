"""Records of reading a page: what passes between the stages of `parsing`, and nobody else sees."""

from dataclasses import dataclass
from enum import StrEnum

from summarizer.records import Block, RemovedKind


@dataclass(frozen=True, slots=True)
class Phrase:
    """One row of what outlets write around articles."""

    kind: RemovedKind
    pattern: str  # a regular expression over a whole folded line; "~" stands for up to 16 more words
    outlets: str  # where it was seen
    source: str  # how we know: corpora (counted in scraped articles), pages, html, or usage


class Form(StrEnum):
    """What a line looks like, taken alone, when no phrase of the table tells it."""

    PARAGRAPH = "paragraph"  # a full sentence, or longer than any heading
    OPEN = "open"  # as long as a sentence, but without its end
    SHORT = "short"  # a few words without an end: a title, a subheading, a headline, a name
    WORD = "word"  # one word
    QUESTION = "question"
    ITEM = "item"  # begins with a bullet or a number
    CAPTION = "caption"  # ends in a credit, or begins as captions do
    SOURCE = "source"  # an outlet and a city
    NUMBER = "number"  # digits only


@dataclass(frozen=True, slots=True)
class Line:
    """A block of a page and what it looks like; ``folded`` is empty where the line is long."""

    block: Block
    number: int  # from 1, as an editor counts
    form: Form | RemovedKind
    folded: str


class Region(StrEnum):
    """Which part of a page a line stands in."""

    FRONT = "front"  # menus, before an article's title
    TITLE = "title"
    HEAD = "head"  # between the title and the text: captions, dates, bylines, share links
    BODY = "body"
    END = "end"  # after the text: tags, share links, most-read lists, legal lines
    RELATED = "related"


@dataclass(frozen=True, slots=True)
class Reading:
    """A page line by line: what each line looks like, what it says again, and where it stands."""

    lines: tuple[Line, ...]
    repeats: tuple[int, ...]  # the first line that says the same, or the line itself
    previous: tuple[int | None, ...]  # the latest earlier line that says the same
    regions: tuple[Region, ...]


class Part(StrEnum):
    """What a line is to its article."""

    TITLE = "title"
    STANDFIRST = "standfirst"
    CAPTION = "caption"
    SUBHEADING = "subheading"
    BODY = "body"
    RELATED = "related"
