"""Describing: what does a line look like, taken alone? Its form is where every later decision starts.

Cheap tests come first: a line longer than any heading or notice is a paragraph, whatever it says, and is never folded.
"""

import re
from collections.abc import Sequence
from functools import lru_cache

from summarizer.page.phrases import PHRASES
from summarizer.page.vocabulary import AROUND_DATES, CAPTION_OPENING, CREDITS, MONTHS_AND_DAYS, SECTION
from summarizer.records import Block, Form, Line, RemovedKind
from summarizer.text.letters import LETTERS
from summarizer.text.normalizing import normalize
from summarizer.text.tokenizing import STOP_WORDS

# Characters. The longest notice of the table has about 130, the longest caption of 4,000 real ones 230.
LONGEST_NOTICE = 240
# Words. A line of as many is a sentence even without its end; hard-wrapped lines have 8 to 16.
SENTENCE_WORDS = 9
PARAGRAPH_WORDS = 26
LONGEST_CAPTION = 32
LONGEST_DATELINE = 4
# Headlines joined on one line stand this far apart, at least as many of them.
FAR_APART, N_JOINED = "    ", 3

_EDGES = re.compile(f'^[^{LETTERS}0-9©"«]+|[^{LETTERS}0-9©"»]+$')
_SHOWN = re.compile(f"[{LETTERS}0-9]")
_LETTER = re.compile(f"(?![0-9])[{LETTERS}]")
# A closing quote alone ends no sentence: headlines quote, too.
_END = re.compile(r"[.!…۔][\"»”’)\]\s]*$|[:؛]$")
_QUESTION = re.compile(r"[؟?][\"»”’).!\s]*$")
_BULLET = re.compile(r"^(?:[-–—•●▪■◆*·»ـ+]+ ?|\(?\d{1,2} ?[-–.)/:]+ ?|\d{1,2} (?=[^\d ]{2})|[سج] ?: ?)")
_TAIL = re.compile(r"^(?P<said>.*?) ?[(\[](?P<credit>(?:[^()\[\]]|\([^()]*\))+)[)\]]$")
_SIGNED = re.compile(
    r"^(?P<said>.{12,}?) ?(?:[-–—|/©]+|تصوير ?[:/]?|عدسه ?[:/]?|المصدر ?:) ?(?P<credit>[^-–—|/©:.]{2,30})$"
)
_PHOTOGRAPHED = re.compile(r"[^ ].{8,} (?:[-–—|] ?(?:تصوير|عدسه|بعدسه) ?:?|(?:تصوير|عدسه|بعدسه) ?[:/])(?: ?[^ .]{2,14}){1,3}$")
_NAMED = re.compile(r"^(?P<said>.{12,}?)[ .…]+(?P<credit>(?:[^ ]+ ){0,2}[^ ]+)$")
_QUOTED_SOURCE = re.compile(r"^[«\"“][^«»\"“”]{2,30}[»\"”] ?\((?:[^()]|\([^()]*\))+\)$")
# No name begins with a preposition, and no caption with a conjunction and a verb.
_NOT_A_NAME = re.compile("بال|لل|كال|وال|فال")
_CLAUSES = (
    "وي",
    "وت",
    "وس",
    "وق",
    "ول",
    "وك",
    "فق",
    "في ",
    "لكن ",
    "وهو ",
    "وهي ",
    "كان ",
    "كانت ",
    "قال ",
    "قالت ",
)
# "The agency (AFP)": a bracket behind such a word explains it.
_ATTRIBUTING = re.compile(r"(?:وكاله|وكالات|الانباء|بحسب|حسب|صحيفه)(?: [^ ]+){0,2}$")
_SENTENCE_INSIDE = re.compile(r"[^\s.]{3,}[.!؟] ")


def describe(blocks: Sequence[Block]) -> tuple[Line, ...]:
    """The lines of a page, each with its form."""
    notices = [block.text for block in blocks if len(block.text) <= LONGEST_NOTICE]
    folded = iter(normalize("\n".join(notices)).split("\n"))
    lines, number = [], 0
    for block in blocks:
        number += block.gap + 1
        plain = " ".join(next(folded).split()) if len(block.text) <= LONGEST_NOTICE else ""
        lines.append(Line(block, number, _find_block_form(block.text, plain), plain))
    return tuple(lines)


def _find_block_form(text: str, plain: str) -> Form | RemovedKind:
    if text.count(FAR_APART) >= N_JOINED:
        return RemovedKind.TICKER
    return find_form(plain) if len(text) <= LONGEST_NOTICE else Form.PARAGRAPH


@lru_cache(maxsize=4096)
def find_form(plain: str) -> Form | RemovedKind:
    """The form of a folded line; remembered, since menus and notices come again on every page."""
    if not _SHOWN.search(plain):
        return RemovedKind.SEPARATOR
    if plain.startswith("#") and all(word.startswith("#") for word in plain.split()):
        return RemovedKind.TAGS
    if not _LETTER.search(plain):
        return RemovedKind.DATE if _is_date(plain) else Form.NUMBER
    bare = _EDGES.sub("", plain)
    if phrase := _phrase_pattern().fullmatch(bare):
        kind = RemovedKind(str(phrase.lastgroup))
        announces = kind is RemovedKind.READ_MORE and plain.endswith(":")
        return RemovedKind.RELATED_HEADING if announces else kind
    if _is_date(bare):
        return RemovedKind.DATE
    return _find_plain_form(plain, bare)


