"""What each line of a page and the lines around it say of its region, as numbers; used by `walk`.

Each column is one measure from 0 to 1, named in ``FEATURES``. The weights of the measures are learned
(`models/page_labels.py`), so no number of this folder says for which region a measure speaks.
"""

from collections import Counter
from collections.abc import Sequence

import numpy as np

from summarizer.page.records import Form, Line
from summarizer.page.regions.arrays import (
    NEVER,
    Counts,
    Flags,
    Matrix,
    average_around,
    find_bulk,
    find_distances,
    measure_runs,
    shift,
    spread,
)
from summarizer.page.regions.continuity import CONTINUITY, measure_continuity
from summarizer.page.regions.kinship import NAMING, SHARES, measure_kinship, measure_naming
from summarizer.page.regions.line_measures import ENDS_WITH_COLON, HAS_SITE_WORD, IS_CUT, OWN, measure_own
from summarizer.page.repeats import find_previous
from summarizer.records import RemovedKind

# No line of text is hidden.
FORMS: tuple[Form | RemovedKind, ...] = (
    *Form,
    *(kind for kind in RemovedKind if kind is not RemovedKind.HIDDEN),
)
# What lines say to the lines beside them: groups of forms, and three made from the ends of lines.
_GROUPS: dict[str, tuple[Form | RemovedKind, ...]] = {
    "sentence": (Form.PARAGRAPH,),
    "open line": (Form.OPEN,),
    "short line": (Form.SHORT, Form.WORD),
    "question": (Form.QUESTION,),
    "item": (Form.ITEM,),
    "caption": (Form.CAPTION, Form.SOURCE),
    "credit": (RemovedKind.CREDIT,),
    "date or name": (RemovedKind.DATE, RemovedKind.BYLINE, RemovedKind.DATELINE),
    "heading": (RemovedKind.RELATED_HEADING, RemovedKind.TICKER, RemovedKind.READ_MORE),
    "site line": (
        RemovedKind.NAVIGATION, RemovedKind.FOOTER, RemovedKind.DISCLAIMER, RemovedKind.NEWSLETTER,
        RemovedKind.APP,
    ),
    "share line": (RemovedKind.SHARE, RemovedKind.WIDGET, Form.NUMBER),
    "tags": (RemovedKind.TAGS,),
    "cut line": (),
    "line with a colon": (),
    "short sentence": (),
}  # fmt: skip
SENTENCE, OPEN, SHORT, HEADING, SITE, SHARE, TAGS, CUT = (
    list(_GROUPS).index(name)
    for name in (
        "sentence",
        "open line",
        "short line",
        "heading",
        "site line",
        "share line",
        "tags",
        "cut line",
    )
)
_MARKS = {"heading": HEADING, "site line": SITE, "share line": SHARE, "tags": TAGS}
# Words: the shortest sentence, the shortest one that is not called short.
LEAST_WORDS, LONG_WORDS = 6, 18
# How far a line looks to each side, and how many lines are averaged.
OFFSETS = (-3, -2, -1, 1, 2, 3)
WINDOWS = (3, 8)
# Upper limits of words in a line, of lines to another line, of lines in a run.
WORDS = (1, 2, 4, 6, 9, 13, 20, 35, 70)
DISTANCES = (1, 2, 4, 8, 16)
# Letters of a sentence that count for the bulk of the text, and what a line without a sentence takes from it.
MOST_LETTERS, NO_SENTENCE = 600.0, -60.0
# How far the logarithms of the words of two lines may be apart that are called alike.
LIKE_SIZE = 0.4
# Lines. A line repeated within so many is part of a head.
NEAR = 12

_ROWS = {form: row for row, form in enumerate(FORMS)}
_ONE_FORM = np.eye(len(FORMS))
_SHORT_GROUPS, _SITE_GROUPS = [OPEN, SHORT, SITE, CUT], [HEADING, SITE]
_GROUPED = np.array([[form in forms for forms in _GROUPS.values()] for form in FORMS], dtype=float)


def _name_features() -> tuple[str, ...]:
    steps, far = (*DISTANCES, "more"), (*DISTANCES, "more", "none")
    sides = ("before", "after")
    return (
        *(f"is {form.value}" for form in FORMS),
        *(f"up to {n} words" for n in (*WORDS, "more")),
        *OWN,
        *(f"{group} at {offset:+}" for offset in OFFSETS for group in _GROUPS),
        *(f"no line at {offset:+}" for offset in OFFSETS),
        *(f"sentence {side}: {n}" for side in sides for n in far),
        *(f"{mark} {side}: {n}" for mark in _MARKS for side in sides for n in far),
        *(f"{what} among {n} {side}" for n in WINDOWS for side in sides for what in ("sentences",
        "short lines", "site lines")),
        *(f"run of short lines: {n}" for n in (0, *steps)),
        "share of the text before", "share of the text after", "in the bulk", "before the bulk",
        "after the bulk", "size of the bulk",
        *(f"lines from the {end}: {n}" for end in ("start", "end") for n in steps),
        "blank line above", "blank lines above", "further apart than usual", "blank line below",
        *NAMING,
        "repeats a near line", "repeats a far line", "comes again near", "comes again far",
        "comes three times",
        *SHARES,
        "few sentences", "no sentences",
        *(f"like the line {n} {side}" for n in (1, 2) for side in sides),
        *CONTINUITY,
    )  # fmt: skip


FEATURES = _name_features()


