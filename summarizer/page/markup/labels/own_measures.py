"""What a line of HTML says by itself: its text, its element, and the names of those around it."""

from collections.abc import Iterable, Sequence
from functools import lru_cache

import numpy as np

from summarizer.page.markup.labels.names import GROUPS
from summarizer.page.records import Line
from summarizer.page.regions.measures.arrays import Counts, Matrix
from summarizer.records import Markup
from summarizer.records.markup import AREAS
from summarizer.text.letters import WHITE_SPACE, list_codes

_TAGS = ("p", "div", "li", "tr", "dd", "dt", "figcaption", "blockquote", "pre", "button", "body", "section")
_NAMES = tuple(name for name, _ in GROUPS)
# The forms that a line may have. Listed, so that a new form changes no weights.
_FORMS = (
    "paragraph",
    "open",
    "short",
    "word",
    "question",
    "item",
    "caption",
    "source",
    "number",
    "repeat",
    "related_heading",
    "widget",
    "navigation",
    "share",
    "newsletter",
    "app",
    "byline",
    "credit",
    "date",
    "dateline",
    "tags",
    "ticker",
    "read_more",
    "disclaimer",
    "advertisement",
    "separator",
    "footer",
)
_STOPS, _AFTER_STOP = tuple(".!…۔؟?"), '"»”’)]' + "".join(map(chr, list_codes(WHITE_SPACE)))
# Code points below have their decimal digits in a table: Arabic and what comes before it.
_KNOWN = 0x700
_IS_DIGIT = np.array([chr(code).isdecimal() for code in range(_KNOWN)])
# Characters of a line that are read; longer ones are text whatever follows.
_LONGEST = 600


def measure_own_markup(lines: Sequence[Line], markups: Sequence[Markup]) -> dict[str, Matrix]:
    """The measures of each line, a column each by its name."""
    texts = [line.block.text[:_LONGEST] for line in lines]
    sizes = np.array([len(line.block.text) for line in lines], dtype=float)
    words = np.array([line.block.text.count(" ") + 1 for line in lines], dtype=float)
    links = np.array([markup.link_density for markup in markups])
    n_digits, n_latin = _count_signs(texts)
    lengths = np.array(list(map(len, texts)))
    columns = {
        "log_words": np.log1p(words),
        "long": (sizes > 80).astype(float),
        "stop": np.array([text[-12:].rstrip(_AFTER_STOP).endswith(_STOPS) for text in texts], dtype=float),
        "colon": np.array([text.endswith(":") for text in texts], dtype=float),
        "digits": n_digits / lengths,
        "latin": n_latin / lengths,
        "links": links,
        "linked": (links > 0.8).astype(float),
        "bold": np.array([markup.bold_density > 0.8 for markup in markups], dtype=float),
        "log_size": np.log1p([markup.size for markup in markups]),
        "share_of_size": sizes / np.maximum(1, [markup.size for markup in markups]),
        "extracted": np.array([markup.is_extracted for markup in markups], dtype=float),
        "heading": np.array([markup.level > 0 for markup in markups], dtype=float),
        "in_article": np.array([markup.article > 0 for markup in markups], dtype=float),
    }
    levels = np.array([markup.level for markup in markups])
    for level in range(1, 7):
        columns[f"h{level}"] = (levels == level).astype(float)
    columns |= _mark("<{}>", _TAGS, [(markup.tag,) for markup in markups])
    columns |= _mark("in <{}>", AREAS, [markup.areas for markup in markups])
    columns |= _mark("form {}", _FORMS, [(line.form,) for line in lines])
    columns |= _mark("own {}", _NAMES, [_find_groups(markup.own_words) for markup in markups])
    columns |= _mark("outer {}", _NAMES, [_find_groups(markup.outer_words) for markup in markups])
    return columns


def _count_signs(texts: Sequence[str]) -> tuple[Counts, Counts]:
    """The decimal digits and the Latin letters of each text; none is empty."""
    whole = "".join(texts)
    codes = np.frombuffer(whole.encode("utf-32-le", "surrogatepass"), np.uint32)
    is_digit = _IS_DIGIT[np.minimum(codes, _KNOWN - 1)]
    rows = np.flatnonzero(codes >= _KNOWN)
    is_digit[rows] = [whole[row].isdecimal() for row in rows.tolist()]
    # A capital letter and its small one differ in this bit alone.
    is_latin = (codes | 32) - ord("a") < ord("z") - ord("a") + 1
    starts = np.cumsum([0, *map(len, texts[:-1])])
    n_digits, n_latin = (np.add.reduceat(flags, starts, dtype=np.int64) for flags in (is_digit, is_latin))
    return n_digits, n_latin


def _mark(pattern: str, names: Sequence[str], found: Sequence[Iterable[str]]) -> dict[str, Matrix]:
    """One column for each name, 1 where a line has it."""
    places = {name: place for place, name in enumerate(names)}
    marks = np.zeros((len(names), len(found)))
    for row, has in enumerate(found):
        for name in has:
            if (place := places.get(name)) is not None:
                marks[place, row] = 1.0
    return {pattern.format(name): column for name, column in zip(names, marks, strict=True)}


@lru_cache(maxsize=8192)
def _find_groups(words: frozenset[str]) -> tuple[str, ...]:
    """The groups of names that some words belong to."""
    return tuple(name for name, group in GROUPS if not group.isdisjoint(words))
