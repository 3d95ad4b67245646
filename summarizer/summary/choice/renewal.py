"""Values that may be higher once a sentence is chosen: they are put into the heap again; used by `selection`.

A group can be chosen, or is worth more, when a sentence of it is shown: chosen, or said in other words. A
sentence that points at a noun stands alone when the noun is shown. When an earlier sentence opens the
summary, those behind it may go on from it.
"""

from collections.abc import Iterable
from heapq import heappush
from math import inf

from summarizer.summary.choice.needed_rows import find_needed, say_stems
from summarizer.summary.choice.quotations import REACH
from summarizer.summary.choice.repetition import add_chosen, is_said
from summarizer.summary.choice.values import LONGEST_GROUP, Choice, adds_denial, find_value
from summarizer.text.light_stemming import LIGHT_STEMS
from summarizer.text.normalizing import normalize
from summarizer.text.tokenizing import find_words

# A light stem keeps them, since they may be letters of the root: `بسؤال` shows what `هذا السؤال` points at.
_PARTICLES = frozenset("بلكوف")


def renew_values(choice: Choice, members: list[int]) -> None:
    """Renew the values that may be higher now that ``members`` are chosen."""
    for member in members:
        add_chosen(choice.repetition, member)
    shown = [*members, *_show_said(choice, members)]
    freed = _free_pointing(choice, members) if choice.waiting else []
    opening = min(choice.opening, *members)
    if opening < choice.opening:
        choice.opening = opening
        _push_values(choice, range(len(choice.closed)))
    elif choice.bounds:
        _push_values(choice, {*freed, *(row for one in shown for row in _list_groups(choice, one))})


def _push_values(choice: Choice, rows: Iterable[int]) -> None:
    """Put the values of rows that can be chosen into the heap."""
    for row in rows:
        value = find_value(choice, row)
        if value > -inf:
            heappush(choice.heap, (-value, row))


def _show_said(choice: Choice, members: list[int]) -> list[int]:
    """Close the rows that others need and that are said now; what leans on them needs them no more."""
    stems = choice.candidates.stems
    if choice.needed is None:
        choice.needed = find_needed(stems, choice.bounds)
    for member in members:
        say_stems(choice.needed, stems.list_columns(member))
    near = choice.needed.near
    said = [row for row in sorted(near) if is_said(choice.repetition, row) and not adds_denial(choice, row)]
    near.difference_update(said)
    found = [row for row in said if choice.open_rows.close(row)]
    for row in found:
        choice.closed[row] = True
    return found


def _list_groups(choice: Choice, row: int) -> list[int]:
    """The rows whose groups held ``row`` and may be chosen now that it is shown."""
    bounds = choice.candidates.groups.bounds
    near = [
        *range(max(0, row - REACH), row),
        *choice.open_rows.list_between(row, len(choice.closed), LONGEST_GROUP),
    ]
    return [other for other in near if other in bounds and bounds[other][0] <= row <= bounds[other][1]]


def _free_pointing(choice: Choice, members: Iterable[int]) -> list[int]:
    """Let rows stand alone that point at a noun of a row just chosen before them."""
    freed = []
    for member in members:
        text = choice.candidates.texts[member]
        plain = normalize(text)
        # Most sentences hold none of the nouns, not even as a part of a word, and need not be cut into words.
        if not any(map(plain.__contains__, choice.waiting)):
            continue
        stems = set(map(LIGHT_STEMS.__getitem__, find_words(text)))
        stems |= {stem[1:] for stem in stems if stem[:1] in _PARTICLES}
        for noun in stems & choice.waiting.keys():
            rows = choice.waiting[noun]
            alone = [row for row in rows if row > member and choice.bounds[row][1] == row]
            choice.bounds.update({row: (row, row) for row in alone})
            choice.waiting[noun] = [row for row in rows if row not in alone]
            freed += alone
    return freed
