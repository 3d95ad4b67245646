"""Abbreviating: does this full stop end an abbreviation rather than a sentence?"""

import re

from summarizer.text.letters import ARABIC, HIDDEN, OPENING_BRACKETS, OPENING_QUOTES, QUESTIONS, STOPS
from summarizer.text.normalizing import normalize

_TRANSPARENT = re.compile(f"[{HIDDEN}]+")
_NUMBER = re.compile(rf"[0-9/\-]*[0-9]{{3}}$")
_ERA = re.compile(rf"[0-9/\-]*[0-9]{{3}}[مه]$")
_ENUMERATION = re.compile(rf"(?:[0-9]{{1,3}}|[{ARABIC}A-Za-z])$")

# Before a name: "د." doctor, "م." engineer, "أ." professor, also joined to "and".
TITLES = frozenset("د م أ ا ود وم وأ وا أد ا د".split())
# Latin initials as Arabic spells them: "جون إف. كينيدي", "جورج دبليو. بوش".
SPELLED_INITIALS = frozenset(
    "اي ايه بي سي دي اف جي اتش جيه كيه كي ال ام ان او كيو ار اس تي يو في دبليو اكس واي زد".split()
)
LATIN_ABBREVIATIONS = frozenset("inc ltd co corp mr mrs ms dr st jr sr vs no prof vol fig al etc gen col sen gov rev".split())
# Words that begin with a waw of their own; any other word with a waw in front opens a clause.
WAW_WORDS = frozenset(
    """
    وفق وفقا وزير وزيره وزاره وزراء وكاله وكالات وكيل واشنطن وارسو والد والده والدي واحد واحده وقت وقف وضع وسط وسائل وسيله
    وطن وطني وطنيه وفد وفود وفاه وحده وحدات وثيقه وثائق ولي ولايه ولايات وليام ويليام وليد وائل وجدي وجه وجود ورقه ورشه
    وصول وصفي ولاء وظيفه وظائف وعي وعود واقع واجب واسع واسعه وافد واحه وادي ورد وردي وسام وسيم وجيه وهبي وهيب وديع
    """.split()
)
OPENERS = frozenset("ثم كما لكن فيما بينما".split())
DOMAINS = frozenset("كوم نت اورغ اورج com net org".split())


def abbreviates(line: str, stop: int, following: str) -> bool:
    """Whether the full stop at ``stop`` belongs to an abbreviation, given the word that follows it."""
    piece, before = _read_before(line, stop)
    word = normalize(piece)
    if not word:
        return False
    if _ENUMERATION.match(word) and (not before or before[-1] in STOPS + QUESTIONS):
        return True  # "1." and "أ." open an item of a list
    if _ERA.match(word) or (word in ("م", "ه") and _NUMBER.search(_TRANSPARENT.sub("", before))):
        return False  # "2014م." and "1400 هـ." are years, not titles
    if word in TITLES or word.replace(".", "") in TITLES:
        return True
    if normalize(following) in DOMAINS:
        return True
    return _is_short(word) and not _opens_sentence(following)


def _read_before(line: str, stop: int) -> tuple[str, str]:
    """The piece that a stop ends, up to white space or an opening bracket, and what stands before it."""
    # No abbreviation is longer, and a line may be a megabyte.
    near = line[max(0, stop - 40) : stop]
    words = near.split()
    if not words or near[-1].isspace():
        return "", ""
    piece = _TRANSPARENT.sub("", words[-1]).lstrip(OPENING_BRACKETS + OPENING_QUOTES + '"')
    return piece, words[-2] if len(words) > 1 else ""


def _is_short(word: str) -> bool:
    """One letter, letters between stops ("أ.ف.ب", "U.S"), a spelled initial or a Latin abbreviation."""
    if word in SPELLED_INITIALS or word in LATIN_ABBREVIATIONS:
        return True
    pieces = word.split(".")
    return all(len(piece) == 1 and not piece.isdigit() for piece in pieces)


def _opens_sentence(word: str) -> bool:
    """Whether a word is likely to open a new clause rather than to go on after an abbreviation."""
    folded = normalize(word)
    return folded in OPENERS or (folded[:1] == "و" and len(folded) > 2 and folded not in WAW_WORDS)
