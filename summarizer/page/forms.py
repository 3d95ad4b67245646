"""Describing: what does a line look like, taken alone? Its form is where every later decision starts.

Cheap tests come first: a line longer than any heading or notice is a paragraph, whatever it says, and is
never folded.
"""

import re
from collections.abc import Sequence
from functools import lru_cache

from summarizer.page.phrases.matching import (
    are_agencies,
    begins_like_sentence,
    find_caption_opening,
    is_agency,
    recognize,
)
from summarizer.page.records import Form, Line
from summarizer.records import Block, RemovedKind
from summarizer.text.letters import LETTERS
from summarizer.text.normalizing import normalize
from summarizer.text.tokenizing import STOP_WORDS

# Characters. Of 7,049 labelled captions the longest has 241, and 34 words; notices are shorter, and those
# that end in a stop shorter still.
LONGEST_NOTICE = 240
LONGEST_ENDED = 140
LONGEST_CAPTION = 32
# Words. A line of as many is a sentence even without its end; hard-wrapped lines have 8 to 16.
SENTENCE_WORDS = 9
PARAGRAPH_WORDS = 26
# Datelines, sources and lists of agencies.
LONGEST_NAMES = 14
# Headlines joined on one line stand this far apart, at least as many of them.
FAR_APART, N_JOINED = "    ", 3

_SHOWN = re.compile(f"[{LETTERS}0-9]")
# A closing quote alone ends no sentence: headlines quote, too.
_END = re.compile(r"[.!…۔][\"»”’)\]\s]*$|[:؛]$")
_QUESTION = re.compile(r"[؟?][\"»”’).!\s]*$")
_BULLET = re.compile(
    r"^(?:[-–—•●▪■◆*·»ـ+]+ ?|\(?(?:\d{1,2} ?[-–.)/:]+|\d{4} ?[-–:]) ?|\d{1,2} (?=[^\d ]{2})|[سج] ?: ?)"
)
_LINK = re.compile(r"(?:https?://|www\.)[^ ]+|[^ ]+\.(?:com|net|org)(?:/[^ ]*)?|@[a-z0-9_]+")
_COUNTER = re.compile(r"[^a-zء-ي]*\d[\d.,]*[kmب]?")
_QUOTED_SOURCE = re.compile(r"^[«\"“][^«»\"“”]{2,30}[»\"”] ?\((?:[^()]|\([^()]*\))+\)$")
_INITIALS = re.compile(r"(?:[ء-ي](?:\.|(?=[/،])) ?){1,4}(?:[/،-] ?(?:[ء-ي]\.? ?){1,4})*(?:\([^)]*\))?")
_PLACE = r"[^ ()/:.–-]{2,14}(?:[ ،]{1,2}[^ ()/:.–-]{2,14}){0,3}"
_CITY = r"[^ ()/:.–-]{2,14}(?: [^ ()/:.–-]{2,14})?"
_REPORTER = r"[^/:.()–-]{2,30}"
_DATELINE = re.compile(
    rf"(?:[^ ] ?- ?)?{_PLACE} ?(?:\([^()]{{2,30}}\)|[/:–-] ?{_REPORTER}?) ?[-–—/:]+"
    rf"|\({_PLACE} ?[-–—/] ?{_REPORTER}\)"
    rf"|{_CITY}(?: ?/ ?{_CITY})? ?[-–—/] ?(?P<agency>[^/:()–-]{{2,30}})"
)

# What captions end in: a credit in brackets, behind a dash or ©, after "photo", or bare.
_TAIL = re.compile(r"^(?P<said>.*?) ?[(\[](?P<credit>(?:[^()\[\]]|\([^()]*\))+)[)\]]$")
_SIGNED = re.compile(r"^(?P<said>.{12,}?) ?[-–—|/]+ ?(?P<credit>[^-–—|/©:.]{2,30})$")
_MARKED = re.compile(
    r"^(?P<said>.{12,}?) ?(?:© ?|[-–—|] ?(?:تصوير|عدسه|بعدسه) ?:? ?|(?:تصوير|عدسه|بعدسه) ?[:/] ?"
    r"|[.\-–—|] ?صوره ?(?:من ?)?: ?)(?P<credit>[^ ]{1,14}(?:[ /][^ ]{1,14}){0,4})$"
)
_MARK, _DASH = re.compile("©|تصوير|عدسه|صوره"), re.compile("[-–—|/]")
_NAMED = re.compile(r"^(?P<said>.{12,}?)[ .…]+(?P<credit>(?:[^ ]+ ){0,2}[^ ]+)$")
# No name begins with a preposition.
_NOT_A_NAME = re.compile("بال|لل|كال|وال|فال")
# "The agency (AFP)": a bracket behind such a word explains it.
_ATTRIBUTING = re.compile(r"(?:وكاله|وكالات|الانباء|بحسب|حسب|صحيفه)(?: [^ ]+){0,2}$")
_SENTENCE_INSIDE = re.compile(r"[^\s.]{3,}[.!؟] ")
# Words of a caption whose credit no table knows.
UNKNOWN_SAID = (4, 15)
UNKNOWN_CREDIT = 3


