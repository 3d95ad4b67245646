"""The values that the stages of `parsing` pass to each other; they are not public."""

from dataclasses import dataclass
from enum import StrEnum

from summarizer.records import Block, RemovedKind
from summarizer.records.construction import construct_by_slots


class Form(StrEnum):
    """What a line looks like, judged alone, if no phrase of the table matches it."""

    __hash__ = str.__hash__  # equal to its value, and found in a table in a third of the time

    PARAGRAPH = "paragraph"  # a full sentence, or longer than any heading
    OPEN = "open"  # as long as a sentence, but without an end mark
    SHORT = "short"  # a few words without an end mark: a title, a subheading, a headline, a name
    WORD = "word"  # one word
    QUESTION = "question"
    ITEM = "item"  # begins with a bullet or a number
    CAPTION = "caption"  # ends in a credit, or begins as captions do
    SOURCE = "source"  # an outlet and a city
    NUMBER = "number"  # digits only


# Lines without an end mark that are neither questions nor items.
UNENDED = (Form.OPEN, Form.SHORT, Form.WORD)
# Lines as long as a sentence.
LONG = (Form.PARAGRAPH, Form.OPEN)
# Lines that are text wherever they stand in one.
TEXT = (*LONG, Form.QUESTION, Form.ITEM)
# Lines of several words that may be headlines.
HEADLINES = (Form.SHORT, Form.OPEN, Form.QUESTION)


@construct_by_slots
@dataclass(frozen=True, slots=True)
class Line:
    """A block of a page and its form; ``folded`` is empty for long lines."""

    block: Block
    number: int  # counted from 1, blank lines included
    form: Form | RemovedKind
    folded: str
    opening: str = ""  # its first characters, folded, as many as show how it begins


# Lines. The greatest distance of two lines of one head.
WITHIN_HEAD = 12


class Region(StrEnum):
    """The part of a page in which a line stands."""

    __hash__ = str.__hash__  # equal to its value, and found in a table in a third of the time

    FRONT = "front"  # menus, before an article's title
    TITLE = "title"
    HEAD = "head"  # between the title and the text: captions, dates, bylines, share links
    BODY = "body"
    END = "end"  # after the text: tags, share links, most-read lists, legal lines
    RELATED = "related"
    ASIDE = "aside"  # between the title and the end of the text, but not part of them: boxes, polls, contents


@dataclass(frozen=True, slots=True)
class Reading:
    """A page line by line: the form of each line, what it repeats, and its region."""

    lines: tuple[Line, ...]
    repeats: tuple[int, ...]  # index of the first line that says the same, or its own
    previous: tuple[int | None, ...]  # index of the last line before it that says the same
    regions: tuple[Region, ...]


class Part(StrEnum):
    """The part of its article that a line is."""

    __hash__ = str.__hash__  # equal to its value, and found in a table in a third of the time

    TITLE = "title"
    STANDFIRST = "standfirst"
    CAPTION = "caption"
    SUBHEADING = "subheading"
    BODY = "body"
    RELATED = "related"


Label = Part | RemovedKind
