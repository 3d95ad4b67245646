"""What each line of a page and the lines around it say of its region, as numbers; used by `walk`.

Each column is one measure from 0 to 1, named in ``FEATURES``. The weights of the measures are learned
(`models/pages/region_weights.py`), so no number of this folder says for which region a measure speaks.
"""

from collections.abc import Sequence

import numpy as np

from summarizer.kernels.library import load_library
from summarizer.page.lines.gaps import find_usual_gap
from summarizer.page.records import Form, Line
from summarizer.page.regions.measures.arrays import Counts, Flags, Matrix, find_bulk
from summarizer.page.regions.measures.columns import LineFacts, measure_columns
from summarizer.page.regions.measures.compiled import measure_compiled
from summarizer.page.regions.measures.continuity import CONTINUITY, find_openings
from summarizer.page.regions.measures.groups import (
    DISTANCES,
    FORMS,
    GROUPS,
    LEAST_WORDS,
    MARKS,
    MOST_LETTERS,
    NO_SENTENCE,
    OFFSETS,
    ROWS,
    WINDOWS,
    WORDS,
)
from summarizer.page.regions.measures.kinship import NAMING, SHARES, measure_kinship, measure_naming
from summarizer.page.regions.measures.single_lines import ENDS_WITH_COLON, IS_CUT, OWN, measure_own


def _name_features() -> tuple[str, ...]:
    steps, far = (*DISTANCES, "more"), (*DISTANCES, "more", "none")
    sides = ("before", "after")
    return (
        *(f"is {form.value}" for form in FORMS),
        *(f"up to {n} words" for n in (*WORDS, "more")),
        *OWN,
        *(f"{group} at {offset:+}" for offset in OFFSETS for group in GROUPS),
        *(f"no line at {offset:+}" for offset in OFFSETS),
        *(f"sentence {side}: {n}" for side in sides for n in far),
        *(f"{mark} {side}: {n}" for mark in MARKS for side in sides for n in far),
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
    library = load_library()
    if library is None:
        return measure_columns(gather_facts(lines, repeats))
    return measure_compiled(library, lines, repeats, len(FEATURES))


def gather_facts(lines: Sequence[Line], repeats: Sequence[int]) -> LineFacts:
    """What each line says by itself, and what its words say of the others."""
    forms = np.array([ROWS[line.form] for line in lines])
    own = measure_own(lines)
    sentence = _find_sentences(forms, own)
    letters = np.where(sentence, np.minimum(own[:, 1], MOST_LETTERS), NO_SENTENCE)
    bulk = find_bulk(letters.tolist())
    return LineFacts(
        forms=forms,
        own=own,
        sentence=sentence,
        bulk=bulk,
        gaps=np.array([line.block.gap for line in lines]),
        usual_gap=find_usual_gap(lines),
        repeats=repeats,
        naming=measure_naming(lines),
        kinship=measure_kinship(lines, sentence, bulk),
        openings=find_openings(lines, sentence),
    )


def _find_sentences(forms: Counts, own: Matrix) -> Flags:
    """Which lines are sentences of their own."""
    cut_or_colon = own[:, 2 + IS_CUT] + own[:, 2 + ENDS_WITH_COLON]
    sentence: Flags = (forms == ROWS[Form.PARAGRAPH]) & (cut_or_colon == 0) & (own[:, 0] >= LEAST_WORDS)
    return sentence
