"""Pairs of texts drawn from real articles, whose answer is known by how they are made.

Used by `weights`. The labelled copies of the collections were edited lightly or strongly; none was
cut down, updated or gathered with others. These kinds show the fit what newspapers do besides.
"""

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from models.duplicates.natural_pairs import FOLDS, Labelled
from summarizer.duplicates.measures import LIKENESS, Commonness, measure_candidates
from summarizer.duplicates.representatives import find_holders
from summarizer.duplicates.shingles import shingle_all
from summarizer.text.dates import DAYS

PAIRS_OF_A_KIND = 400
# The pairs drawn as newspapers cut, update and gather reports together.
DRAWN_WEIGHT = 0.25
# With 1 instead of 2, two leads above one long background are one text; with 3, a lead in other words parts
# copies.
CLOSING_WEIGHT = 3.0
LONG_WORD = 4
_SEED = 20

Words = list[str]


@dataclass(frozen=True, slots=True)
class Drawn:
    """Two texts, whether they are one, and the place of the first article that they were made of.

    weight  how much the pair counts beside those of another kind
    """

    a: str
    b: str
    same: bool
    article: int
    weight: float


def label_drawn(articles: list[str], common: Commonness) -> Labelled:
    """The pairs of `drawn_pairs`."""
    drawn = draw_pairs(articles)
    shingles = shingle_all(text for pair in drawn for text in (pair.a, pair.b))
    pairs = np.arange(2 * len(drawn)).reshape(-1, 2)
    measures = measure_candidates(shingles, pairs, common)
    return Labelled(
        name="drawn",
        clusters=(),
        texts=np.arange(2 * len(drawn)),
        pairs=pairs,
        measures=measures,
        holders=find_holders(measures[:, LIKENESS], np.diff(shingles.run_offsets)[pairs]),
        folds=np.array([pair.article % FOLDS for pair in drawn]),
        same=np.array([pair.same for pair in drawn]),
        weights=np.array([pair.weight for pair in drawn]) * DRAWN_WEIGHT / len(drawn),
    )


def draw_pairs(articles: Sequence[str]) -> list[Drawn]:
    """As many pairs of each kind, from articles of 120 words or more."""
    chance = random.Random(_SEED)  # noqa: S311
    words = [found for found in (article.split() for article in articles) if len(found) >= 120]
    drawn = []
    for make, same in _KINDS:
        for _ in range(PAIRS_OF_A_KIND):
            places = [chance.randrange(len(words)) for _ in range(3)]
            a, b = make(chance, *(words[place] for place in places))
            weight = CLOSING_WEIGHT if make is _share_closing else 1.0
            drawn.append(Drawn(" ".join(a), " ".join(b), same, places[0], weight))
    return drawn


def _share_closing(chance: random.Random, a: Words, b: Words, c: Words) -> tuple[Words, Words]:
    """Two reports that end in one paragraph of background."""
    closing = c[60 : 60 + chance.randint(20, 60)]
    return a[: chance.randint(15, 60)] + closing, b[: chance.randint(15, 60)] + closing


def _share_opening(chance: random.Random, a: Words, b: Words, c: Words) -> tuple[Words, Words]:
    """Two reports that begin with one paragraph of the house."""
    opening = c[: chance.randint(15, 40)]
    return opening + a[: chance.randint(15, 60)], opening + b[: chance.randint(15, 60)]


