"""The key phrases of an article, in words that a reader would use; the one stage of `find_key_phrases`.

A candidate is a run of one to three words without a stop word, verb, number, mark, conjunction or preposition
between them; a run of several words must occur twice. The worth of a word is its TF-IDF, more where it comes
early. From it follows the score of a candidate:

    worth(w) = tf(w) * ln((N + 1) / (df(w) + 1)) * (1 + 8 exp(-place(w) / 30))
    score(p) = n f(p) / (sum of tf(w)) * (sum of worth(w))

with ``tf`` and ``f`` counted in the article, ``df`` over N news documents, ``place`` its first place in words
and ``n`` the number of words of ``p``: words that mostly occur together score their sum, others less than the
best of them alone (Salton and Buckley 1988; Dice 1945). A phrase with at least half the score of its best
word replaces that word: `دونالد ترامب` is a better key phrase than `ترامب`. An adjective is shown with the
noun it describes. Words are counted by the stems of `phrase_words` and shown as they stand.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import islice

import numpy as np
from numpy.typing import NDArray

from summarizer.records import KeyPhrase, Passage, Span
from summarizer.summary.key_phrases.words import GAP, WordForm, Words, read_words
from summarizer.summary.rarity import find_rarity
from summarizer.text.form_cache import FormCache
from summarizer.text.light_stemming import light_stem

# On 600 training articles without their titles, the ten best phrases hold 47.3% of the stems of the title at
# a weight of 4, 47.5% at 6 and at 8, 47.8% at 12; at 8, decays of 20 and 30 words do the same.
EARLY_WEIGHT = 8.0
EARLY_DECAY = 30.0
LONGEST = 3
_SHORTEST = 3


def rank_phrases(passages: Sequence[Passage], n: int) -> tuple[KeyPhrase, ...]:
    """The ``n`` best phrases of an article's passages, best first; fewer where it has fewer.

    Of two phrases that share half of the words of the shorter one or more, only the better one is taken.
    Raises ``ModelError`` where a trained table is missing or damaged.
    """
    words = read_words(passages)
    if not words.names:
        return ()
    candidates, scores = _score(words)
    return tuple(islice(_choose(passages, words, candidates, scores), n))


def _score(words: Words) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
    """Every candidate, best first, the earlier first of equal ones.

    returns  (n, 3)  its stems, -1 where it has fewer
             (n,)    its score
    """
    n_stems = len(words.names)
    runs = [_count_runs(words.stems, size, n_stems) for size in range(1, LONGEST + 1)]
    firsts, counts = runs[0][1:]
    rarity = find_rarity([_LIGHT_STEMS[name] for name in words.names])
    worth = counts * rarity * (1 + EARLY_WEIGHT * np.exp(-firsts / EARLY_DECAY))
    keys, places, found = (np.concatenate(column) for column in zip(*runs, strict=True))
    held = keys >= 0
    sums = (np.where(held, part[keys], 0).sum(axis=1) for part in (worth, counts))
    scores = held.sum(axis=1) * found * next(sums) / next(sums)
    best = np.where(held, worth[keys], 0).max(axis=1)
    lengths = np.where(held, np.array([len(name) for name in words.names])[keys], 0).sum(axis=1)
    lifted = np.where(scores >= best / 2, np.maximum(scores, best), scores)
    order = np.lexsort((places, -scores, -lifted, found == 1))
    order = order[lengths[order] >= _SHORTEST]
    return keys[order], lifted[order]


def _find_light_stem(name: str) -> str:
    return light_stem([name])[0]


_LIGHT_STEMS = FormCache(_find_light_stem)


def _count_runs(
    stems: NDArray[np.int64], size: int, n_stems: int
) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]]:
    """The different runs of ``size`` words, (n, 3); the first place of each, and how often it occurs.

    Runs of one word are in the order of their stems; longer runs that occur once are left out.
    """
    places = np.arange(max(0, len(stems) - size + 1))
    windows = stems[places[:, None] + np.arange(size)]
    places = places[(windows >= 0).all(axis=1)]
    codes = stems[places]
    for step in range(1, size):
        codes = codes * n_stems + stems[places + step]
    _, firsts, counts = np.unique(codes, return_index=True, return_counts=True)
    chosen = (counts > 1) | (size == 1)
    firsts, counts = places[firsts[chosen]], counts[chosen]
    keys = np.full((len(firsts), LONGEST), -1)
    keys[:, :size] = stems[firsts[:, None] + np.arange(size)]
    return keys, firsts, counts


def _choose(
    passages: Sequence[Passage], words: Words, candidates: NDArray[np.int64], scores: NDArray[np.float64]
) -> Iterator[KeyPhrase]:
    """The phrases that do not share half of the words of the shorter one with an earlier one, best first."""
    chosen: list[frozenset[int]] = []
    for key, score in zip(candidates.tolist(), scores.tolist(), strict=True):
        stems = [stem for stem in key if stem != GAP]
        if not _is_new(stems, chosen):
            continue
        places = _find_places(words, stems)
        shown = [place for place in places if _may_show(words, place)]
        if not shown and len(stems) == 1:
            places = shown = _find_described(words, places)
        if shown:
            stems = words.stems[list(shown[0])].tolist()
            if _is_new(stems, chosen):
                chosen.append(frozenset(stems))
                yield _show(passages, words, shown, (score, len(places)))


def _is_new(stems: Sequence[int], chosen: Sequence[frozenset[int]]) -> bool:
    size = len(set(stems))
    # Most have nothing in common.
    near = [other for other in chosen if not other.isdisjoint(stems)]
    return all(2 * len(other.intersection(stems)) < min(size, len(other)) for other in near)


def _find_places(words: Words, stems: Sequence[int]) -> list[range]:
    """Where the words with these stems stand one behind the other."""
    size = len(stems)
    (starts,) = (words.stems[: len(words.stems) - size + 1] == stems[0]).nonzero()
    for step, stem in enumerate(stems[1:], start=1):
        starts = starts[words.stems[starts + step] == stem]
    return [range(start, start + size) for start in starts.tolist()]


def _may_show(words: Words, place: range) -> bool:
    """Whether nothing is attached to the words of a place, and the first of them is no adjective."""
    first = _find_bare(words, place.start)
    return first is not None and not first.adjective and all(_find_bare(words, row) for row in place[1:])


def _find_bare(words: Words, row: int) -> WordForm | None:
    """The form of a word that has nothing attached."""
    *_, attached, form = words.rows[row]
    return None if attached or form is None or form.possessed else form


def _find_described(words: Words, places: Sequence[range]) -> list[range]:
    """The places of an adjective with the noun before it, those with the commonest noun."""
    phrases = [phrase for place in places if (phrase := _find_noun(words, place.start))]
    stems = [tuple(words.stems[list(phrase)].tolist()) for phrase in phrases]
    common = Counter(stems).most_common(1)
    return [phrase for phrase, own in zip(phrases, stems, strict=True) if own == common[0][0]]


def _find_noun(words: Words, row: int) -> range | None:
    """An adjective from the nearest noun on that it may describe; none where a phrase ends before."""
    adjective = _find_bare(words, row)
    if adjective is None or not adjective.adjective:
        return None
    for start in range(row - 1, max(row - LONGEST, -1), -1):
        noun = _find_bare(words, start)
        if noun is None:
            return None
        # `وزارة التجارة الأردني`: a feminine noun is not described by a masculine adjective.
        agrees = (adjective.feminine or not noun.feminine) and (adjective.definite or not noun.definite)
        if agrees and not noun.adjective:
            return range(start, row + 1)
    return None


def _show(
    passages: Sequence[Passage], words: Words, places: Sequence[range], score_and_count: tuple[float, int]
) -> KeyPhrase:
    """The phrase in its commonest form at the first place of that form."""
    shown = [_locate(passages, words, place) for place in places]
    forms = Counter(text for text, _ in shown)
    text, span = max(shown, key=lambda part: forms[part[0]])
    return KeyPhrase(text, span, *score_and_count)


def _locate(passages: Sequence[Passage], words: Words, place: range) -> tuple[str, Span]:
    """The words of a place as they stand, and their place in the page."""
    _, number, start, *_ = words.rows[place.start]
    end = words.rows[place.stop - 1][3]
    passage = passages[number]
    return passage.text[start:end], Span(passage.span.start + start, passage.span.start + end)
