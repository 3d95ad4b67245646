"""Measures of each line of a page of HTML: of its text, of its markup, and of the lines beside it."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from summarizer.page.markup.names import GROUPS
from summarizer.page.records import Line
from summarizer.records import Markup
from summarizer.records.markup import AREAS

_TAGS = ("p", "div", "li", "tr", "dd", "dt", "figcaption", "blockquote", "pre", "button", "body", "section")
# The forms that a line may have. Listed, so that a new form changes no weights.
_NAMES = tuple(name for name, _ in GROUPS)
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
_STOP = re.compile(r"[.!…۔؟?][\"»”’)\]\s]*$")
_DIGITS = re.compile(r"\d")
_LATIN = re.compile(r"[A-Za-z]")
_LETTERS = re.compile(r"[\W_]+")
# Characters of a line that are read; longer ones are text whatever follows.
_LONGEST = 600


def read_letters(text: str) -> str:
    """The letters and digits of a text, by which a title is known again."""
    return _LETTERS.sub("", text).lower()


def measure_markup_lines(
    lines: Sequence[Line], markups: Sequence[Markup], title: str | None
) -> tuple[NDArray[np.float64], tuple[str, ...]]:
    """The measures of each line and their names.

    title    what the page calls itself in its metadata
    returns  (n_lines, n_measures), and one name a column
    """
    own = _measure_each(lines, markups)
    columns = {**own, **_measure_groups(own, markups), **_measure_title(lines, markups, title)}
    beside = ("log_words", "stop", "links", "heading", "extracted", "title_same")
    for name in beside:
        for step in (-2, -1, 1, 2):
            columns[f"{name}@{step:+d}"] = _shift(columns[name], step)
    columns.update(_measure_surroundings(columns))
    return np.stack(list(columns.values()), axis=1), tuple(columns)


def _measure_each(lines: Sequence[Line], markups: Sequence[Markup]) -> dict[str, NDArray[np.float64]]:
    texts = [line.block.text[:_LONGEST] for line in lines]
    sizes = np.array([len(line.block.text) for line in lines], dtype=float)
    words = np.array([line.block.text.count(" ") + 1 for line in lines], dtype=float)
    links = np.array([markup.link_density for markup in markups])
    columns = {
        "log_words": np.log1p(words),
        "long": (sizes > 80).astype(float),
        "stop": np.array([bool(_STOP.search(text[-12:])) for text in texts], dtype=float),
        "colon": np.array([text.endswith(":") for text in texts], dtype=float),
        "digits": np.array([len(_DIGITS.findall(text)) / len(text) for text in texts]),
        "latin": np.array([len(_LATIN.findall(text)) / len(text) for text in texts]),
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


def _mark(
    pattern: str, names: Sequence[str], found: Sequence[Iterable[str]]
) -> dict[str, NDArray[np.float64]]:
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


def _measure_groups(
    own: dict[str, NDArray[np.float64]], markups: Sequence[Markup]
) -> dict[str, NDArray[np.float64]]:
    """What holds for the lines that stand in the same element, and for those with the same path."""
    elements = [markup.element for markup in markups]
    begins = [row == 0 or elements[row] != elements[row - 1] for row in range(len(elements))]
    ends = [*begins[1:], True]
    columns = {
        "first of element": np.array([b and not e for b, e in zip(begins, ends, strict=True)], dtype=float),
        "last of element": np.array([e and not b for b, e in zip(begins, ends, strict=True)], dtype=float),
        "within element": np.array([not e and not b for b, e in zip(begins, ends, strict=True)], dtype=float),
    }
    for kind, keys in (
        ("container", [str(markup.container) for markup in markups]),
        ("path", [markup.path for markup in markups]),
    ):
        numbers: dict[str, int] = {}
        group = np.array([numbers.setdefault(key, len(numbers)) for key in keys])
        count = np.bincount(group)
        columns[f"{kind} log_lines"] = np.log1p(count)[group]
        for name in ("extracted", "log_words", "links", "stop", "long"):
            columns[f"{kind} {name}"] = (np.bincount(group, own[name]) / count)[group]
    # Cards of other articles are many elements of one kind; the paragraphs of a text stand in one.
    around: dict[str, set[int]] = defaultdict(set)
    for markup in markups:
        around[markup.path].add(markup.container)
    columns["path log_containers"] = np.log([len(around[markup.path]) for markup in markups])
    return columns


def _measure_title(
    lines: Sequence[Line], markups: Sequence[Markup], title: str | None
) -> dict[str, NDArray[np.float64]]:
    """Whether a line is the title that the metadata names, and where the lines stand to it."""
    wanted = read_letters(title or "")
    keys = [read_letters(line.block.text) if len(line.block.text) < 400 else "" for line in lines]
    same = np.array([bool(key) and key == wanted for key in keys], dtype=float)
    begins = np.array([len(key) >= 8 and wanted.startswith(key) for key in keys], dtype=float)
    first = [markup.level == 1 for markup in markups]
    place = _find_first(same) if same.any() else _find_first(begins) if begins.any() else _find_first(first)
    n_lines = len(lines)
    after = np.arange(n_lines) - (place if place is not None else 0)
    times = Counter(keys)
    announced = np.array([line.form == "related_heading" for line in lines], dtype=float)
    only = sum(first) == 1
    return {
        "title_same": same,
        "title_begins": begins,
        "only_h1": np.array(first, dtype=float) * only,
        "before_title": (after < 0).astype(float),
        "just_after_title": ((after > 0) & (after <= 4)).astype(float),
        "log_after_title": np.log1p(np.maximum(after, 0)),
        "log_times": np.log([times[key] if key else 1 for key in keys]),
        "announced": np.maximum.reduce([_shift(announced, -step) / step for step in range(1, 16)]),
        "place": np.arange(n_lines) / max(1, n_lines),
    }


def _find_first(flags: Sequence[bool] | NDArray[np.float64]) -> int | None:
    return next((row for row, flag in enumerate(flags) if flag), None)


def _measure_surroundings(columns: dict[str, NDArray[np.float64]]) -> dict[str, NDArray[np.float64]]:
    """Where the lines stand to those that trafilatura takes."""
    taken = columns["extracted"]
    rows = np.flatnonzero(taken)
    place = np.arange(len(taken))
    window = np.convolve(taken, np.ones(11) / 11, mode="same")[: len(taken)] if len(taken) >= 11 else taken
    words = np.exp(columns["log_words"])
    share = float((words * taken).sum() / max(1.0, words.sum()))
    first, last = (rows[0], rows[-1]) if len(rows) else (0, 0)
    inside = ((place >= first) & (place <= last)).astype(float) if len(rows) else np.zeros(len(taken))
    return {
        "extracted near": window,
        "between extracted": inside,
        "after extracted": (place > last).astype(float),
        "extracted share": np.full(len(taken), share),
        "none extracted": np.full(len(taken), float(not len(rows))),
        "long near": _smooth(columns["long"] * (1 - columns["linked"])),
        "stop near": _smooth(columns["stop"]),
        "links near": _smooth(columns["links"]),
    }


def _smooth(values: NDArray[np.float64]) -> NDArray[np.float64]:
    """The mean over a line, the three before it and the three after it."""
    padded = np.pad(values, 3)
    return sum(padded[step : step + len(values)] for step in range(7)) / 7  # type: ignore[return-value]


def _shift(values: NDArray[np.float64], step: int) -> NDArray[np.float64]:
    """The value of the line ``step`` rows below; 0 beyond the ends."""
    shifted = np.zeros_like(values)
    if abs(step) >= len(values):
        return shifted
    if step > 0:
        shifted[:-step] = values[step:]
    else:
        shifted[-step:] = values[:step]
    return shifted