def measure_lines(lines: Sequence[Line], repeats: Sequence[int]) -> Matrix:
    """The measures of each line; (n_lines, n_features), columns in the order of ``FEATURES``."""
    forms = np.array([_ROWS[line.form] for line in lines])
    own = measure_own(lines)
    n_words, n_letters, own = own[:, 0], own[:, 1], own[:, 2:]
    groups, sentence = _group(forms, own, n_words)
    letters = np.where(sentence, np.minimum(n_letters, MOST_LETTERS), 0.0)
    bulk = find_bulk(np.where(sentence, letters, NO_SENTENCE))
    around, missing = shift(groups, OFFSETS)
    unended = ~sentence & (groups[:, : SITE + 1].sum(axis=1) > groups[:, SENTENCE])
    return np.concatenate(
        [
            _ONE_FORM[forms],
            spread(n_words, WORDS),
            own,
            *around,
            missing,
            _spread_distances(sentence, groups),
            *_average_windows(groups, sentence, own[:, HAS_SITE_WORD] > 0),
            spread(measure_runs(unended), (0, *DISTANCES)),
            _place_in_text(letters, bulk),
            spread(_count_rows(len(lines)), DISTANCES),
            _measure_gaps(lines),
            measure_naming(lines),
            _measure_repeats(repeats),
            measure_kinship(lines, sentence, bulk),
            _describe_page(sentence, forms, n_words),
            measure_continuity(lines, sentence, groups[:, HEADING] > 0, own[:, ENDS_WITH_COLON] > 0),
        ],
        axis=1,
    )


def _group(forms: Counts, own: Matrix, n_words: Matrix) -> tuple[Matrix, Flags]:
    """The groups of each line, and which lines are sentences of their own."""
    groups = _GROUPED[forms]
    paragraph = groups[:, SENTENCE] > 0
    cut, colon = own[:, IS_CUT] > 0, own[:, ENDS_WITH_COLON] > 0
    whole = paragraph & ~cut & ~colon
    groups[:, SENTENCE] = whole & (n_words >= LONG_WORDS)
    groups[:, CUT:] = np.stack([cut, colon & paragraph, whole & (n_words < LONG_WORDS)], axis=1)
    return groups, whole & (n_words >= LEAST_WORDS)


def _spread_distances(sentence: Flags, groups: Matrix) -> Matrix:
    """How far the nearest sentence and the nearest lines of some groups are, before and after each line."""
    chosen = np.concatenate([sentence[:, None], groups[:, list(_MARKS.values())] > 0], axis=1)
    return spread(np.stack(find_distances(chosen), axis=2), (*DISTANCES, NEVER // 2))


def _average_windows(groups: Matrix, sentence: Flags, speaks_of_site: Flags) -> list[Matrix]:
    """How many of the lines before and after are sentences, short lines, lines in which a site speaks."""
    short = groups[:, _SHORT_GROUPS].any(axis=1)
    site = groups[:, _SITE_GROUPS].any(axis=1) | speaks_of_site
    return average_around(np.stack([sentence, short, site], axis=1), WINDOWS)


def _place_in_text(letters: Matrix, bulk: tuple[int, int]) -> Matrix:
    """How much of the page's text stands before and after each line, and where its bulk is."""
    total = letters.sum() or 1.0
    found = np.zeros((len(letters), 6))
    found[:, 0] = (np.cumsum(letters) - letters) / total
    found[:, 1] = 1 - found[:, 0] - letters / total
    found[bulk[0] : bulk[1], 2] = 1.0
    found[: bulk[0], 3] = 1.0
    found[bulk[1] :, 4] = 1.0
    found[:, 5] = letters[bulk[0] : bulk[1]].sum() / total
    return found


def _count_rows(n: int) -> Counts:
    rows = np.arange(1, n + 1)
    return np.stack([rows, rows[::-1]], axis=1)


def _measure_gaps(lines: Sequence[Line]) -> Matrix:
    gaps = np.array([line.block.gap for line in lines])
    found = np.ones((len(gaps), 4))
    found[:, 0], found[:, 1], found[:, 2] = gaps > 0, gaps > 1, gaps > find_usual_gap(lines)
    found[:-1, 3] = gaps[1:] > 0
    return found


def find_usual_gap(lines: Sequence[Line]) -> int:
    """The most common number of blank lines between two lines."""
    gaps = Counter([line.block.gap for line in lines[1:]])
    # Of equals the first, as they stand on the page.
    return max(gaps, key=gaps.__getitem__, default=0)


def _measure_repeats(repeats: Sequence[int]) -> Matrix:
    """Whether a line repeats one near or far above, and is repeated near or far below."""
    found = np.zeros((len(repeats), 5))
    for row, before in enumerate(find_previous(repeats)):
        if before is not None:
            is_far = int(row - before > NEAR)
            found[row, is_far] = found[before, 2 + is_far] = 1.0
    counts = Counter(repeats)
    found[:, 4] = [counts[first] > 2 for first in repeats]
    return found


def _describe_page(sentence: Flags, forms: Counts, n_words: Matrix) -> Matrix:
    """How many sentences a page has, and whether the lines beside a line are of its form and length."""
    n_sentences, sizes = np.count_nonzero(sentence), np.log(n_words + 1)
    found = np.zeros((len(sentence), 6))
    found[:, 0], found[:, 1] = 0 < n_sentences < 4, n_sentences == 0
    for step in (1, 2):
        like = (forms[step:] == forms[:-step]) & (np.abs(sizes[step:] - sizes[:-step]) < LIKE_SIZE)
        found[step:, 2 * step] = found[:-step, 2 * step + 1] = like
    return found
