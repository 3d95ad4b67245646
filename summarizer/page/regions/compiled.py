"""The measures of a page by the kernel `page_lines`; `columns` has the definition; used by `features`."""

import ctypes
from collections import Counter
from collections.abc import Iterable
from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from summarizer.kernels.page_lines import TABLES, measure_page
from summarizer.page.regions import groups
from summarizer.page.regions.arrays import NEVER, Matrix
from summarizer.page.regions.columns import LineFacts
from summarizer.page.regions.continuity import COUNTS, LONGEST_LIST, NO_HEADING, SINCE
from summarizer.page.regions.kinship import NAMING, SHARES
from summarizer.page.regions.line_measures import ENDS_WITH_COLON, HAS_SITE_WORD, IS_CUT, OWN
from summarizer.page.repeats import find_previous


def measure_compiled(library: ctypes.CDLL, facts: LineFacts, n_features: int) -> Matrix:
    """What `columns.measure_columns` returns."""
    previous = [-1 if row is None else row for row in find_previous(facts.repeats)]
    counts = Counter(facts.repeats)
    page: dict[str, NDArray[Any] | int] = {
        "forms": facts.forms,
        "gaps": facts.gaps,
        "previous": np.array(previous),
        "sentence": facts.sentence,
        "is_often": np.array([counts[first] > 2 for first in facts.repeats]),
        "own": facts.own,
        "sizes": np.log(facts.own[:, 0] + 1),
        "naming": facts.naming,
        "kinship": facts.kinship,
        "openings": facts.openings,
        "usual_gap": facts.usual_gap,
        "bulk_start": facts.bulk[0],
        "bulk_stop": facts.bulk[1],
    }
    return measure_page(library, _lay_out_tables(n_features), page, n_features)


@lru_cache(maxsize=1)
def _lay_out_tables(n_features: int) -> ctypes.Structure:
    """The tables for the kernel, filled once."""
    arrays: dict[str, NDArray[np.int64] | NDArray[np.float64]] = {
        "form_groups": np.array([_join(np.flatnonzero(row).tolist()) for row in groups.GROUPED]),
        "marks": np.array(list(groups.MARKS.values())),
        "offsets": np.array(groups.OFFSETS),
        "windows": np.array(groups.WINDOWS),
        "words": np.array(groups.WORDS, float),
        "far": np.array((*groups.DISTANCES, NEVER // 2), float),
        "runs": np.array((0, *groups.DISTANCES), float),
        "counts": np.array(COUNTS, float),
        "since": np.array((*SINCE, NO_HEADING - 1), float),
    }
    sizes = {f"n_{name}": len(array) for name, array in arrays.items() if name != "form_groups"}
    unended = set(range(groups.SITE + 1)) - {groups.SENTENCE}
    return TABLES.fill(
        {
            **arrays,
            **sizes,
            "n_forms": len(groups.FORMS),
            "n_groups": len(groups.GROUPS),
            "n_own": 2 + len(OWN),
            "n_naming": len(NAMING),
            "n_kinship": len(SHARES),
            "n_openings": 3,
            "n_features": n_features,
            "sentence": groups.SENTENCE,
            "cut": groups.CUT,
            "heading": groups.HEADING,
            "short_groups": _join(groups.SHORT_GROUPS),
            "site_groups": _join(groups.SITE_GROUPS),
            "unended_groups": _join(unended),
            "is_cut": 2 + IS_CUT,
            "ends_with_colon": 2 + ENDS_WITH_COLON,
            "has_site_word": 2 + HAS_SITE_WORD,
            "long_words": groups.LONG_WORDS,
            "most_letters": int(groups.MOST_LETTERS),
            "near": groups.NEAR,
            "longest_list": LONGEST_LIST,
            "few": groups.FEW,
            "like_size": np.array([groups.LIKE_SIZE]),
        }
    )


def _join(chosen: Iterable[int]) -> int:
    """A set of groups as bits."""
    return sum(1 << group for group in chosen)
