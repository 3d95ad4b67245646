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
noun it describes. Words are counted by the stems of `words` and shown as they stand.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

import numpy as np
from numpy.typing import NDArray

from summarizer.records import KeyPhrase, Passage, Span
from summarizer.summary.key_phrases.names import find_named
from summarizer.summary.key_phrases.overlap import LONGEST, Chosen, add_phrase, is_new
from summarizer.summary.key_phrases.word_forms import WordForm
from summarizer.summary.key_phrases.words import GAP, Words, read_words
from summarizer.summary.rarity import find_bucket, find_bucket_rarity
from summarizer.text.form_cache import FormCache
from summarizer.text.light_stemming import light_stem

# On 600 training articles without their titles, the ten best phrases hold 47.3% of the stems of the title at
# a weight of 4, 47.5% at 6 and at 8, 47.8% at 12; at 8, decays of 20 and 30 words do the same.
EARLY_WEIGHT = 8.0
EARLY_DECAY = 30.0
_SHORTEST = 3
_AND = "و"
# Candidates that are read at once.
_FEW = 64


@dataclass(frozen=True, slots=True, eq=False)
class Runs:
    """Different runs of words: (n, 3) stems; (n,) first place, count, score, worth of the best word."""

    keys: NDArray[np.int64]
    firsts: NDArray[np.int64]
    counts: NDArray[np.int64]
    scores: NDArray[np.float64]
    best: NDArray[np.float64]


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
    (places,) = (words.stems != GAP).nonzero()
    stems = words.stems[places]
    counts = np.bincount(stems, minlength=len(words.names))
    firsts = np.empty(len(counts), np.int64)
    firsts[stems[::-1]] = places[::-1]
    worth = counts * find_bucket_rarity(list(map(_BUCKETS.__getitem__, words.names)))
    worth *= 1 + EARLY_WEIGHT * np.exp(-firsts / EARLY_DECAY)
    keys = np.full((len(counts), LONGEST), GAP)
    keys[:, 0] = np.arange(len(counts))
    runs = [Runs(keys, firsts, counts, counts * worth / counts, worth)]
    # A run that occurs twice is made of stems that do.
    often = np.append(counts > 1, False)[words.stems]
    runs += [_score_runs(words, often, size, (counts, worth)) for size in range(2, LONGEST + 1)]
    columns = zip(*((run.keys, run.firsts, run.counts, run.scores, run.best) for run in runs), strict=True)
    keys, firsts, counts, scores, best = map(np.concatenate, columns)
    lifted = np.where(scores >= best / 2, np.maximum(scores, best), scores)
    order = np.lexsort((firsts, -scores, -lifted, counts == 1))
    return keys[order], lifted[order]


def _find_bucket(name: str) -> int:
    return find_bucket(light_stem([name])[0])


_BUCKETS = FormCache(_find_bucket)


def _score_runs(
    words: Words, often: NDArray[np.bool_], size: int, singles: tuple[NDArray[np.int64], NDArray[np.float64]]
) -> Runs:
    """The different runs of ``size`` words that occur twice or more, in the order of their stems.

    often    (n_rows,)  whether the stem of a row occurs twice or more
    singles  how often each stem occurs, and what it is worth
    """
    n_stems, n_windows = len(words.names), max(0, len(words.stems) - size + 1)
    may_start = often[:n_windows]
    for step in range(1, size):
        may_start = may_start & often[step : step + n_windows]
    (places,) = may_start.nonzero()
    codes = words.stems[places]
    for step in range(1, size):
        codes = codes * n_stems + words.stems[places + step]
    order = codes.argsort(kind="stable")
    codes = codes[order]
    is_first = np.ones(len(codes) + 1, np.bool_)
    is_first[1:-1] = codes[1:] != codes[:-1]
    (bounds,) = is_first.nonzero()
    counts = bounds[1:] - bounds[:-1]
    chosen = counts > 1
    firsts, counts = places[order[bounds[:-1][chosen]]], counts[chosen]
    keys = np.full((len(firsts), LONGEST), GAP)
    keys[:, :size] = words.stems[firsts[:, None] + np.arange(size)]
    each, worth = (values[keys[:, :size]] for values in singles)
    scores = size * counts * worth.sum(axis=1) / each.sum(axis=1)
    return Runs(keys, firsts, counts, scores, worth.max(axis=1, initial=0))


