"""The tables by which the compiled kernel finds sentence ends; used by `segmenting`.

The kernel decides what is plain, and finds where else an end may be: `ends` decides there.
"""

import ctypes
from functools import cache

from summarizer.kernels.sentence_ends import EndRules, lay_out_end_tables
from summarizer.text.letters import (
    CLOSING_BRACKETS,
    CLOSING_QUOTES,
    ELLIPSIS,
    FOLD,
    HIDDEN,
    LETTERS,
    LINE_ENDS,
    OPENING_BRACKETS,
    OPENING_QUOTES,
    QUESTIONS,
    STOPS,
    WHITE_SPACE,
    list_decimals,
    list_ranges,
)
from summarizer.text.sentences.continuations import DOMAINS, JOINED_TITLES, SHORT_FORMS, SPELLED
from summarizer.text.sentences.ends import MAX_ENCLOSED, REACH
from summarizer.text.sentences.quotations import AFTER_CLOSING, BEFORE_OPENING, CLITICS, SIGNS, name_kind

# The letters that a plain word has: of the Arabic block, each folded to one letter of it.
_ARABIC_BLOCK = range(0x620, 0x700)


@cache
def build_end_tables() -> ctypes.Structure:
    """The tables for the kernel."""
    brackets = OPENING_BRACKETS + CLOSING_BRACKETS
    classes = {
        "letter": LETTERS,
        "mark": STOPS + QUESTIONS + ELLIPSIS,
        "stop": STOPS,
        "question": QUESTIONS,
        "hidden": HIDDEN,
        "space": WHITE_SPACE,
        "opening": OPENING_BRACKETS + OPENING_QUOTES,
        "closing": CLOSING_QUOTES,
        "latin": "A-Za-z0-9",
        "line_end": LINE_ENDS,
    }
    # Not ranges: a hyphen here is a hyphen.
    signs = {
        "closer": CLOSING_BRACKETS + CLOSING_QUOTES + "\"'",
        "after_closing": AFTER_CLOSING,
        "before_opening": BEFORE_OPENING,
        "bracket": brackets,
    }
    kinds = ['"', "'", *OPENING_BRACKETS, "«", "‹"]
    rules = EndRules(
        classes={name: list_ranges(characters) for name, characters in classes.items()}
        | {name: [(ord(sign), ord(sign)) for sign in found] for name, found in signs.items()}
        | {"decimal": [(code, code) for code in list_decimals()]},
        kinds={sign: 1 + kinds.index(name_kind(sign)) for sign in SIGNS},
        folded=_list_letters(),
        clitics=CLITICS,
        short_forms=SPELLED | JOINED_TITLES | SHORT_FORMS,
        domains=DOMAINS,
        longest_enclosure=MAX_ENCLOSED,
        reach=REACH,
    )
    return lay_out_end_tables(rules)


def _list_letters() -> dict[int, int]:
    """The Arabic letters that are folded to one letter of their block, and that letter."""
    first, last = _ARABIC_BLOCK[0], _ARABIC_BLOCK[-1]
    ranges = [(max(one, first), min(other, last)) for one, other in list_ranges(LETTERS)]
    letters = [code for one, other in ranges for code in range(one, other + 1)]
    forms = {code: FOLD.get(code, chr(code)) or "" for code in letters}
    return {code: ord(form) for code, form in forms.items() if len(form) == 1 and ord(form) in _ARABIC_BLOCK}
