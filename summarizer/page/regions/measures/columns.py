"""The measures of a page by numpy, which the kernel `page_lines` makes faster; used by `features`."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from summarizer.page.lines.repeats import find_previous
from summarizer.page.regions.measures.arrays import (
    NEVER,
    Counts,
    Flags,
    Matrix,
    average_around,
    find_distances,
    find_missing,
    measure_runs,
    shift,
    spread,
)
from summarizer.page.regions.measures.continuity import measure_continuity
from summarizer.page.regions.measures.groups import (
    CUT,
    DISTANCES,
    FEW,
    FORMS,
    GROUPED,
    HEADING,
    LIKE_SIZE,
    LONG_WORDS,
    MARKS,
    MOST_LETTERS,
    NEAR,
    OFFSETS,
    SENTENCE,
    SHORT_GROUPS,
    SITE,
    SITE_GROUPS,
    WINDOWS,
    WORDS,
)
from summarizer.page.regions.measures.single_lines import ENDS_WITH_COLON, HAS_SITE_WORD, IS_CUT


@dataclass(frozen=True, slots=True, eq=False)
class LineFacts:
    """What the lines of a page say one by one.

    forms      (n_lines,)             rows of ``FORMS``
    own        (n_lines, 2 + n_own)   words, letters, and the measures of ``OWN``
    sentence   (n_lines,)             which lines are sentences of their own
    bulk                              the stretch of lines with most sentences
    gaps       (n_lines,)             blank lines above each line; ``usual_gap`` is the most common number
    repeats    (n_lines,)             for each line the first one that says the same
    naming     (n_lines, n_naming)    measures of ``NAMING``
    kinship    (n_lines, n_shares)    measures of ``SHARES``
    openings   (n_lines, 3)           the first measures of ``CONTINUITY``
    """

    forms: Counts
    own: Matrix
    sentence: Flags
    bulk: tuple[int, int]
    gaps: Counts
    usual_gap: int
    repeats: Sequence[int]
    naming: Matrix
    kinship: Matrix
    openings: Matrix


def measure_columns(facts: LineFacts) -> Matrix:
    """The measures of each line; (n_lines, n_features), columns in the order of ``FEATURES``."""
    n_words, n_letters, own = facts.own[:, 0], facts.own[:, 1], facts.own[:, 2:]
    sentence, groups = facts.sentence, _group(facts.forms, own, n_words)
    letters = np.where(sentence, np.minimum(n_letters, MOST_LETTERS), 0.0)
    unended = ~sentence & (groups[:, : SITE + 1].sum(axis=1) > groups[:, SENTENCE])
    return np.concatenate(
        [
            np.eye(len(FORMS))[facts.forms],
            spread(n_words, WORDS),
            own,
            *shift(groups, OFFSETS),
            find_missing(len(groups), OFFSETS),
            _spread_distances(sentence, groups),
            *_average_windows(groups, sentence, own[:, HAS_SITE_WORD] > 0),
            spread(measure_runs(unended), (0, *DISTANCES)),
            _place_in_text(letters, facts.bulk),
            spread(_count_rows(len(own)), DISTANCES),
            _measure_gaps(facts.gaps, facts.usual_gap),
            facts.naming,
            _measure_repeats(facts.repeats),
            facts.kinship,
            _describe_page(sentence, facts.forms, n_words),
            measure_continuity(facts.openings, sentence, groups[:, HEADING] > 0, own[:, ENDS_WITH_COLON] > 0),
        ],
        axis=1,
    )


def _group(forms: Counts, own: Matrix, n_words: Matrix) -> Matrix:
    """The groups of each line."""
    groups = GROUPED[forms]
    paragraph = groups[:, SENTENCE] > 0
    cut, colon = own[:, IS_CUT] > 0, own[:, ENDS_WITH_COLON] > 0
    whole = paragraph & ~cut & ~colon
    groups[:, SENTENCE] = whole & (n_words >= LONG_WORDS)
    groups[:, CUT:] = np.stack([cut, colon & paragraph, whole & (n_words < LONG_WORDS)], axis=1)
    return groups


def _spread_distances(sentence: Flags, groups: Matrix) -> Matrix:
    """How far the nearest sentence and the nearest lines of some groups are, before and after each line."""
    chosen = np.concatenate([sentence[:, None], groups[:, list(MARKS.values())] > 0], axis=1)
    return spread(np.stack(find_distances(chosen), axis=2), (*DISTANCES, NEVER // 2))


def _average_windows(groups: Matrix, sentence: Flags, speaks_of_site: Flags) -> list[Matrix]:
    """How many of the lines before and after are sentences, short lines, lines in which a site speaks."""
    short = groups[:, list(SHORT_GROUPS)].any(axis=1)
    site = groups[:, list(SITE_GROUPS)].any(axis=1) | speaks_of_site
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


def _measure_gaps(gaps: Counts, usual_gap: int) -> Matrix:
    found = np.ones((len(gaps), 4))
    found[:, 0], found[:, 1], found[:, 2] = gaps > 0, gaps > 1, gaps > usual_gap
    found[:-1, 3] = gaps[1:] > 0
    return found


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
    found[:, 0], found[:, 1] = 0 < n_sentences < FEW, n_sentences == 0
    for step in (1, 2):
        like = (forms[step:] == forms[:-step]) & (np.abs(sizes[step:] - sizes[:-step]) < LIKE_SIZE)
        found[step:, 2 * step] = found[:-step, 2 * step + 1] = like
    return found
