"""Who speaks in a sentence, where only an earlier one tells: "the researchers", a family name.

Used by `leaning`. A family name alone says little where the first name stood in a sentence that is not shown.
Names that the news has often (`وقال ترامب إن`) need no introduction.
"""

from collections.abc import Sequence

from summarizer.summary.choice.lean_words import INTRODUCING, KNOWN_SPEAKERS, SAYING
from summarizer.summary.rarity import find_stem_rarity
from summarizer.text.form_cache import FormCache
from summarizer.text.light_stemming import light_stem_form
from summarizer.text.tokenizing import STOP_WORDS, find_first_words, find_words, fold_first, tokenize

SPEECH = frozenset('"«“:')
# On the scale of `find_rarity`: in fewer than one document in 150.
_RARE = 5.0
# Characters behind a speaker, of which blanks and the mark before what is said are the first.
_FEW = 4
_THAT = tuple(tokenize("أن بأن"))


def find_speaker(texts: Sequence[str], row: int) -> tuple[int, str] | None:
    """The row that tells who speaks in a sentence, where what is said follows at once, and the light stem.

    For "the researchers" it is the row before, for a family name the one that first has it. None where the
    sentence names its speaker itself, where nobody is introduced, and for names that the news has often.
    """
    form = _read_lone_speaker(texts[row])
    if not form:
        return None
    name = FOLDED[form]
    if name in KNOWN_SPEAKERS:
        return row - 1, light_stem_form(name)
    earlier = next((other for other in range(row) if form in texts[other]), row)
    # The table of rarity is read last: few articles need it.
    if (
        earlier == row
        or name in STOP_WORDS
        or not _introduces(texts[earlier], name)
        or find_stem_rarity(light_stem_form(name)) < _RARE
    ):
        return None
    return earlier, light_stem_form(name)


def _introduces(text: str, name: str) -> bool:
    """Whether a sentence has a name behind another one: not behind a verb, a preposition, "the company"."""
    words = list(map(FOLDED.__getitem__, find_words(text)))
    if name not in words[1:]:
        return False
    before = words[words.index(name, 1) - 1]
    return not (
        before in STOP_WORDS
        or before in SAYING
        or before[1:] in SAYING
        or before.startswith("ال")
        or before in INTRODUCING
    )


def _read_lone_speaker(text: str) -> str:
    """The word behind a verb of saying, where what is said follows at once; empty where it does not."""
    forms = find_first_words(text, 3)
    if len(forms) < 3:
        return ""
    if FOLDED[forms[2]].startswith(_THAT):
        return forms[1]
    behind = text.find(forms[1]) + len(forms[1])
    return forms[1] if text[behind : behind + _FEW].lstrip()[:1] in SPEECH else ""


FOLDED = FormCache(fold_first)
