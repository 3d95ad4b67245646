"""Looks up folded lines and words in the tables of this folder; used by all stages.

The phrases and sections are in a file of their own, which `lookup` searches.
"""

import re
from collections.abc import Sequence
from functools import lru_cache
from itertools import chain

from summarizer.page.phrases.credits import AGENCIES, CAPTION_OPENING
from summarizer.page.phrases.lookup import LINES, SECTIONS, load_table
from summarizer.page.phrases.spelling import spell
from summarizer.page.phrases.vocabulary import (
    AROUND_DATES,
    CLAUSE_OPENING,
    NUMBERS,
    SENTENCE_OPENING,
)
from summarizer.records import RemovedKind
from summarizer.text.dates import (
    DAYS,
    DAYS_WITHOUT_ARTICLE,
    ENGLISH_NAMES,
    HIJRI_MONTHS,
    MONTHS,
    MOROCCAN_MONTHS,
    SECOND_WORDS,
)
from summarizer.text.late_patterns import compile_late
from summarizer.text.letters import LETTERS
from summarizer.text.normalizing import normalize

# Characters; no date line is longer, with both calendars and the time of an update.
LONGEST_DATE = 110
# The least share of date words in a date line; the rest is a city, an agency or a label.
DATED = 0.65
_AGO = ("منذ ", "قبل ")

_OPENING, _CLOSING = compile_late(f'[^{LETTERS}0-9©"«]+'), compile_late(f'[{LETTERS}0-9©"»]')
# The most common of them, which need no pattern.
_SIGNS = " .!\u061f\u060c:\u2026-"
_WORD = compile_late(f"(?:(?![0-9])[{LETTERS}])+|[0-9]+")
_DIGIT = compile_late("[0-9]")
_TIME = compile_late(
    r"\d{1,2}:\d{2}|\d{1,4}[/.-]\d{1,2}[/.-]\d{1,4}|(?:^|\d )(?:ساع|دقيق|دقايق|يوم|ايام|hour|min|day)"
    r"|^(?:منذ|قبل) "
)
_DATE_TABLES = (
    DAYS,
    DAYS_WITHOUT_ARTICLE,
    MONTHS,
    MOROCCAN_MONTHS,
    HIJRI_MONTHS,
    SECOND_WORDS,
    ENGLISH_NAMES,
)
_NAMES_OF_DATES = frozenset(normalize(" ".join(_DATE_TABLES)).split())
_DATE_WORDS = _NAMES_OF_DATES | frozenset(normalize(AROUND_DATES).split())
_NUMERIC_DATE = compile_late(r"\d{1,4}[/.-]\d{1,2}[/.-]\d{1,4}")
# The place before the comma of "place, date", which may have more words than the date.
_PLACE = compile_late(r"^[^\d،,]{2,24}[،,] ?(?=[\d])")
# The letters of an agency behind a date: "in 4 May /a b c/"; `strip_edges` took the last stroke.
_SLASHED = compile_late(r" /[^/\d]{1,12}$")
_NUMBERS = frozenset(normalize(NUMBERS).split())
_BULLET = compile_late(
    r"^(?:[-–—•●▪■◆*·»ـ+]+ ?(?:\d{1,2}(?:\.\d{1,2}){0,3}[.)]? (?=[^\d ]{2}))?"
    r"|\(?(?:\d{1,2} ?[-–.)/:]+|\d{4} ?[-–:]) ?|\d{1,2} (?=[^\d ]{2})|[سج] ?: ?)"
)
# With which a bullet may begin, beside digits.
_BULLETS = frozenset("-–—•●▪■◆*·»ـ+(سج")
_BETWEEN_NAMES = compile_late(r"[-–—/|،,:+]| و(?!كال)")


def recognize(plain: str) -> RemovedKind | None:
    """The kind of the phrase that a folded line is, without bullets and stops at its edges."""
    bare = strip_edges(plain)
    if name := load_table(LINES).find(bare):
        kind = RemovedKind(name)
        # "Read more" without an article, but with a colon, is the heading of a list of articles.
        announces = kind is RemovedKind.READ_MORE and plain.endswith(":")
        return RemovedKind.RELATED_HEADING if announces else kind
    return _recognize_date(bare)