def _find_plain_form(plain: str, bare: str) -> Form | RemovedKind:
    n_words = plain.count(" ") + 1
    if _QUOTED_SOURCE.match(plain):
        return Form.SOURCE
    if LONGEST_DATELINE < n_words <= LONGEST_CAPTION and _is_caption(plain):
        return Form.CAPTION
    if _dateline_pattern().fullmatch(plain):
        return RemovedKind.DATELINE
    if n_words <= LONGEST_CAPTION and _is_caption(plain):
        return Form.CAPTION
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
    return Form.SHORT if " " in bare else Form.WORD


def _is_caption(plain: str) -> bool:
    """Whether a line begins as captions do, or ends in the name of whose photo it is."""
    if _opening_pattern().match(plain):
        return True
    if tail := _TAIL.match(plain):
        return _is_credited(tail["said"], tail["credit"])
    if _PHOTOGRAPHED.search(plain):
        return True
    signed = _SIGNED.match(plain)
    return bool(signed and is_agency(signed["credit"]))


def _is_credited(said: str, credit: str) -> bool:
    """Known agencies always; an unknown name where the rest could be a caption and the bracket holds a name only."""
    if not said or _SENTENCE_INSIDE.search(said) or _ATTRIBUTING.search(said):
        return False
    if is_agency(credit):
        return True
    if _BULLET.match(said) or (credit.isascii() and " " not in credit):
        return False
    words = credit.split()
    if (
        _NOT_A_NAME.match(credit)
        or said.startswith(_CLAUSES)
        or len(words) > 3
        or any(word in STOP_WORDS for word in words)
        or any(sign.isdigit() for sign in credit)
    ):
        return False
    return 3 <= said.count(" ") <= 14 and not said.endswith((".", "،", ":"))


def find_core(line: Line) -> str:
    """What a folded line says without credit and opening: captions repeat with another of either."""
    said = _opening_pattern().sub("", _BULLET.sub("", line.folded), count=1)
    for pattern in (_TAIL, _SIGNED, _NAMED):
        if (tail := pattern.match(said)) and (pattern is _TAIL or is_agency(tail["credit"])):
            return tail["said"] or said
    return said


def is_labelled(credit: str) -> bool:
    """Whether a folded credit line says that it is one, and not only a name."""
    return "صور" in credit or "image" in credit or "photo" in credit


def is_agency(credit: str) -> bool:
    """Whether a folded credit names an agency: blanks and dots inside do not count, nor what stands behind a dash."""
    parts = re.split(r"[-–/|،,:]", credit)
    return any(part.replace(" ", "").replace(".", "") in _agencies() for part in parts)


# Dates by their words: a line is a date when most of its words are.
_DATE_WORDS = frozenset(normalize(f"{MONTHS_AND_DAYS} {AROUND_DATES}").split())
_DATE_WORD = re.compile(f"(?:(?![0-9])[{LETTERS}])+|[0-9]+")
_DATE_HEART = re.compile(
    r"\d{4}|\d{1,2}[/.-]\d{1,2}[/.-]\d{2,4}|\d{1,2}:\d{2}|\d+ (?:ساع|دقيق|دقايق|يوم|ايام|hour|min|day)|^منذ "
)


def _is_date(plain: str) -> bool:
    if len(plain) > 110 or not _DATE_HEART.search(plain):
        return False
    words = _DATE_WORD.findall(plain)
    numbers = sum(word.isdigit() for word in words)
    names = sum(word in _DATE_WORDS for word in words)
    dated = names > 0 or bool(re.fullmatch(r"[\d\s/.:|,-]+", plain)) and numbers > 2
    return dated and numbers + names >= 0.65 * len(words)


@lru_cache(maxsize=1)
def _phrase_pattern() -> re.Pattern[str]:
    """The whole table as one pattern, a group a kind, earlier kinds first."""
    kinds = dict.fromkeys(phrase.kind for phrase in PHRASES)
    rows = {
        kind: "|".join(_spell(phrase.pattern) for phrase in PHRASES if phrase.kind is kind) for kind in kinds
    }
    return re.compile("|".join(f"(?P<{kind.value}>{row})" for kind, row in rows.items()))


def _spell(pattern: str) -> str:
    """A pattern as the matcher needs it: folded, with ``\\S`` kept from the folding of its capital."""
    return normalize(pattern.replace(r"\S", "[^ ]").replace("~", "(?: [^ ]+){0,16}"))


@lru_cache(maxsize=1)
def _opening_pattern() -> re.Pattern[str]:
    return re.compile(f"{_spell(CAPTION_OPENING)}(?=[^ ])")


@lru_cache(maxsize=1)
def _agencies() -> frozenset[str]:
    return frozenset(normalize(name) for name in CREDITS)


@lru_cache(maxsize=1)
def _dateline_pattern() -> re.Pattern[str]:
    """A city and who reports from it, and nothing more: ``city (CNN)--``, ``city - agencies``, ``city / spa /``."""
    region = r"[^ ()/:.-]{2,14}(?:[ ،][^ ()/:.-]{2,14}){0,3}"
    return re.compile(
        rf"(?:\d ?- ?)?{region} ?(?:\([^()]{{2,30}}\)|[/:–-] ?[^/:.()–-]{{2,30}}?) ?[-–—/:]+|\(?{region} ?[-–—/] ?[^/:.()–-]{{2,30}}\)?"
    )


@lru_cache(maxsize=1)
def section_pattern() -> re.Pattern[str]:
    """The names of a newspaper's sections, folded."""
    return re.compile(_spell(SECTION))
