"""The comparison of two texts, with evidence that a person can check; the one stage of `compare`."""

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from summarizer.duplicates.decision import Rule, decide, explain_verdict
from summarizer.duplicates.measures import Commonness, measure_candidates, overlap
from summarizer.duplicates.representatives import name_reason
from summarizer.duplicates.shingle_sorting import RUN_WORDS, combine_runs
from summarizer.duplicates.shingles import shingle
from summarizer.duplicates.words.word_hashes import Words, hash_words
from summarizer.records import Comparison, Reason, SharedPassage, Span

# Of a run that occurs more often on one side, only the first places are used: without a limit, a word
# repeated a million times would make a million passages.
PLACES_OF_A_RUN = 8


def compare_texts(a: str, b: str, rule: Rule, common: Commonness) -> Comparison:
    """How alike two texts are, and why they count as one text or not."""
    shingles = shingle([a, b])
    pair = np.array([[0, 1]])
    measures = measure_candidates(shingles, pair, common)
    likeness, containment, sizes = overlap(shingles, pair)
    words_a, words_b = hash_words(a), hash_words(b)
    is_same = shingles.texts[0] == shingles.texts[1] and shingles.checks[0] == shingles.checks[1]
    is_exact = bool(is_same and shingles.lengths[0] > 0)
    is_duplicate = is_exact or (bool(shingles.lengths.all()) and bool(decide(measures, rule)[0] >= 0))
    similarity = 1.0 if is_exact else float(likeness[0])
    reason = (
        Reason.EXACT
        if is_exact
        else name_reason(similarity, float(containment[0]), *np.sort(sizes[0]).tolist())
    )
    return Comparison(
        duplicate=is_duplicate,
        reason=reason if is_duplicate else None,
        similarity=similarity,
        containment=1.0 if is_exact else float(containment[0]),
        passages=find_passages(words_a, words_b),
        numbers_a=_list_own_numbers(a, words_a, words_b),
        numbers_b=_list_own_numbers(b, words_b, words_a),
        measures=explain_verdict(measures[0], rule),
        base=rule.intercept,
    )


def find_passages(a: Words, b: Words) -> tuple[SharedPassage, ...]:
    """Passages of three words or more that both texts hold, the longest first; none overlaps another.

    They may be in another order on the other side. The time is linear in the words, except for repeated runs.
    """
    hashes_a, _, spans_a = a
    hashes_b, _, spans_b = b
    is_free_a, is_free_b = np.ones(len(hashes_a), bool), np.ones(len(hashes_b), bool)
    passages = []
    for start_a, start_b, n_words in _find_stretches(combine_runs(hashes_a), combine_runs(hashes_b)):
        is_free = is_free_a[start_a : start_a + n_words] & is_free_b[start_b : start_b + n_words]
        # Most stretches of a text that repeats itself are taken: to count takes a tenth of the search.
        if np.count_nonzero(is_free) < RUN_WORDS:
            continue
        first, size = _find_longest(is_free)
        if size < RUN_WORDS:
            continue
        from_a, from_b = start_a + first, start_b + first
        # Runs are compared by 32 bits, which may be equal by chance in long texts; word hashes have 64.
        if not np.array_equal(hashes_a[from_a : from_a + size], hashes_b[from_b : from_b + size]):
            continue
        is_free_a[from_a : from_a + size] = is_free_b[from_b : from_b + size] = False
        span_a = Span(int(spans_a[from_a, 0]), int(spans_a[from_a + size - 1, 1]))
        span_b = Span(int(spans_b[from_b, 0]), int(spans_b[from_b + size - 1, 1]))
        passages.append(SharedPassage(span_a, span_b, size))
    return tuple(sorted(passages, key=lambda passage: (-passage.n_words, passage.a.start)))


def _find_stretches(runs_a: NDArray[np.uint32], runs_b: NDArray[np.uint32]) -> Iterator[tuple[int, int, int]]:
    """Stretches that are equal on both sides, the longest first: both first words, number of words."""
    order = np.argsort(runs_b, kind="stable")
    first = np.searchsorted(runs_b, runs_a, "left", order)
    counts = np.minimum(np.searchsorted(runs_b, runs_a, "right", order) - first, PLACES_OF_A_RUN)
    places_a = np.repeat(np.arange(len(runs_a)), counts)
    nth = np.arange(len(places_a)) - np.repeat(np.cumsum(counts) - counts, counts)
    places_b = order[np.repeat(first, counts) + nth]
    shift = places_b - places_a
    along = np.lexsort((places_a, shift))
    places_a, places_b, shift = places_a[along], places_b[along], shift[along]
    breaks = (np.diff(shift, prepend=shift[:1] - 1) != 0) | (np.diff(places_a, prepend=-2) != 1)
    starts = np.flatnonzero(breaks)
    sizes = np.diff(starts, append=len(shift)) + RUN_WORDS - 1
    for place in np.lexsort((places_a[starts], -sizes)).tolist():
        yield int(places_a[starts[place]]), int(places_b[starts[place]]), int(sizes[place])


def _find_longest(is_free: NDArray[np.bool_]) -> tuple[int, int]:
    """The start and the length of the longest stretch of ``True``."""
    edges = np.flatnonzero(np.diff(np.concatenate([[False], is_free, [False]]).astype(np.int8)))
    if not len(edges):
        return 0, 0
    sizes = edges[1::2] - edges[::2]
    place = int(sizes.argmax())
    return int(edges[::2][place]), int(sizes[place])


def find_own_numbers(own: Words, other: Words) -> NDArray[np.int64]:
    """Which words of a text are numbers that the other does not have."""
    hashes, is_number, _ = own
    other_hashes, other_is_number, _ = other
    return np.flatnonzero(is_number & ~np.isin(hashes, other_hashes[other_is_number]))


def _list_own_numbers(text: str, words: Words, other: Words) -> tuple[str, ...]:
    """The numbers of ``text`` that the other does not have, each once, as written."""
    hashes, _, spans = words
    own = find_own_numbers(words, other)
    own = own[np.sort(np.unique(hashes[own], return_index=True)[1])]
    return tuple(text[start:end] for start, end in spans[own].tolist())