def _update(chance: random.Random, a: Words, b: Words, _: Words) -> tuple[Words, Words]:
    """A report, and what happened next with that report below."""
    n_words = chance.randint(30, 120)
    return a[:n_words], b[: chance.randint(12, 60)] + a[: chance.randint(n_words // 2, n_words)]


def _put_sentence_above(chance: random.Random, a: Words, b: Words, _: Words) -> tuple[Words, Words]:
    """A report, and one new sentence with that report below."""
    n_words = chance.randint(30, 90)
    return a[:n_words], b[: chance.randint(10, 25)] + a[:n_words]


def _round_up(chance: random.Random, a: Words, b: Words, c: Words) -> tuple[Words, Words]:
    """A report, and a round-up in which it comes second, perhaps with another below."""
    report = a[: chance.randint(15, 90)]
    return report, b[: chance.randint(30, 110)] + report + c[: chance.randint(0, 40)]


def _cut_down(chance: random.Random, a: Words, _: Words, __: Words) -> tuple[Words, Words]:
    """A report, and its beginning with one later stretch of it."""
    whole = a[: chance.randint(60, 120)]
    later = chance.randint(40, len(whole))
    return whole, whole[: chance.randint(15, 40)] + whole[later : later + chance.randint(0, 30)]


def _put_headline_above(chance: random.Random, a: Words, b: Words, _: Words) -> tuple[Words, Words]:
    """A report, and the same below a headline of its words and perhaps a line of the house."""
    report = a[: chance.randint(40, 120)]
    places = [place for place in range(40) if len(report[place]) >= LONG_WORD]
    chosen = sorted(chance.sample(places, min(chance.randint(4, 9), len(places))))
    return report, b[: chance.randint(0, 5)] + [report[place] for place in chosen] + report


def _rewrite_lead(chance: random.Random, a: Words, b: Words, _: Words) -> tuple[Words, Words]:
    """A report, and the same with its first sentence in other words: names stay, most others do not."""
    report = a[: chance.randint(45, 120)]
    n_words = chance.randint(12, 28)
    lead = [
        word if chance.random() < (0.7 if len(word) > LONG_WORD else 0.3) else chance.choice(b)
        for word in report[:n_words]
    ]
    turn = chance.randrange(n_words)
    return report, lead[turn:] + lead[:turn] + report[n_words:]


def _change_figure(chance: random.Random, a: Words, _: Words, __: Words) -> tuple[Words, Words]:
    """Two short notices that differ in one figure."""
    notice = a[: chance.randint(18, 45)]
    place = chance.randrange(3, len(notice) - 3)
    first, second = chance.sample(range(2, 900), 2)
    before, after = notice[:place], notice[place + 1 :]
    return [*before, str(first), *after], [*before, str(second), *after]


def _change_names(chance: random.Random, a: Words, b: Words, _: Words) -> tuple[Words, Words]:
    """Two short notices of one form about another person and place: a few long words differ."""
    notice = a[: chance.randint(18, 45)]
    places = [place for place in range(2, len(notice) - 1) if len(notice[place]) >= LONG_WORD]
    others = [word for word in b if len(word) >= LONG_WORD]
    other = list(notice)
    for place in chance.sample(places, min(chance.randint(2, 4), len(places))):
        other[place] = chance.choice(others)
    return notice, other


def _change_day(chance: random.Random, a: Words, b: Words, _: Words) -> tuple[Words, Words]:
    """Two statements of one form: the lead names another day and other names, the rest is the same."""
    statement = a[: chance.randint(35, 90)]
    place = chance.randrange(4, 12)
    others = [word for word in b if len(word) >= LONG_WORD]
    told = []
    for day in chance.sample(DAYS.split(), 2):
        names = chance.sample(others, min(chance.randint(1, 3), len(others)))
        told.append([*statement[:place], "يوم", day, *names, *statement[place:]])
    return told[0], told[1]


def _exchange_names(chance: random.Random, a: Words, _b: Words, _c: Words) -> tuple[Words, Words]:
    """One sentence, and the same with two of its long words in each other's place."""
    sentence = a[: chance.randint(8, 20)]
    places = [place for place in range(len(sentence)) if len(sentence[place]) >= LONG_WORD]
    one, two = chance.sample(places, 2) if len(places) > 1 else (0, 1)
    other = list(sentence)
    other[one], other[two] = other[two], other[one]
    return sentence, other


def _drop_words(chance: random.Random, a: Words, _b: Words, _c: Words) -> tuple[Words, Words]:
    """A short notice, and the same without a few words."""
    notice = a[: chance.randint(18, 45)]
    other = list(notice)
    for _ in range(chance.randint(1, 4)):
        other.pop(chance.randrange(len(other)))
    return notice, other


_KINDS: tuple[tuple[Callable[[random.Random, Words, Words, Words], tuple[Words, Words]], bool], ...] = (
    (_share_closing, False),
    (_share_opening, False),
    (_update, False),
    (_put_sentence_above, False),
    (_round_up, False),
    (_cut_down, True),
    (_put_headline_above, True),
    (_rewrite_lead, True),
    (_change_figure, False),
    (_change_names, False),
    (_change_day, False),
    (_exchange_names, False),
    (_drop_words, True),
)
