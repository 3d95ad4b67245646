"""Which captions repeat each other; used by `parsing.match_captions`.

A caption is repeated with another credit, prefix or ending, shortened or lengthened; captions of a series
share a sentence and differ in a name. So words at an end that only one side has do not count; different words
in the same gap count against a repeat.
"""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence, Set
from itertools import chain
from math import log
from typing import NamedTuple

from summarizer.text.dates import DAYS
from summarizer.text.tokenizing import STOP_WORDS, tokenize

# Least weight of the shared words, as a share of them and the lighter side's own words. Tried .7 to .9 on
# 17,744 labelled captions.
ALIKE = 0.8
# The least share of the lighter side that must be in the other, and the least length of the shorter side as a
# share of the longer.
CONTAINED, LENGTHS = 0.5, 0.2
# Function words vary with the wording; names do not.
STOP_WEIGHT = 0.3
# Words of place, time and lack that exclude each other: a picture before is another than one after.
_OPPOSITES = (
    ("قبل قبيل", "بعد بعيد عقب", "خلال أثناء"),
    ("داخل", "خارج"),
    ("فوق أعلى", "تحت أسفل"),
    ("أمام", "خلف وراء"),
    ("مع", "دون بدون بلا"),
    ("من", "إلى"),
    ("شرق شرقي", "غرب غربي", "شمال شمالي", "جنوب جنوبي"),
    ("يمين", "يسار"),
    ("صباح صباحا", "مساء", "ليلا"),
)
_SIDES = {
    word: (field, side)
    for field, sides in enumerate(_OPPOSITES)
    for side, words in enumerate(sides)
    for word in tokenize(words)
}
_DAYS = frozenset(tokenize(DAYS))
# Captions of a series are short and differ in a word or two: "the president receives the envoy of ...".
SERIES_WORDS, OTHER_NAMES = 14, 2
# Two words with so many of their letters in common are one in two spellings.
SAME_LETTERS = 0.7
# A text is compared with the latest few that share one of its rarest words, so that time stays linear.
N_RAREST, N_COMPARED = 8, 12

_SENTENCE_ENDS = (".", "!", "؟", "?", '"', "»", "”")
_CUT_ENDS = ("..", "…")


class Said(NamedTuple):
    """The words of a text, each of them once, and the weight of these."""

    words: Sequence[str]
    known: frozenset[str]
    weight: float


def match_texts(texts: Sequence[str], cores: Sequence[str]) -> tuple[int, ...]:
    """For each text the index of the first one that says the same, or its own.

    ``cores`` are the texts without their credits. A whole sentence and a text that is none never repeat each
    other, since captions are often cut from the first paragraph.
    """
    words = [tokenize(core) for core in cores]
    weights = weigh_words(words)
    is_sentence = [
        text.endswith(_SENTENCE_ENDS) and not text.endswith(_CUT_ENDS) for text in map(str.rstrip, texts)
    ]
    holders: dict[tuple[bool, str], list[int]] = defaultdict(list)
    firsts: list[int] = []
    said = [Said(mine, frozenset(mine), _add(set(mine), weights)) for mine in words]
    for row, mine in enumerate(said):
        rarest = sorted(mine.known, key=lambda word: (-weights[word], word))[:N_RAREST]
        keys = [(is_sentence[row], word) for word in rarest]
        likeness = {
            other: measure_repeat(mine, said[other], weights)
            for other in set(chain.from_iterable(holders[key][-N_COMPARED:] for key in keys))
        }
        best = max(likeness, key=lambda other: (likeness[other], -other), default=row)
        firsts.append(firsts[best] if likeness.get(best, 0.0) >= ALIKE else row)
        for key in keys:
            holders[key].append(row)
    return tuple(firsts)


def weigh_words(texts: Sequence[Sequence[str]]) -> dict[str, float]:
    """Inverse document frequency within the page: words that all captions share count little."""
    n_holders = Counter(word for words in texts for word in set(words))
    return {
        word: log(1 + len(texts) / n) * (STOP_WEIGHT if word in STOP_WORDS else 1.0)
        for word, n in n_holders.items()
    }


def measure_repeat(said: Said, again: Said, weights: Mapping[str, float]) -> float:
    """How similar two texts are, 0 to 1."""
    both = _add(said.known & again.known, weights)
    sizes = sorted((len(said.known), len(again.known)))
    # Most pairs share a word or two, and to tell so takes a tenth of the time.
    if not both or both < CONTAINED * min(said.weight, again.weight) or sizes[0] < LENGTHS * sizes[1]:
        return 0.0
    one, other = said.words, again.words
    if _exclude_each_other(one, other) or _name_others(one, other):
        return 0.0
    (start, end), (other_start, other_end) = _find_stretch(one, other), _find_stretch(other, one)
    # Where both sides have words beyond the shared ones, the nearest of these words are alternatives.
    before = bool(start and other_start)
    after = end < len(one) and other_end < len(other)
    own = set(one[start - before : end + after]) - set(other)
    others = set(other[other_start - before : other_end + after]) - set(one)
    return both / (both + min(_add(own, weights), _add(others, weights)))


def _exclude_each_other(one: Sequence[str], other: Sequence[str]) -> bool:
    """Whether an opposite stands in the place of a word: beside the same word, and only on that side."""
    sides = (_list_sides(one, set(other)), _list_sides(other, set(one)))
    return any(
        field == other_field and side != other_side and (set(near) & set(other_near))
        for field, side, near in sides[0]
        for other_field, other_side, other_near in sides[1]
    )


def _name_others(one: Sequence[str], other: Sequence[str]) -> bool:
    """Whether short captions are equal but for a word or two in the same places, or name different days."""
    days = set(one) & _DAYS, set(other) & _DAYS
    if all(days) and not days[0] & days[1]:
        return True
    if len(one) != len(other) or len(one) > SERIES_WORDS:
        return False
    changed = [(mine, theirs) for mine, theirs in zip(one, other, strict=True) if mine != theirs]
    return 0 < len(changed) <= min(OTHER_NAMES, len(one) // 3) and not any(map(_is_wording, changed))


def _is_wording(words: tuple[str, str]) -> bool:
    """Whether two words may stand for each other: function words, numbers, or one word in two spellings."""
    if any(word in STOP_WORDS or not word.isalpha() for word in words):
        return True
    shorter, longer = sorted(words, key=len)
    return shorter in longer or len(set(shorter) & set(longer)) >= SAME_LETTERS * len(set(longer))


def _list_sides(words: Sequence[str], others: set[str]) -> list[tuple[int, int, list[tuple[int, str]]]]:
    """The opposites that the other side lacks: field, side, and the words before and after."""
    return [
        (*_SIDES[word], [(step, words[place + step]) for step in (-1, 1) if 0 <= place + step < len(words)])
        for place, word in enumerate(words)
        if word in _SIDES and word not in others
    ]


def _find_stretch(words: Sequence[str], others: Sequence[str]) -> tuple[int, int]:
    """The first word that the others have, and the end of the last one."""
    known = set(others)
    places = [place for place, word in enumerate(words) if word in known]
    return places[0], places[-1] + 1


def _add(words: Set[str], weights: Mapping[str, float]) -> float:
    return sum(weights[word] for word in sorted(words))
