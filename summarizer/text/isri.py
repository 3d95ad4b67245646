"""ISRI root stems (Taghva, Elkhoury and Coombs 2005), letter for letter those of NLTK; used by `stemming`.

NLTK imports a thousand modules for its stemmer, among them scikit-learn and scipy: a second and 100 MB before
the first summary. `tests/text/test_isri.py` compares the two.

A word loses long prefixes and suffixes. What is left of four to seven letters is compared with the patterns
of its length, of which the letters in brackets are the root; if it fits none, it loses a short suffix or
prefix.

The rules are data, since `kernels/word_stems.c` goes by them too.
"""

import re
from collections.abc import Sequence

# NLTK's own additions to the paper: these words are their own stems.
OWN_STEMS = frozenset(
    re.findall(
        r"\S+",
        """
        يكون وليس وكان كذلك التي وبين عليها مساء الذي وكانت ولكن والتي تكون اليوم اللذين عليه
        كانت لذلك أمام هناك منها مازال لازال لايزال مايزال اصبح أصبح أمسى امسى أضحى اضحى مابرح
        مافتئ ماانفك لاسيما ولايزال الحالي اليها الذين فانه والذي وهذا لهذا فكان ستكون اليه
        يمكن بهذا الذى
        """,
    )
)
_SHORT_VOWELS = re.compile("[\u064b-\u0652]")
_FIRST_ALEF = re.compile("^[آأإ]")
# The longest first; a word keeps three letters without them.
PREFIXES = ("كال", "بال", "ولل", "وال", "ال", "لل")
SUFFIXES = (
    *("تمل", "همل", "تان", "تين", "كمل"),
    *("ون", "ات", "ان", "ين", "تن", "كم", "هن", "نا", "يا", "ها", "تم", "كن", "ني", "وا", "ما", "هم"),
)
SHORT_PREFIXES, SHORT_SUFFIXES = tuple("لبفسويتنا"), tuple("ةهيكتان")
DOUBLED = "و"
THREE_OF_FOUR = ("م(...)", "(.)ا(..)", "(..)[اوي](.)", "(...)ة")
THREE_OF_FIVE = (
    "ا(.)[ات](..)",
    "م(..)[ايو](.)",
    "[اتم](...)ة",
    "[ميت](.)ت(..)",
    "[مت](.)ا(..)",
    "(..)[او](.)ة",
    "[ام]ن(...)",
    "ا(..)ا(.)",
    "(...)ان",
    "ت(..)ي(.)",
    "(.)ا(.)و(.)",
    "(.)وا(..)",
    "(..)ائ(.)",
    "(.)ا(..)ة",
    "(..)ا(.)ي",
)
FOUR_OF_FIVE = ("[اتم](....)", "(....)ة", "(..)ا(..)")
THREE_OF_SIX = (
    "[ام]ست(...)",
    "م(..)ا(.)ة",
    "ا(.)ت(.)ا(.)",
    "ا(.)(?P<twin>.)و(?P=twin)(.)",
    "ت(.)ا(.)ي(.)",
)
FOUR_OF_SIX = ("ا(...)ا(.)", "مت(....)")
# In the order of `word_stems.c`.
PATTERNS = (THREE_OF_FOUR, THREE_OF_FIVE, FOUR_OF_FIVE, THREE_OF_SIX, FOUR_OF_SIX)


def _list_by_length(parts: Sequence[str], length: int) -> str:
    return "|".join(part for part in parts if len(part) == length)


_PREFIXES = re.compile(
    f"(?:{_list_by_length(PREFIXES, 3)})(?=.{{3}})|(?:{_list_by_length(PREFIXES, 2)})(?=.{{3}})", re.DOTALL
)
_SUFFIXES = re.compile(
    rf"(?<=.{{3}})(?:{_list_by_length(SUFFIXES, 3)})\Z|(?<=.{{3}})(?:{_list_by_length(SUFFIXES, 2)})\Z",
    re.DOTALL,
)


def _compile(patterns: Sequence[str]) -> re.Pattern[str]:
    return re.compile("|".join(patterns), re.DOTALL)


_THREE_OF_FOUR, _THREE_OF_FIVE, _FOUR_OF_FIVE, _THREE_OF_SIX, _FOUR_OF_SIX = map(_compile, PATTERNS)


def stem_word(word: str) -> str:
    """The root of a word, or what is left of it."""
    word = _SHORT_VOWELS.sub("", word)
    if word in OWN_STEMS:
        return word
    word = _strip_long(word)
    if len(word) == 7:
        word = _strip_short(word)
        return _stem_six(word) if len(word) == 6 else word
    return {4: _stem_four, 5: _stem_five, 6: _stem_six}.get(len(word), str)(word)


def _strip_long(word: str) -> str:
    """The word without long prefixes and suffixes, one of two "and", and the hamza of its first alef."""
    prefix = _PREFIXES.match(word)
    word = word[prefix.end() :] if prefix else word
    suffix = _SUFFIXES.search(word)
    word = word[: suffix.start()] if suffix else word
    if len(word) >= 4 and word.startswith(2 * DOUBLED):
        word = word[1:]
    return _FIRST_ALEF.sub("ا", word)


def _strip_short(word: str) -> str:
    """The word without its short suffix, or else without its short prefix."""
    if word.endswith(SHORT_SUFFIXES):
        return word[:-1]
    return word[1:] if word.startswith(SHORT_PREFIXES) else word


def _read_root(word: str, patterns: re.Pattern[str]) -> str | None:
    found = patterns.fullmatch(word)
    return "".join(filter(None, found.groups())) if found else None


def _stem_four(word: str) -> str:
    return _read_root(word, _THREE_OF_FOUR) or _strip_short(word)


def _stem_five(word: str) -> str:
    word = _read_root(word, _THREE_OF_FIVE) or _strip_short(word)
    if len(word) == 4:
        return _stem_four(word)
    return (_read_root(word, _FOUR_OF_FIVE) or word) if len(word) == 5 else word


def _stem_six(word: str) -> str:
    word = _read_root(word, _THREE_OF_SIX) or _strip_short(word)
    if len(word) == 5:
        return _stem_five(word)
    return (_read_root(word, _FOUR_OF_SIX) or word) if len(word) == 6 else word
