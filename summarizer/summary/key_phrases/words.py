"""The words of an article as key phrases see them: which count as one, and which may begin or form a phrase.

No word is ever shown without one of its letters. A particle counts as attached to a word only where the bare
form stands in the article as well: then the two are one word, and the bare form is the one that is shown.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from summarizer.kernels.word_places import WordPlaces
from summarizer.records import Passage
from summarizer.summary.key_phrases.word_forms import FORMS, WordForm
from summarizer.summary.key_phrases.word_places import find_places

# How often a form must stand that seems to have a particle attached, and never stands without: a letter, or
# letters and the article. Shown once, it would be a word like `بمدينة`; more often it may be a name.
_LEAST = {False: 2, True: 3}
# What ends a phrase.
GAP = -1


@dataclass(frozen=True, slots=True, eq=False)
class Words:
    """The words of an article in order, as rows, with a gap of stem -1 wherever a phrase must end.

    stems     (n_rows,)   the stem as a number, in the order in which stems first occur
    rows      (n_rows,)   the word of each row; -1 in a gap
    names     (n_stems,)  the stem of each number
    forms     (n_forms,)  none where no phrase may hold it
    attached  (n_forms,)  whether particles are attached
    """

    stems: NDArray[np.int64]
    rows: NDArray[np.int64]
    names: list[str]
    forms: list[WordForm | None]
    attached: list[bool]
    places: WordPlaces


def read_words(passages: Sequence[Passage]) -> Words:
    """The words of an article's passages. Raises ``ModelError`` where a table is missing or damaged."""
    texts = [passage.text for passage in passages]
    places = find_places(texts)
    firsts = (array[places.firsts].tolist() for array in (places.texts, places.starts, places.ends))
    forms = [FORMS[texts[text][start:end]] for text, start, end in zip(*firsts, strict=True)]
    names, stems, attached = _number_stems(forms, np.bincount(places.forms, minlength=len(forms)).tolist())
    gaps = places.gaps | np.array(attached, np.bool_)[places.forms]
    word_stems = np.array(stems, np.int64)[places.forms]
    # Each gap before a word, and each passage behind its last word, is a row.
    n_gaps = gaps.cumsum()
    rows = places.texts + n_gaps
    words = np.arange(len(rows))
    rows += words
    n_rows = len(rows) + len(passages) + int(n_gaps[-1] if len(rows) else 0)
    filled = np.full((2, n_rows), GAP)
    filled[0, rows] = word_stems
    words[word_stems == GAP] = GAP
    filled[1, rows] = words
    return Words(filled[0], filled[1], names, forms, attached, places)


def _number_stems(
    forms: Sequence[WordForm | None], n_places: Sequence[int]
) -> tuple[list[str], list[int], list[bool]]:
    """The stems of an article; for each form the number of its stem, and whether particles are attached.

    A form that has no stem of its own gets a gap.
    """
    counts: dict[str, int] = {}
    for form, n in zip(forms, n_places, strict=True):
        if form is not None:
            base = form.bases[0]
            counts[base] = counts.get(base, 0) + n
    numbers: dict[str, int] = {}
    stems, attached = [GAP] * len(forms), [False] * len(forms)
    for place, form in enumerate(forms):
        if form is None:
            continue
        cut = 0
        if form.attached or len(form.bases) > 1:
            cut = _find_cut(form, counts)
            attached[place] = cut != 0
        if cut != GAP:
            stems[place] = numbers.setdefault(form.stems[cut], len(numbers))
    return list(numbers), stems, attached


def _find_cut(form: WordForm, counts: dict[str, int]) -> int:
    """Which of its bases a form is in an article; ``GAP`` where it is none, but a word with a particle."""
    n_places = counts[form.bases[0]]
    # A name that stands more often than what would be left of it keeps its letter.
    least = 1 if form.attached else n_places
    cut = next((n for n, base in enumerate(form.bases) if n and counts.get(base, 0) >= least), 0)
    return GAP if not cut and form.attached and n_places < _LEAST[form.prefixed] else cut