def strip_edges(plain: str) -> str:
    """A folded line without bullets and stops at its edges, but with quotes and ©."""
    bare = plain.strip(_SIGNS)
    return bare if bare[:1].isalnum() and bare[-1:].isalnum() else _strip_signs(bare)


def _strip_signs(line: str) -> str:
    opening = _OPENING.match(line)
    bare = line[opening.end() :] if opening else line
    end = len(bare)
    while end and not _CLOSING.match(bare, end - 1):
        end -= 1
    return bare[:end]


def is_agency(credit: str) -> bool:
    """Whether a folded credit names an agency, with or without blanks and dots, or says "the agency of"."""
    agencies = _agencies()
    for part in map(str.strip, _BETWEEN_NAMES.split(credit)):
        if part.replace(" ", "").replace(".", "") in agencies or part.startswith("وكاله "):
            return True
    return False


def are_agencies(plain: str) -> bool:
    """Whether a folded line names two or more agencies and nothing else."""
    # Most lines begin like no agency.
    if plain[:2] not in _agency_beginnings():
        return False
    parts = [part.strip() for part in _BETWEEN_NAMES.split(plain)]
    return len(parts) > 1 and all(is_agency(part) for part in parts)


def is_section(plain: str) -> bool:
    """Whether folded words name a section of a newspaper."""
    return load_table(SECTIONS).find(plain) is not None


def is_number(word: str) -> bool:
    """Whether a folded word is a number, in digits or in words."""
    return word.isdigit() or word in _NUMBERS


def opens_clause(plain: str) -> bool:
    """Whether a folded line continues the line before: no title, headline or caption begins like this."""
    return _compile(CLAUSE_OPENING).match(plain) is not None


def open_clauses(lines: Sequence[str]) -> list[bool]:
    """Which of some folded lines do."""
    return [found is not None for found in map(_compile(CLAUSE_OPENING).match, lines)]


@lru_cache(maxsize=4096)
def begins_like_sentence(plain: str) -> bool:
    """Whether a folded line begins like a sentence and not like a heading; cached: several rules ask."""
    return _compile(SENTENCE_OPENING).match(plain) is not None


def find_caption_opening(plain: str) -> int:
    """The length of the words with which a folded line begins as a caption; 0 if it does not."""
    opening = _compile(f"(?:{CAPTION_OPENING})(?=[^ ])").match(plain)
    return opening.end() if opening else 0


def find_bullet(plain: str) -> int:
    """How many characters of a folded line are a bullet or the number of an item; 0 for none."""
    first = plain[:1]
    # Most lines begin with another letter.
    bullet = _BULLET.match(plain) if first in _BULLETS or first.isdecimal() else None
    return bullet.end() if bullet else 0


def strip_bullet(plain: str) -> str:
    """A folded line without its bullet or number."""
    return plain[find_bullet(plain) :]


def _recognize_date(bare: str) -> RemovedKind | None:
    """A line is a date if most of its words are; between a city and an agency it is a dateline."""
    if len(bare) > LONGEST_DATE or not (_DIGIT.search(bare) or bare.startswith(_AGO)):
        return None
    agency = _SLASHED.search(bare)
    words = _WORD.findall(_PLACE.sub("", bare[: agency.start()] if agency else bare))
    dated = [word.isdigit() or word in _DATE_WORDS for word in words]
    if sum(dated) < DATED * len(words) or not (_TIME.search(bare) or not _NAMES_OF_DATES.isdisjoint(words)):
        return None
    # A time alone is not a date: programmes, videos and live reports have one on each line.
    if all(word.isdigit() for word in words) and not _NUMERIC_DATE.match(bare):
        return None
    is_date = not agency and (dated[0] or dated[-1])
    return RemovedKind.DATE if is_date else RemovedKind.DATELINE


@lru_cache(maxsize=8)
def _compile(pattern: str) -> re.Pattern[str]:
    return re.compile(spell(pattern))


@lru_cache(maxsize=1)
def _agencies() -> frozenset[str]:
    return frozenset(normalize(AGENCIES).split())


@lru_cache(maxsize=1)
def _agency_beginnings() -> frozenset[str]:
    """The first two characters of names of agencies; behind the first letter a blank or a dot may stand."""
    names = (*_agencies(), "وكاله ")
    return frozenset(chain.from_iterable((name[:2], f"{name[0]} ", f"{name[0]}.") for name in names))
