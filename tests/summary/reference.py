"""Slow obvious twins of weighing, scoring and selecting: one article, plain loops, the formulas."""

import math

from summarizer.records import Mode


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


def score_slowly(sentences: list[list[str]], title: list[str], mode: Mode) -> list[float]:
    """The formulas of `summarizer.summary.scoring`."""
    n = len(sentences)
    titles = [len(set(title) & set(stems)) / max(1, len(set(title))) for stems in sentences]
    if mode is Mode.CONTENT:
        rows = weigh_slowly(sentences)
        likeness = [sum(compare_slowly(row, other) for other in rows) for row in rows]
        return [value + 0.3 * share for value, share in zip(scale_slowly(likeness), titles, strict=True)]
    common = []
    for stems in sentences:
        others = sum(sum(stem in other for other in sentences) - 1 for stem in set(stems))
        common.append(others / math.sqrt(max(1, len(set(stems)))))
    return [
        0.7 * math.exp(-place / (0.35 * n)) + 0.2 * shared + 0.2 * share
        for place, (shared, share) in enumerate(zip(scale_slowly(common), titles, strict=True))
    ]


def scale_slowly(values: list[float]) -> list[float]:
    """To 0..1; all 0 where they do not differ."""
    rounded = [round(value, 9) for value in values]
    spread = max(rounded) - min(rounded)
    return [(value - min(rounded)) / spread if spread > 0 else 0.0 for value in rounded]
