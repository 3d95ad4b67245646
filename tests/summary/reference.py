"""Slow twins of TF-IDF, the measures and the signs of order: one article, plain loops, the formulas."""

import math
from collections.abc import Sequence
from itertools import pairwise

from summarizer.summary.sentence_words import SentenceWords, read_sentences


def read_lists(articles: Sequence[list[list[str]]], titles: Sequence[list[str]] = ([],)) -> SentenceWords:
    """The words of articles and titles that are given as lists of words."""
    texts = [[" ".join(words) for words in sentences] for sentences in articles]
    return read_sentences(texts, [" ".join(title) for title in titles])


def weigh_slowly(sentences: list[list[str]]) -> list[dict[str, float]]:
    """TF-IDF of each stem of each sentence, each sentence of length 1."""
    n = len(sentences)
    rarity = {}
    for stem in {stem for stems in sentences for stem in stems}:
        rarity[stem] = math.log((1 + n) / (1 + sum(stem in stems for stems in sentences))) + 1
    rows = [{stem: stems.count(stem) * rarity[stem] for stem in set(stems)} for stems in sentences]
    lengths = [math.sqrt(sum(weight**2 for weight in row.values())) for row in rows]
    return [
        {stem: weight / length for stem, weight in row.items()}
        for row, length in zip(rows, lengths, strict=True)
    ]


def compare_slowly(one: dict[str, float], other: dict[str, float]) -> float:
    """Cosine of two sentences."""
    return sum(weight * other.get(stem, 0.0) for stem, weight in one.items())


def measure_slowly(sentences: list[list[str]], title: list[str]) -> list[list[float]]:
    """The measures of `summarizer.summary.measures`, except the two of the first word."""
    n, rows = len(sentences), weigh_slowly(sentences)
    rarity = {
        stem: math.log((1 + n) / (1 + sum(stem in stems for stems in sentences))) + 1
        for stem in set(title)
        if any(stem in stems for stems in sentences)
    }
    length = math.sqrt(sum(value**2 for value in rarity.values())) or 1.0
    common = []
    for stems in sentences:
        others = sum(sum(stem in other for other in sentences) - 1 for stem in set(stems))
        common.append(others / math.sqrt(max(1, len(set(stems)))))
    return [
        [math.exp(-place / (0.35 * n)) for place in range(n)],
        [1 / (1 + place) for place in range(n)],
        [compare_slowly(row, rarity) / length for row in rows],
        scale_slowly(common),
    ]


def read_signs_slowly(sentences: list[list[str]], worth: list[float]) -> list[float]:
    """The signs of `summarizer.summary.text_order`."""
    n, rows = len(sentences), weigh_slowly(sentences)
    near = [compare_slowly(one, other) for one, other in pairwise(rows)]
    far = [compare_slowly(rows[i], rows[j]) for i in range(n) for j in range(n) if i != j]
    ratio = (sum(near) / max(1, len(near)) + 0.005) / (sum(far) / max(1, len(far)) + 0.005)
    return [worth[0], math.log(ratio) * math.sqrt(n), math.log(1 + n)]


def scale_slowly(values: list[float]) -> list[float]:
    """The values scaled to 0..1; all 0 where they do not differ."""
    rounded = [round(value, 9) for value in values]
    spread = max(rounded) - min(rounded)
    return [(value - min(rounded)) / spread if spread > 0 else 0.0 for value in rounded]
