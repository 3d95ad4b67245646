"""Measures of each line of a page of HTML: of its text, of its markup, and of the lines beside it."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence

import numpy as np

from summarizer.page.markup.labels.own_measures import measure_own_markup
from summarizer.page.markup.letters import LONGEST_TITLE, read_letters, read_letters_of_lines
from summarizer.page.records import Line
from summarizer.page.regions.measures.arrays import Matrix, shift
from summarizer.records import Markup, RemovedKind

# Steps from a line to those whose measures it has too.
_STEPS = (-2, -1, 1, 2)
# Lines under the heading of other articles.
_ANNOUNCED = 15


def measure_markup_lines(
    lines: Sequence[Line], markups: Sequence[Markup], title: str | None
) -> tuple[Matrix, tuple[str, ...]]:
    """The measures of each line and their names.

    title    what the page calls itself in its metadata
    returns  (n_lines, n_measures), and one name a column
    """
    columns = measure_markup_columns(lines, markups, title)
    return stack_columns(columns, slice(None)), tuple(columns)


def stack_columns(columns: Mapping[str, Matrix], rows: slice) -> Matrix:
    """Some rows of all columns; (n_lines, n_measures)."""
    return np.ascontiguousarray(np.array([column[rows] for column in columns.values()]).T)


def measure_markup_columns(
    lines: Sequence[Line], markups: Sequence[Markup], title: str | None
) -> dict[str, Matrix]:
    """What `measure_markup_lines` returns, a column each by its name."""
    own = measure_own_markup(lines, markups)
    columns = {**own, **_measure_groups(own, markups), **_measure_title(lines, markups, title)}
    beside = ("log_words", "stop", "links", "heading", "extracted", "title_same")
    for name in beside:
        columns |= zip([f"{name}@{step:+d}" for step in _STEPS], shift(columns[name], _STEPS), strict=True)
    return columns | _measure_surroundings(columns)


def _measure_groups(own: dict[str, Matrix], markups: Sequence[Markup]) -> dict[str, Matrix]:
    """What holds for the lines that stand in the same element, and for those with the same path."""
    edges = np.ones(len(markups) + 1, dtype=bool)
    edges[1:-1] = np.diff([markup.element for markup in markups]) != 0
    begins, ends = edges[:-1], edges[1:]
    columns = {
        "first of element": (begins & ~ends).astype(float),
        "last of element": (ends & ~begins).astype(float),
        "within element": (~ends & ~begins).astype(float),
    }
    keys: Sequence[str | int]
    for kind, keys in (
        ("container", [markup.container for markup in markups]),
        ("path", [markup.path for markup in markups]),
    ):
        numbers: dict[str | int, int] = {}
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


def _measure_title(lines: Sequence[Line], markups: Sequence[Markup], title: str | None) -> dict[str, Matrix]:
    """Whether a line is the title that the metadata names, and where the lines stand to it."""
    wanted = read_letters(title or "")
    keys = read_letters_of_lines(
        [text if len(text := line.block.text) < LONGEST_TITLE else "" for line in lines]
    )
    same = np.array([bool(key) and key == wanted for key in keys], dtype=float)
    begins = np.array([len(key) >= 8 and wanted.startswith(key) for key in keys], dtype=float)
    first = np.array([markup.level == 1 for markup in markups], dtype=float)
    n_lines = len(lines)
    after = np.arange(n_lines) - next((flags.argmax() for flags in (same, begins, first) if flags.any()), 0)
    times = Counter(keys)
    return {
        "title_same": same,
        "title_begins": begins,
        "only_h1": first * (first.sum() == 1),
        "before_title": (after < 0).astype(float),
        "just_after_title": ((after > 0) & (after <= 4)).astype(float),
        "log_after_title": np.log1p(np.maximum(after, 0)),
        "log_times": np.log([times[key] if key else 1 for key in keys]),
        "announced": _measure_announced(lines),
        "place": np.arange(n_lines) / max(1, n_lines),
    }


def _measure_announced(lines: Sequence[Line]) -> Matrix:
    """How near above a line the heading of other articles stands: 1 right above it, 1/2 above that."""
    headings = np.array([line.form is RemovedKind.RELATED_HEADING for line in lines], dtype=float)
    if not headings.any():
        return headings
    steps = range(1, _ANNOUNCED + 1)
    above = shift(headings, [-step for step in steps])
    nearest: Matrix = np.maximum.reduce([moved / step for step, moved in zip(steps, above, strict=True)])
    return nearest


def _measure_surroundings(columns: dict[str, Matrix]) -> dict[str, Matrix]:
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


def _smooth(values: Matrix) -> Matrix:
    """The mean over a line, the three before it and the three after it."""
    return sum(shift(values, range(-3, 4))) / 7  # type: ignore[return-value]
