"""The measures of a page by the kernel `page_lines`; used by `features`.

`columns`, `single_lines`, `kinship` and `continuity` have the definition. What needs a pattern or tables of
all scripts is found here and given to the kernel.
"""

import ctypes
from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import lru_cache
from itertools import accumulate
from math import exp
from typing import Any

import numpy as np
from numpy.typing import NDArray

from summarizer.kernels.page_lines import (
    BEGINS,
    CLASSES,
    GOES_ON,
    HAS_BULLET,
    HAS_CELLS,
    HAS_SHORT_CELLS,
    IN_LATIN,
    IS_MEASURED,
    OPENS_CLAUSE,
    TABLES,
    PageLines,
    measure_page,
)
from summarizer.page.lines.gaps import find_usual_gap
from summarizer.page.phrases.matching import begins_like_sentence, find_bullet, opens_clause
from summarizer.page.records import Form, Line
from summarizer.page.regions.measures import groups, shared_words, single_lines
from summarizer.page.regions.measures.arrays import NEVER, Matrix
from summarizer.page.regions.measures.continuity import COUNTS, LONGEST_LIST, NO_HEADING, SINCE, read_openings
from summarizer.page.regions.measures.kinship import N_BETWEEN, N_WORDS, NAMING, SHARES
from summarizer.page.regions.measures.single_lines import OWN, measure_cells, measure_short
from summarizer.text.late_patterns import compile_late
from summarizer.text.letters import WHITE_SPACE, list_codes

# Code points whose classes are known: Arabic, what comes before it, and general punctuation.
_N_CLASSES, _KNOWN = 0x3001, (*range(0x700), *range(0x2000, 0x2070))
_UNKNOWN = compile_late("[^\0-\u06ff\u2000-\u206f]")


def measure_compiled(
    library: ctypes.CDLL, lines: Sequence[Line], repeats: Sequence[int], n_features: int
) -> Matrix:
    """What `columns.measure_columns` returns."""
    page = read_lines(lines, repeats)
    rows = [row for row, plain in enumerate(page.folded) if _UNKNOWN.search(plain)]
    for row in rows:
        page.flags[row] |= IS_MEASURED
    measured = {row: measure_short(page.folded[row]) for row in rows}
    return measure_page(library, lay_out_tables(n_features), replace(page, measured=measured))


def read_lines(lines: Sequence[Line], repeats: Sequence[int]) -> PageLines:
    """The lines of a page as the kernel takes them, none of them measured."""
    given, folded = [line.block.text for line in lines], [line.folded for line in lines]
    flags = [_read_signs(plain) if plain else 0 for plain in folded]
    for row, (goes_on, is_latin) in read_openings(lines).items():
        flags[row] |= GOES_ON * goes_on + IN_LATIN * is_latin
    for row, (has_cells, has_short_cells) in measure_cells(given):
        flags[row] |= HAS_CELLS * has_cells + HAS_SHORT_CELLS * has_short_cells
    return PageLines(
        given=given,
        folded=folded,
        forms=[groups.ROWS[line.form] for line in lines],
        gaps=[line.block.gap for line in lines],
        usual_gap=find_usual_gap(lines),
        repeats=_number(repeats),
        flags=flags,
        measured={},
    )


@lru_cache(maxsize=4096)
def _read_signs(plain: str) -> int:
    """What patterns say of a folded line; cached, since menus and notices are the same on every page."""
    flags = HAS_BULLET if find_bullet(plain) else 0
    if begins_like_sentence(plain):
        # Whatever opens a clause begins like a sentence, which is tested first, since it is rare.
        flags |= BEGINS | (OPENS_CLAUSE if opens_clause(plain) else 0)
    return flags


def _number(repeats: Sequence[int]) -> Sequence[int]:
    """Repeats as rows of this stretch of a page; lines further up are not in it."""
    if max(repeats, default=0) < len(repeats):
        return repeats
    rows: dict[int, int] = {}
    return [rows.setdefault(first, row) for row, first in enumerate(repeats)]


