"""Where the words of an article stand, and which of them are written alike; used by `words`.

Entities, addresses and names of sites are no words. A compiled kernel finds the words of texts without them;
the patterns find those of the others.
"""

import ctypes
from collections.abc import Sequence
from functools import cache

import numpy as np
from numpy.typing import NDArray

from summarizer.kernels.library import load_library
from summarizer.kernels.word_places import WordPlaces, lay_out_word_classes, place_words
from summarizer.text.late_patterns import compile_late
from summarizer.text.letters import HIDDEN, LETTERS, WHITE_SPACE, list_ranges
from summarizer.text.tokenizing import locate_words

# Entities, addresses of pages and of people, names of sites: ASCII by their standards. The last two are
# looked for only where their characters begin: from each character on, 30 KB of Latin letters took four
# seconds in one call, in which no other thread of a process runs.
_WEB = compile_late(
    "&(?:#[0-9xA-Fa-f]{1,8}|[A-Za-z][A-Za-z0-9]{1,15});|&(?:nbsp|quot|amp|lt|gt|laquo|raquo)"
    "|(?:https?|ftp):[!-~]*|www\\.[!-~]*|(?:(?<![A-Za-z0-9_.+-])[A-Za-z0-9_.+-]++)?@[A-Za-z0-9_.-]+"
    "|(?<![A-Za-z0-9-])(?<![A-Za-z0-9-]\\.)(?:[A-Za-z0-9-]++\\.)+[A-Za-z]{2,}(?:/[!-~]*)?"
)
# Each of them holds one of these.
_BEFORE_SIGN, _SIGNS, _ENTITY = "A-Za-z0-9_\\-", ".:@", "&"
_ANY_WEB = compile_late(f"{_ENTITY}|[{_BEFORE_SIGN}][{_SIGNS}]")


def find_places(texts: Sequence[str]) -> WordPlaces:
    """The words of texts, each text by itself."""
    library = load_library()
    return locate_by_kernel(library, texts) if library else locate_by_patterns(texts)


def locate_by_kernel(library: ctypes.CDLL, texts: Sequence[str]) -> WordPlaces:
    """The words by a compiled kernel, unless a text holds what is no word."""
    places = place_words(library, build_classes(), texts)
    if places.webs.any():
        webs = (text for text, may_hold in zip(texts, places.webs.tolist(), strict=True) if may_hold)
        if any(_WEB.search(text) for text in webs):
            return locate_by_patterns(texts)
    return places


def locate_by_patterns(texts: Sequence[str]) -> WordPlaces:
    """The words by patterns."""
    webs = [_ANY_WEB.search(text) is not None for text in texts]
    numbers: dict[str, int] = {}
    rows: list[tuple[int, int, int, int, bool]] = []
    firsts: list[int] = []
    for number, (given, may_hold) in enumerate(zip(texts, webs, strict=True)):
        text = _hide_web(given) if may_hold else given
        last = 0
        for start, end in _locate_whole(text, given):
            between = text[last:start]
            is_gap = last > 0 and (not between.isspace() or "\n" in between)
            form = numbers.setdefault(text[start:end], len(numbers))
            if form == len(firsts):
                firsts.append(len(rows))
            rows.append((number, start, end, form, is_gap))
            last = end
    columns = np.array(rows, np.int64).reshape(-1, 5).T.copy()
    return WordPlaces(
        columns[0],
        columns[1],
        columns[2],
        columns[3],
        columns[4] > 0,
        np.array(firsts, np.int64),
        np.array(webs, np.bool_),
    )


def _hide_web(text: str) -> str:
    """The text with marks instead of entities and addresses, of the same length."""
    return _WEB.sub(lambda found: "|" * len(found[0]), text)


def _locate_whole(text: str, given: str) -> list[tuple[int, int]]:
    """The places of the words of ``text`` that are whole in ``given``, where an address may touch a word."""
    places = locate_words(text)
    if text == given:
        return places
    whole = frozenset(locate_words(given))
    return [place for place in places if place in whole]


@cache
def build_classes() -> NDArray[np.uint8]:
    """The classes of characters for the kernel."""
    blanks = [
        (first, last)
        for start, end in list_ranges(WHITE_SPACE)
        for first, last in ((start, min(end, ord("\n") - 1)), (max(start, ord("\n") + 1), end))
        if first <= last
    ]
    return lay_out_word_classes(
        {
            "letter": list_ranges(LETTERS),
            "hidden": list_ranges(HIDDEN),
            "blank": blanks,
            "before_sign": list_ranges(_BEFORE_SIGN.replace("\\", "")),
            "sign": [(ord(sign), ord(sign)) for sign in _SIGNS],
            "entity": [(ord(_ENTITY), ord(_ENTITY))],
        }
    )
