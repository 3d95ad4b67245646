"""The sources that a text lists at its end: lines in Latin letters, and references below a heading."""

from collections.abc import Sequence

from summarizer.page.phrases.matching import strip_bullet
from summarizer.page.records import Form, Line, Region
from summarizer.text.late_patterns import compile_late
from summarizer.text.normalizing import normalize

# Characters of such a heading with its bullet.
LONGEST_HEADING = 80
# Lines, and characters of a line in which letters are counted.
FEWEST_SOURCES, LOOKED_AT = 3, 120
_LATIN = compile_late("[A-Za-z]")
_HEADING = compile_late(
    normalize(
        r"(?:(?:ال)?(?:مراجع|مصادر|هوامش|حواشي|إحالات)"
        r"(?: و(?:ال)?(?:مراجع|مصادر|هوامش|ملاحظات|إحالات))?"
        r"|قائمة (?:ال)?(?:مراجع|مصادر)|(?:انظر|اقرأ) أيضا|(?:وصلات|روابط) خارجية|references|sources|notes)"
        r" ?:?(?: ?\[.{0,20}\])?"
    )
)
# The share of a text above its sources, and the share of lines under their heading that name a work.
ABOVE_SOURCES, NAMING = 0.5, 0.6
_NAMES = compile_late(r"\^|(?:1[0-9]|20)\d\d|[ .،,]ص ?[.:]? ?\d|[A-Za-z]{3}|\d{1,2} ?/ ?\d{1,2} ?/")


def drop_sources(last: int, regions: list[Region], lines: Sequence[Line]) -> None:
    """Lines in Latin letters that close a text are its sources, and so are those under such a heading."""
    _drop_headed(last, regions, lines)
    if regions[last] is not Region.BODY:
        return
    first = last + 1
    while first > 1 and regions[first - 1] is Region.BODY and _is_latin(lines[first - 1].block.text):
        first -= 1
    if last + 1 - first >= FEWEST_SOURCES and regions[first - 1] is Region.BODY:
        first -= lines[first - 1].form in (Form.SHORT, Form.WORD)
        regions[first : last + 1] = [Region.END] * (last + 1 - first)


def _drop_headed(last: int, regions: list[Region], lines: Sequence[Line]) -> None:
    """Lines below a heading of sources, if most of them name a work, a year or a page."""
    start, body = last, Region.BODY
    while start and regions[start - 1] is body:
        start -= 1
    for row in range(last, start + int(ABOVE_SOURCES * (last - start)), -1):
        if 0 < len(lines[row].folded) <= LONGEST_HEADING and heads_sources(lines[row]):
            if are_sources(lines[row + 1 : last + 1]):
                regions[row : last + 1] = [Region.END] * (last + 1 - row)
            return


def heads_sources(line: Line) -> bool:
    """Whether a line is the heading of a list of sources."""
    return bool(line.folded) and _HEADING.fullmatch(strip_bullet(line.folded)) is not None


def are_sources(lines: Sequence[Line]) -> bool:
    """Whether most of some lines name a work, a year or a page."""
    n_named = sum(_NAMES.search(line.folded or line.block.text) is not None for line in lines)
    return n_named >= NAMING * len(lines)


def _is_latin(text: str) -> bool:
    if not _LATIN.search(text, 0, LOOKED_AT):
        return False
    letters = [sign.isascii() for sign in text[:LOOKED_AT] if sign.isalpha()]
    return 2 * sum(letters) > len(letters)