def describe_lines(blocks: Sequence[Block]) -> tuple[Line, ...]:
    """The lines of a page, each with its form."""
    is_long = [_is_long(block.text) for block in blocks]
    notices = [block.text for block, long in zip(blocks, is_long, strict=True) if not long]
    folded = iter(normalize("\n".join(notices)).split("\n"))
    lines, number = [], 0
    for block, long in zip(blocks, is_long, strict=True):
        number += block.gap + 1
        plain = "" if long else " ".join(next(folded).split())
        form = Form.PARAGRAPH if long else find_form(plain)
        lines.append(Line(block, number, RemovedKind.TICKER if _is_joined(block.text) else form, plain))
    return tuple(lines)


def _is_long(text: str) -> bool:
    return len(text) > LONGEST_NOTICE or (len(text) > LONGEST_ENDED and text[-1] == ".")


def _is_joined(text: str) -> bool:
    return FAR_APART in text and text.count(FAR_APART) >= N_JOINED


@lru_cache(maxsize=4096)
def find_form(plain: str) -> Form | RemovedKind:
    """The form of a folded line; remembered, since menus and notices come again on every page."""
    if not _SHOWN.search(plain):
        return RemovedKind.SEPARATOR
    if plain.startswith("#") and all(word.startswith("#") for word in plain.split()):
        return RemovedKind.TAGS
    if _LINK.fullmatch(plain):
        return RemovedKind.SHARE
    if kind := recognize(plain):
        return kind
    if _COUNTER.fullmatch(plain):
        return Form.NUMBER
    is_sentence = plain.endswith(".") and plain.count(" ") >= SENTENCE_WORDS
    return Form.PARAGRAPH if is_sentence else _find_named_form(plain) or _find_plain_form(plain)


def _find_named_form(plain: str) -> Form | RemovedKind | None:
    """Forms that rest on a name: of an outlet and a city, of an agency, of a photographer."""
    n_words = plain.count(" ") + 1
    if n_words > LONGEST_CAPTION:
        return None
    if n_words <= LONGEST_NAMES:
        if _QUOTED_SOURCE.match(plain):
            return Form.SOURCE
        if _INITIALS.fullmatch(plain) or are_agencies(plain):
            return RemovedKind.FOOTER
        if (dateline := _DATELINE.fullmatch(plain)) and (
            not dateline["agency"] or is_agency(dateline["agency"])
        ):
            return RemovedKind.DATELINE
    return Form.CAPTION if _is_caption(plain) else None


def _find_plain_form(plain: str) -> Form:
    """Forms that rest on length and end alone."""
    n_words = plain.count(" ") + 1
    if n_words >= PARAGRAPH_WORDS:
        return Form.PARAGRAPH
    if _QUESTION.search(plain):
        return Form.QUESTION
    if _BULLET.match(plain):
        return Form.ITEM
    if _END.search(plain):
        return Form.PARAGRAPH
    if n_words >= SENTENCE_WORDS:
        return Form.OPEN
    return Form.SHORT if n_words > 1 else Form.WORD


def _is_caption(plain: str) -> bool:
    """Whether a line begins as captions do, or ends in the name of whose photo it is."""
    if find_caption_opening(plain):
        return True
    if plain[-1] in ")]" and (tail := _TAIL.match(plain)):
        return _is_credited(tail["said"], tail["credit"])
    if (
        _MARK.search(plain)
        and (marked := _MARKED.match(plain))
        and not _SENTENCE_INSIDE.search(marked["said"])
    ):
        return True
    signed = _SIGNED.match(plain) if _DASH.search(plain) else None
    return bool(signed and is_agency(signed["credit"]))


def _is_credited(said: str, credit: str) -> bool:
    """Known agencies always; other names where the rest could be a caption."""
    if not said or _SENTENCE_INSIDE.search(said) or _ATTRIBUTING.search(said):
        return False
    return is_agency(credit) or (_could_be_caption(said) and _could_be_name(credit))


def _could_be_caption(said: str) -> bool:
    if (
        _BULLET.match(said)
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


def find_core(line: Line) -> str:
    """What a folded line says without bullet, opening and credit: captions repeat with others of them."""
    said = _BULLET.sub("", line.folded)
    said = said[find_caption_opening(said) :]
    for pattern in (_TAIL, _MARKED, _SIGNED, _NAMED):
        if (tail := pattern.match(said)) and (pattern in (_TAIL, _MARKED) or is_agency(tail["credit"])):
            return tail["said"] or said
    return said


def strip_credit(line: Line) -> str:
    """What a line says without its credits, bare names of agencies at its end too; long lines whole."""
    words = find_core(line).rstrip(" .-–—|").split() if line.folded else line.block.text.split()
    while n_words := next(
        (n for n in (3, 2, 1) if len(words) > n + 2 and is_agency(" ".join(words[-n:]))), 0
    ):
        words = " ".join(words[:-n_words]).rstrip(" .-–—|").split()
    return " ".join(words)


def is_labelled(credit: str) -> bool:
    """Whether a folded credit line says that it is one, and not only a name."""
    return "صور" in credit or "image" in credit or "photo" in credit
