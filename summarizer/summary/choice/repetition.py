"""What the chosen sentences have said already: how alike they are to another one, and how much of it is said.

A sentence is compared only when the choice asks for it, with the sentences chosen since it was last compared.
Only stems that stand in several sentences of an article can repeat anything, so only those are read.
"""

from array import array
from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from summarizer.records.construction import construct_by_slots

# At this cosine two sentences say the same: the second is never chosen, however long the summary may be.
SAME_SENTENCE = 0.8
# A sentence is left out if stems already said make up so much of its weight (of the squares, which sum to 1).
ALREADY_SAID = 0.65
# Nor is a sentence chosen that tells so much of the sentence chosen first again, mostly in more words. Of 8
# such sentences in summaries of 60 words and of three sentences 7 said what the lead says. At .5 half-length
# summaries lose .0007 of ROUGE-2, at .6 none loses.
TELLS_AGAIN = 0.6
# Likeness is rounded, so that a last bit that differs between machines chooses no sentence.
PRECISION = 1e9
# Sentences chosen since a sentence was last compared: with more of them numpy is used. The whole summary of
# 4,000 sentences much alike, at a ratio of .3, took .7 s and not 1.8; other limits than 40 were not tried.
MANY = 40

Postings = tuple["array[int]", "array[float]"]


@construct_by_slots
@dataclass(frozen=True, slots=True, eq=False)
class SharedStems:
    """The stems of one article that stand in several of its sentences: an entry for each stem of a sentence.

    shares   (n_sentences,)      how much of the weight of each sentence they are (of squares, which sum to 1)
    starts   (n_sentences + 1,)  the first entry of each sentence, and the end
    columns  (n_entries,)        the stem
    weights  (n_entries,)        its TF-IDF in the sentence
    """

    shares: Sequence[float]
    starts: Sequence[int]
    columns: Sequence[int]
    weights: Sequence[float]

    def list_columns(self, row: int) -> Sequence[int]:
        """The stems of a sentence."""
        return self.columns[self.starts[row] : self.starts[row + 1]]

    def list_weights(self, row: int) -> Sequence[float]:
        """The weights of these stems."""
        return self.weights[self.starts[row] : self.starts[row + 1]]


@dataclass(slots=True, eq=False)
class Repetition:
    """What is said so far.

    highest   (n_sentences,)  the highest cosine to a chosen sentence
    said      (n_sentences,)  the weight of the stems that a chosen sentence has (of squares, which sum to 1)
    compared  (n_sentences,)  with how many chosen sentences each is compared: with the others it is not yet
    n_chosen  how many sentences are chosen
    first     per stem of the sentence chosen first, how much of its weight it is, if it can be told again
    again     per sentence that was asked for, how much of that one it tells again
    covered   per stem of a chosen sentence the numbers of those that have it, and its weight in each
    postings  the same as arrays, once they are needed
    """

    stems: SharedStems
    highest: list[float]
    said: list[float]
    compared: list[int]
    n_chosen: int = 0
    first: dict[int, float] = field(default_factory=dict)
    again: dict[int, float] = field(default_factory=dict)
    covered: dict[int, list[tuple[int, float]]] = field(default_factory=dict)
    postings: dict[int, Postings] = field(default_factory=dict)


def begin_repetition(stems: SharedStems) -> Repetition:
    """Nothing is said yet."""
    n_sentences = len(stems.starts) - 1
    return Repetition(stems, [0.0] * n_sentences, [0.0] * n_sentences, [0] * n_sentences)


def add_chosen(repetition: Repetition, row: int) -> None:
    """Remember what a sentence says, now that it is chosen."""
    stems = repetition.stems
    entries = list(zip(stems.list_columns(row), stems.list_weights(row), strict=True))
    # A sentence whose words hardly recur cannot be told again, and need not be compared.
    if not repetition.n_chosen and stems.shares[row] >= TELLS_AGAIN - 1 / PRECISION:
        repetition.first = {column: weight * weight for column, weight in entries}
    for column, weight in entries:
        repetition.covered.setdefault(column, []).append((repetition.n_chosen, weight))
    repetition.n_chosen += 1


def compare_stems(repetition: Repetition, row: int) -> None:
    """Bring up to date what is known of a sentence."""
    n_new = repetition.n_chosen - repetition.compared[row]
    if not n_new:
        return
    highest, square = (_compare_many if n_new > MANY else _compare_few)(repetition, row)
    cosine = round(highest * PRECISION) / PRECISION
    repetition.highest[row] = max(repetition.highest[row], cosine)
    repetition.said[row] = round(square * PRECISION) / PRECISION
    repetition.compared[row] = repetition.n_chosen


def _compare_few(repetition: Repetition, row: int) -> tuple[float, float]:
    """The highest cosine to the sentences chosen since the last time, and how much of a sentence is said."""
    compared, covered, stems = repetition.compared[row], repetition.covered, repetition.stems
    products: dict[int, float] = {}
    square = 0.0
    for column, weight in zip(stems.list_columns(row), stems.list_weights(row), strict=True):
        if column in covered:
            square += weight * weight
            for number, value in reversed(covered[column]):
                if number < compared:
                    break
                products[number] = products.get(number, 0.0) + weight * value
    return max(products.values(), default=0.0), square


def _compare_many(repetition: Repetition, row: int) -> tuple[float, float]:
    """The same by numpy, to the last bit: sums are made in the same order."""
    compared, stems = repetition.compared[row], repetition.stems
    products = np.zeros(repetition.n_chosen - compared)
    square = 0.0
    for column, weight in zip(stems.list_columns(row), stems.list_weights(row), strict=True):
        if column in repetition.covered:
            square += weight * weight
            numbers, values = map(np.asarray, _list_postings(repetition, column))
            first = numbers.searchsorted(compared)
            products[numbers[first:] - compared] += weight * values[first:]
    return float(products.max()), square


def _list_postings(repetition: Repetition, column: int) -> Postings:
    """The chosen sentences that have a stem, as arrays, with those that were chosen since the last time."""
    numbers, values = repetition.postings.setdefault(column, (array("q"), array("d")))
    more = repetition.covered[column][len(numbers) :]
    numbers.extend([number for number, _ in more])
    values.extend([value for _, value in more])
    return numbers, values


def is_said(repetition: Repetition, row: int) -> bool:
    """Whether chosen sentences say so much of a sentence that it is left out."""
    compare_stems(repetition, row)
    return repetition.highest[row] >= SAME_SENTENCE or repetition.said[row] >= ALREADY_SAID


def tells_again(repetition: Repetition, row: int) -> bool:
    """Whether a sentence says again most of what the sentence chosen first says."""
    first, again = repetition.first, repetition.again
    if first and row not in again:
        share = sum([first.get(column, 0.0) for column in repetition.stems.list_columns(row)])
        again[row] = round(share * PRECISION) / PRECISION
    return again.get(row, 0.0) >= TELLS_AGAIN
