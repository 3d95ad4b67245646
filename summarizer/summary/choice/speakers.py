"""Who speaks in a sentence, where only an earlier one tells: "the researchers", a family name.

Used by `leaning`. A family name alone says little where the first name stood in a sentence that is not shown.
Names that the news has often (`وقال ترامب إن`) need no introduction.
"""

from collections.abc import Sequence

from summarizer.summary.choice.lean_words import INTRODUCING, KNOWN_SPEAKERS, SAYING
from summarizer.summary.rarity import find_stem_rarity
from summarizer.text.form_cache import FormCache
from summarizer.text.light_stemming import light_stem_form
from summarizer.text.tokenizing import STOP_WORDS, find_first_words, find_words, tokenize

SPEECH = frozenset('"«“:')
# On the scale of `find_rarity`: in fewer than one document in 150.
_RARE = 5.0
_THAT = tuple(tokenize("أن بأن"))


def find_speaker(text: str) -> str | None:
    """The light stem of a speaker that an earlier sentence names, where what is said follows at once."""
    form = _read_lone_speaker(text)
    return light_stem_form(FOLDED[form]) if FOLDED[form] in KNOWN_SPEAKERS else None


def find_introduction(texts: Sequence[str], row: int) -> tuple[int, str] | None:
    """The row that first names the speaker of a sentence in full, and the light stem of the name.

    None where the sentence names its speaker itself, where nobody is introduced, and for names that the news
    has often.
    """
    form = _read_lone_speaker(texts[row])
    name = FOLDED[form]
    if not form or name in STOP_WORDS:
        return None
    earlier = next((other for other in range(row) if form in texts[other]), row)
    # The table of rarity is read last: few articles need it.
    if earlier == row or not _introduces(texts[earlier], name) or _find_rarity(name) < _RARE:
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
    said = FOLDED[forms[2]].startswith(_THAT) or text.partition(forms[1])[2].lstrip()[:1] in SPEECH
    return forms[1] if said else ""


def _fold(form: str) -> str:
    return next(iter(tokenize(form)), "")


FOLDED = FormCache(_fold)


def _find_rarity(name: str) -> float:
    return find_stem_rarity(light_stem_form(name))
