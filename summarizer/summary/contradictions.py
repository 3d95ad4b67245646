"""What two sentences that are alike may differ in: numbers, days and names; used by `together`."""

from collections.abc import Sequence
from functools import lru_cache

from summarizer.summary.rarity import find_rarity
from summarizer.text.dates import DAYS
from summarizer.text.late_patterns import compile_late
from summarizer.text.letters import HIDDEN
from summarizer.text.light_stemming import light_stem
from summarizer.text.numbers import find_figures
from summarizer.text.tokenizing import STOP_WORDS, locate_words, tokenize

# From this rarity on words are mostly names, as `focus` has counted; behind a preposition from the rarity of
# `القاهرة` on, so that `في العاصمة` may be said for it; behind a word like `مدينة` whatever the word.
_RAREST_KIN, _RARE_PLACE = 5.9, 3.4
_PREPOSITIONS = frozenset(tokenize("في من إلى"))
_PLACES = frozenset(
    light_stem(
        tokenize(
            "مدينة بلدة قرية محافظة ولاية منطقة إقليم حي مطار ميناء وادي جزيرة بلدية دولة جامعة نادي فريق"
        )
    )
)
_DAYS = {word: word for word in tokenize(DAYS)}
# Two bulletins that each name one of them tell of two places.
_DIRECTIONS = {
    word: direction
    for direction, stem in enumerate(("شمال", "جنوب", "شرق", "غرب"))
    for word in tokenize(
        " ".join(f"{article}{stem}{ending}" for article in ("", "ال") for ending in ("", "ي", "ية"))
    )
}
# Words that the number behind them belongs to, not the number before them.
_NUMBERED = frozenset(
    tokenize("عام العام لعام سنة السنة رقم المادة المركز الدقيقة الساعة الدورة النسخة الطبعة الجولة")
)
# How far before a number the word may stand that it counts: `ارتفع القتلى إلى 7`.
_REACH = 3
_PERCENT = compile_late(f"[{HIDDEN}\\s]*(?:[%\u066a]|(?:في ال|بال)(?:مئة|مائة))")
_CURRENCIES = compile_late("[$€£¥]")
_LONG_VOWELS = compile_late("[اوي]")


def compare_numbers(one: str, other: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The numbers of both sentences that contradict each other, as written; the first of each value.

    Only numbers of the same thing are compared: `3 أيام` and `40 عاملاً` do not contradict each other.
    """
    ours, theirs = _count_things(one), _count_things(other)
    differ = [
        thing
        for thing, numbers in ours.items()
        if thing in theirs and numbers.keys().isdisjoint(theirs[thing])
    ]
    return _join(ours, differ), _join(theirs, differ)


def _join(numbers: dict[str, dict[str, str]], things: Sequence[str]) -> tuple[str, ...]:
    joined = {value: written for thing in things for value, written in numbers[thing].items()}
    return tuple(joined.values())


def tell_of_others(one: Sequence[str], other: Sequence[str]) -> bool:
    """Whether two sentences, as words, name different days, directions, or rare names in the same place."""
    ours, theirs = _read_words(one), _read_words(other)
    for names in (_DAYS, _DIRECTIONS):
        mine, yours = ({names[word] for word in words if word in names} for words in (ours, theirs))
        if mine - yours and yours - mine:
            return True
    return not _place_names(ours, theirs).isdisjoint(_place_names(theirs, ours))


@lru_cache(1024)
def _count_things(text: str) -> dict[str, dict[str, str]]:
    """For each thing that a sentence counts its values, and how they are written."""
    words = [(start, end, "".join(tokenize(text[start:end]))) for start, end in locate_words(text)]
    things: dict[str, dict[str, str]] = {}
    for figure in find_figures(text):
        thing = _find_thing(text, words, figure.start, figure.end)
        if thing:
            things.setdefault(thing, {}).setdefault(figure.value, text[figure.start : figure.end])
    return things


def _find_thing(text: str, words: Sequence[tuple[int, int, str]], start: int, end: int) -> str:
    """What a number counts: a sign beside it, the word behind it, or the last one before it."""
    if _PERCENT.match(text, end):
        return "%"
    beside = _CURRENCIES.search(text[max(0, start - 2) : start] + text[end : end + 2])
    if beside:
        return beside[0]
    before = [word for _, last, word in words if last <= start][-_REACH:]
    if before and before[-1] in _NUMBERED:
        return _reduce(before[-1])
    before = [word for word in before if word not in STOP_WORDS]
    behind = next((word for first, _, word in words if first >= end and text[end:first].isspace()), "")
    if behind and behind not in STOP_WORDS:
        return _reduce(behind)
    return _reduce(before[-1]) if before else ""


def _reduce(word: str) -> str:
    """The consonants of a light stem: the same for `عامل` and `عمال`, `يوماً` and `أيام`."""
    [stem] = light_stem([word])
    return _LONG_VOWELS.sub("", stem) or stem


def _read_words(words: Sequence[str]) -> list[str]:
    return tokenize(" ".join(words))


def _place_names(words: list[str], others: list[str]) -> set[tuple[str, str]]:
    """The words beside each name that the other sentence lacks: the one before it, and the one behind."""
    stems, known = light_stem(words), frozenset(light_stem(others))
    found = set()
    for place, stem in enumerate(stems):
        if stem in known or words[place].isdigit():
            continue
        before = stems[place - 1] if place else ""
        rarity = find_rarity([stem])[0]
        if before in _PLACES or rarity >= (_RARE_PLACE if before in _PREPOSITIONS else _RAREST_KIN):
            found.add(("before", before))
        if rarity >= _RAREST_KIN:
            found.add(("behind", stems[place + 1] if place + 1 < len(stems) else ""))
    return found
