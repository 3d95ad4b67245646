"""Photo credits: is a line a caption with a credit, and what does it say without it?

The words of credits are in `phrases/credits`.
"""

import re
from collections.abc import Sequence

from summarizer.page.phrases.credits import ATTRIBUTING_WORDS, BY_WORDS, PHOTO_WORD
from summarizer.page.phrases.matching import (
    begins_like_sentence,
    find_bullet,
    find_caption_opening,
    is_agency,
    strip_bullet,
)
from summarizer.page.records import UNENDED, Line
from summarizer.records import RemovedKind
from summarizer.text.late_patterns import compile_late
from summarizer.text.tokenizing import STOP_WORDS

# Credits at the end of a caption: in brackets, after a dash, ©, or "photo", or without any sign.
_TAIL = compile_late(r"^(?P<said>.*?) ?[(\[](?P<credit>(?:[^()\[\]]|\([^()]*\))+)[)\]]$")
_SIGNED = compile_late(r"^(?P<said>.{12,}?) ?[-–—|/]+ ?(?P<credit>[^-–—|/©:.]{2,30})$")
_MARKED = compile_late(
    rf"^(?P<said>.{{12,}}?) ?(?:© ?|[-–—|] ?(?:{BY_WORDS}) ?:? ?|(?:{BY_WORDS}) ?[:/] ?"
    rf"|[.\-–—|] ?{PHOTO_WORD} ?(?:من ?)?: ?)(?P<credit>[^ ]{{1,14}}(?:[ /][^ ]{{1,14}}){{0,4}})$"
)
# No line without one of them matches ``_MARKED`` or ``_SIGNED``, which read a line from each of its letters.
_MARKS, _DASHES = ("©", *BY_WORDS.split("|"), PHOTO_WORD), "-–—|/"
_NAMED = compile_late(r"[ .…]+(?P<credit>(?:[^ ]+ ){0,2}[^ ]+)$")
# Characters before a credit without a sign, and its words.
LEAST_SAID, CREDIT_WORDS = 12, 3
# No name begins with a preposition.
_NOT_A_NAME = compile_late("بال|لل|كال|وال|فال")
# "The agency (AFP)": a bracket after such a word explains it.
_ATTRIBUTING = compile_late(rf"(?:{ATTRIBUTING_WORDS})(?: [^ ]+){{0,2}}$")
_SENTENCE_INSIDE = compile_late(r"[^\s.]{3,}[.!؟] ")
# Words of a caption, and of its credit, if the credit is in no table.
UNKNOWN_SAID = (4, 15)
UNKNOWN_CREDIT = 3


def is_caption(plain: str) -> bool:
    """Whether a line begins as captions do, or ends in a credit."""
    if find_caption_opening(plain):
        return True
    if tail := _match_tail(plain):
        return _is_credited(tail["said"], tail["credit"])
    if (marked := _match_marked(plain)) and not _SENTENCE_INSIDE.search(marked["said"]):
        return True
    signed = _match_signed(plain)
    return bool(signed and is_agency(signed["credit"]))


def _match_tail(plain: str) -> re.Match[str] | None:
    return _TAIL.match(plain) if plain[-1:] in (")", "]") else None


def _match_marked(plain: str) -> re.Match[str] | None:
    return _MARKED.match(plain) if any(map(plain.__contains__, _MARKS)) else None


def _match_signed(plain: str) -> re.Match[str] | None:
    return _SIGNED.match(plain) if any(map(plain.__contains__, _DASHES)) else None


def _is_credited(said: str, credit: str) -> bool:
    """Whether the end of a line is a credit: a known agency, or a name after what could be a caption."""
    if not said or _SENTENCE_INSIDE.search(said) or _ATTRIBUTING.search(said):
        return False
    return is_agency(credit) or (may_be_caption(said) and _could_be_name(credit))


def may_be_caption(said: str) -> bool:
    """Whether folded words before a credit could be a caption: a few, and no sentence or item."""
    if (
        find_bullet(said)
        or begins_like_sentence(said)
        or said.startswith("في ")
        or said.endswith((".", "،", ":"))
    ):
        return False
    return UNKNOWN_SAID[0] <= said.count(" ") + 1 <= UNKNOWN_SAID[1]


def _could_be_name(credit: str) -> bool:
    words = credit.split()
    if _NOT_A_NAME.match(credit) or (credit.isascii() and len(words) == 1):
        return False
    return (
        len(words) <= UNKNOWN_CREDIT
        and not any(sign.isdigit() for sign in credit)
        and not any(word in STOP_WORDS for word in words)
    )


def find_core(plain: str) -> str:
    """A folded line without bullet, opening and credit, in which repeats of a caption differ."""
    said = strip_bullet(plain)
    said = said[find_caption_opening(said) :]
    if tail := _match_tail(said) or _match_marked(said):
        return tail["said"] or said
    if (signed := _match_signed(said)) and is_agency(signed["credit"]):
        return signed["said"]
    if (named := _NAMED.search(said, _find_last_words(said))) and is_agency(named["credit"]):
        return said[: named.start()]
    return said


def _find_last_words(said: str) -> int:
    """The first place where what stands before a credit of so many words may end."""
    start = len(said)
    for _ in range(CREDIT_WORDS):
        start = said.rfind(" ", 0, max(start, 0))
    while start > 0 and said[start - 1] in " .…":
        start -= 1
    return max(start, LEAST_SAID)


def strip_credit(line: Line) -> str:
    """A line without its credits and without names of agencies at its end; long lines are unchanged."""
    words = find_core(line.folded).rstrip(" .-–—|").split() if line.folded else line.block.text.split()
    while n_words := next(
        (n for n in (3, 2, 1) if len(words) > n + 2 and is_agency(" ".join(words[-n:]))), 0
    ):
        words = " ".join(words[:-n_words]).rstrip(" .-–—|").split()
    return " ".join(words)


def is_beside_credit(row: int, lines: Sequence[Line]) -> bool:
    """Whether a line is the caption of a credit next to it: a bare name below it, or a labelled one above."""
    if lines[row].form not in UNENDED:
        return False
    above = lines[row - 1] if row else None
    below = lines[row + 1] if row + 1 < len(lines) else None
    if below is not None and below.form is RemovedKind.CREDIT and not _is_labelled(below.folded):
        return True
    return above is not None and above.form is RemovedKind.CREDIT and _is_labelled(above.folded)


def _is_labelled(credit: str) -> bool:
    """Whether a folded credit line says that it is one, and not only a name."""
    return "صور" in credit or "image" in credit or "photo" in credit
