"""Lines above the first sentence of an article that the labels take for its text: who wrote it, and when."""

from collections import Counter
from collections.abc import Iterator, Sequence

from summarizer.page.articles.head_labels import is_dated
from summarizer.page.markup.kinds import BYLINE_WORDS, is_byline
from summarizer.page.markup.records import HtmlLabel
from summarizer.page.records import LONG, UNENDED, Form, Line
from summarizer.records import Markup, RemovedKind
from summarizer.text.late_patterns import compile_late

# Characters. A shorter line may be a name, a date or a counter; lines above the first sentence.
FIRST_SENTENCE, WITHIN = 60, 4
# Names that templates give to the line with the writer, and words of such a line.
SIGNED_WORDS = BYLINE_WORDS | {"by", "poet", "signature", "meta"}
LONGEST_NAMES = 8
# Words of a title.
FEWEST_WORDS = 3
# Names of what stands beside them: when, and how long it takes to read.
DATE_WORDS = frozenset(("date", "time", "published", "posted", "updated", "reading"))
# Names of elements for a standfirst; "lead" and "intro" are often those of the first paragraph.
STANDFIRST_WORDS = frozenset(("standfirst", "deck", "dek", "subtitle", "subheadline", "subhead", "sub"))
# Names of a line with place, outlet and writer; words of each, and blanks of the line.
MOST_NAMES, LONGEST_PART, LONGEST_SOURCE = 3, 3, 11
_DASH, _DIGIT = compile_late(r" ?[–—/|] ?| - "), compile_late(r"\d")
_WRITERS = (RemovedKind.BYLINE, RemovedKind.DATELINE)


def find_head_lines(
    body: Sequence[int], lines: Sequence[Line], markups: Sequence[Markup]
) -> Iterator[tuple[int, HtmlLabel]]:
    """The rows above the first sentence of a text that are none of it, with their labels.

    They name its writer or its date, or its section in a word above its title.
    """
    # Old pages write their texts in letters as large as those of headings.
    usual, _ = Counter(markups[row].level for row in body).most_common(1)[0]
    for place, row in enumerate(body[:WITHIN]):
        line = lines[row]
        is_heading = markups[row].level not in (0, usual) and not line.folded.endswith(":")
        if not place and (is_standfirst(line, markups[row]) or (is_heading and isinstance(line.form, Form))):
            yield row, HtmlLabel.STANDFIRST
            continue
        if _is_sentence(line):
            return
        below = markups[row + 1 : row + 2]
        if line.form is Form.WORD and any(markup.level not in (0, usual) for markup in below):
            yield row, HtmlLabel.FURNITURE
            continue
        if line.form is RemovedKind.DATE:
            yield row, HtmlLabel.DATE
        elif line.form in _WRITERS or _is_signed(line, markups[row]) or is_source(line):
            yield row, HtmlLabel.BYLINE
        elif line.form in UNENDED and not DATE_WORDS.isdisjoint(markups[row].own_words):
            yield row, HtmlLabel.DATE


def find_opening_title(body: Sequence[int], lines: Sequence[Line], markups: Sequence[Markup]) -> int | None:
    """The place in ``body`` of a title that nothing names so: a few words above the first sentence."""
    for place, row in enumerate(body[: min(WITHIN, len(body) - 1)]):
        line = lines[row]
        if _is_sentence(line):
            return None
        is_title = line.form in UNENDED and line.folded.count(" ") + 1 >= FEWEST_WORDS
        if is_title and not markups[row].link_density and not line.folded.endswith(":"):
            return place
    return None


def _is_sentence(line: Line) -> bool:
    return line.form in LONG and len(line.block.text) >= FIRST_SENTENCE


def is_source(line: Line) -> bool:
    """Whether a line is two or three names with a dash between them: a place, an office, a writer."""
    if line.form not in UNENDED or line.folded.count(" ") > LONGEST_SOURCE or _DIGIT.search(line.folded):
        return False
    parts = _DASH.split(line.folded)
    return 1 < len(parts) <= MOST_NAMES and all(0 < len(part.split()) <= LONGEST_PART for part in parts)


def is_standfirst(line: Line, markup: Markup) -> bool:
    """Whether a line stands in an element for a standfirst."""
    return isinstance(line.form, Form) and not STANDFIRST_WORDS.isdisjoint(markup.own_words)


def _is_signed(line: Line, markup: Markup) -> bool:
    """Whether a line has a date beside a few words, or a name in an element for it."""
    if line.form not in UNENDED:
        return False
    is_short = line.folded.count(" ") < LONGEST_NAMES
    is_named = is_byline(line, markup) or not SIGNED_WORDS.isdisjoint(markup.own_words)
    return (is_short and is_named) or is_dated(line)