@lru_cache(maxsize=1)
def lay_out_tables(n_features: int) -> ctypes.Structure:
    """The tables for the kernel, filled once."""
    arrays = _list_arrays()
    sizes = {f"n_{name}": len(array) for name, array in arrays.items()}
    given = {"n_known": len(arrays["known_kinds"]), "n_features": n_features}
    return TABLES.fill({**arrays, **sizes, **given, **_list_sizes(), **_list_groups(), **_list_limits()})


def _list_arrays() -> dict[str, NDArray[Any]]:
    return {
        "classes": _classify(),
        **_list_known_words(),
        "form_groups": np.array([_join(np.flatnonzero(row).tolist()) for row in groups.GROUPED]),
        "marks": np.array(list(groups.MARKS.values())),
        "offsets": np.array(groups.OFFSETS),
        "windows": np.array(groups.WINDOWS),
        "words": np.array(groups.WORDS, float),
        "far": np.array((*groups.DISTANCES, NEVER // 2), float),
        "runs": np.array((0, *groups.DISTANCES), float),
        "counts": np.array(COUNTS, float),
        "since": np.array((*SINCE, NO_HEADING - 1), float),
        "article": np.array(list(map(ord, shared_words.ARTICLE)), np.uint32),
        "like_ratio": np.array([exp(groups.LIKE_SIZE)]),
    }


def _list_sizes() -> dict[str, int]:
    return {
        "n_forms": len(groups.FORMS),
        "n_groups": len(groups.GROUPS),
        "n_own": 2 + len(OWN),
        "n_naming": len(NAMING),
        "n_kinship": len(SHARES),
        "n_openings": 3,
    }


def _list_groups() -> dict[str, int]:
    return {
        "sentence": groups.SENTENCE,
        "cut": groups.CUT,
        "heading": groups.HEADING,
        "short_groups": _join(groups.SHORT_GROUPS),
        "site_groups": _join(groups.SITE_GROUPS),
        "unended_groups": _join(set(range(groups.SITE + 1)) - {groups.SENTENCE}),
        "paragraph": groups.ROWS[Form.PARAGRAPH],
    }


def _list_limits() -> dict[str, int]:
    return {
        "least_words": groups.LEAST_WORDS,
        "long_words": groups.LONG_WORDS,
        "most_letters": int(groups.MOST_LETTERS),
        "no_sentence": int(groups.NO_SENTENCE),
        "n_looked_up": single_lines.N_LOOKED_UP,
        "sentence_length": shared_words.LENGTH,
        "bulk_length": shared_words.BULK_LENGTH,
        "n_near": shared_words.N_SENTENCES,
        "n_between": N_BETWEEN,
        "n_shared": N_WORDS,
        "near": groups.NEAR,
        "longest_list": LONGEST_LIST,
        "few": groups.FEW,
    }


def _classify() -> NDArray[np.uint32]:
    """The classes of code points, as bits."""
    signs = {**single_lines.SIGNS, "blank": WHITE_SPACE}
    members = {name: list_codes(characters) for name, characters in signs.items()}
    members["known"] = list(_KNOWN)
    members["digit"] = [code for code in _KNOWN if chr(code).isdigit()]
    members["significant"] = [code for code in _KNOWN if chr(code).isalnum()]
    classes = np.zeros(_N_CLASSES, np.uint32)
    for bit, name in enumerate(CLASSES):
        classes[members[name]] |= np.uint32(1 << bit)
    return classes


def _list_known_words() -> dict[str, NDArray[Any]]:
    """The words that the kernel looks up, and what they are: bit 0 a word of sites, bit 1 a small word."""
    words = sorted(single_lines.SITE | single_lines.SMALL)
    kinds = [(word in single_lines.SITE) + 2 * (word in single_lines.SMALL) for word in words]
    return {
        "known": np.array([ord(letter) for letter in "".join(words)], np.uint32),
        "known_starts": np.array(list(accumulate(map(len, words), initial=0))),
        "known_kinds": np.array(kinds),
    }


def _join(chosen: Iterable[int]) -> int:
    """A set of groups as bits."""
    return sum(1 << group for group in chosen)