def _choose(
    passages: Sequence[Passage], words: Words, candidates: NDArray[np.int64], scores: NDArray[np.float64]
) -> Iterator[KeyPhrase]:
    """The phrases that do not share half of the words of the shorter one with an earlier one, best first."""
    chosen = Chosen(set(), set(), set())
    finder = _find_all(words)
    for key, score in _list(candidates, scores):
        stems = [stem for stem in key if stem != GAP]
        if sum(len(words.names[stem]) for stem in stems) < _SHORTEST or not is_new(stems, chosen):
            continue
        places = _find_places(finder, stems)
        shown = [place for place in places if _may_show(words, place)]
        if shown and _is_joined(words, shown):
            continue
        if not shown and len(stems) == 1:
            places = shown = _find_described(words, places) or find_named(passages, words, places)
        if shown:
            stems = words.stems[list(shown[0])].tolist()
            if is_new(stems, chosen):
                add_phrase(stems, chosen)
                yield _show(passages, words, shown, (score, len(places)))


def _list(candidates: NDArray[np.int64], scores: NDArray[np.float64]) -> Iterator[tuple[list[int], float]]:
    """The candidates as lists, a few at a time: few articles need more than the first."""
    for start in range(0, len(scores), _FEW):
        part = slice(start, start + _FEW)
        yield from zip(candidates[part].tolist(), scores[part].tolist(), strict=True)


def _find_all(words: Words) -> tuple[list[int], list[int], list[int]]:
    """The stem of each row; the rows by stem and row; where those of each stem begin, behind the gaps."""
    order = words.stems.argsort(kind="stable")
    starts = words.stems[order].searchsorted(np.arange(len(words.names) + 1))
    return words.stems.tolist(), order.tolist(), starts.tolist()


def _find_places(finder: tuple[list[int], list[int], list[int]], stems: Sequence[int]) -> list[range]:
    """Where the words with these stems stand one behind the other."""
    rows, order, starts = finder
    size, found = len(stems), order[starts[stems[0]] : starts[stems[0] + 1]]
    return [range(row, row + size) for row in found if size == 1 or rows[row : row + size] == stems]


def _may_show(words: Words, place: range) -> bool:
    """Whether nothing is attached to the words of a place, and the first of them is no adjective.

    "And" further inside stays: `العدالة والتنمية` is the name of a party.
    """
    first = _find_bare(words, place.start)
    return (
        first is not None
        and not (first.adjective or first.conjoined)
        and all(_find_bare(words, row) for row in place[1:])
    )


def _is_joined(words: Words, places: Sequence[range]) -> bool:
    """Whether all places begin with "and", which may be a letter of a name, right behind an indefinite noun.

    In `كريم وسلوى` it is "and"; `وسام` and `وائل` stand behind verbs or titles somewhere.
    """
    first = _find_bare(words, places[0].start)
    return (
        first is not None
        and first.bases[0].startswith(_AND)
        and all(_follows_noun(words, place.start) for place in places)
    )


def _follows_noun(words: Words, row: int) -> bool:
    before = _find_bare(words, row - 1) if row else None
    return before is not None and not before.definite


def _find_bare(words: Words, row: int) -> WordForm | None:
    """The form of a word that has nothing attached."""
    word = words.rows[row]
    number = words.places.forms[word]
    form = words.forms[number] if word != GAP and not words.attached[number] else None
    return None if form is None or form.possessed else form


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
    shown = [_spell(passages, words, place) for place in places]
    # The first of the commonest, since a counter keeps the order of what it counts.
    [(text, _)] = Counter(shown).most_common(1)
    word = words.rows[places[shown.index(text)].start]
    start = passages[words.places.texts[word]].span.start + int(words.places.starts[word])
    return KeyPhrase(text, Span(start, start + len(text)), *score_and_count)


def _spell(passages: Sequence[Passage], words: Words, place: range) -> str:
    """The words of a place as they stand."""
    first, last = words.rows[place.start], words.rows[place.stop - 1]
    start, end = int(words.places.starts[first]), int(words.places.ends[last])
    text: str = passages[int(words.places.texts[first])].text
    return text[start:end]
