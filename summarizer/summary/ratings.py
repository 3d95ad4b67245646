"""All that a choice of sentences goes by, for a batch of articles: words, stems, measures, scores.

The steps are `sentence_words`, `tf_idf` and `scores`. A kernel takes all of them in one call: between them
nothing becomes an array of numpy, which for a single article takes longer than the steps.
"""

from array import array
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from itertools import accumulate, chain

import numpy as np
from numpy.typing import NDArray

from summarizer.kernels.library import find_address, load_library
from summarizer.kernels.sentence_ratings import RatingRules, Ratings, rate_compiled
from summarizer.records import Mode
from summarizer.records.construction import construct_by_slots
from summarizer.summary.choice.openings import COUNTED_ROLES, Openings, join_roles
from summarizer.summary.choice.repetition import SharedStems
from summarizer.summary.measures import list_places
from summarizer.summary.opening_words import HAS_AND
from summarizer.summary.scores import FOCUS_WEIGHT, ORDERS, load_ranking, score
from summarizer.summary.sentence_words import build_word_tables, read_sentences
from summarizer.summary.tf_idf import list_rarities, weigh_stems


@construct_by_slots
@dataclass(frozen=True, slots=True, eq=False)
class Rating:
    """The sentences of one article.

    scores    (n_sentences,)             higher is better; comparable within the article only
    order     how far the order of the text counts, 0 to 1
    measures  (n_measures, n_sentences)  what the scores are made of
    factors   (n_measures,)              the weight of each; a score is the sum of the products
    """

    scores: Sequence[float]
    order: float
    measures: NDArray[np.float64]
    factors: Sequence[float]
    openings: Openings
    stems: SharedStems


def rate_sentences(articles: Sequence[Sequence[str]], titles: Sequence[str], mode: Mode) -> list[Rating]:
    """Rate the sentences of a batch, each article on its own. Raises ``ModelError``.

    articles  per article the texts of its sentences
    titles    per article its title, empty where it has none
    """
    starts = list(accumulate(map(len, articles), initial=0))
    found = rate_by_kernel(articles, titles, mode) or rate_in_steps(articles, titles, mode)
    return [_cut(found, starts, number) for number in range(len(articles))]


def add_focus(rating: Rating, shares: NDArray[np.float64]) -> Rating:
    """The rating with one more measure: the share of the focus that each sentence holds."""
    scores: list[float] = np.round(np.array(rating.scores) + FOCUS_WEIGHT * shares, 9).tolist()
    measures, factors = np.vstack((rating.measures, shares)), [*rating.factors, FOCUS_WEIGHT]
    return Rating(scores, rating.order, measures, factors, rating.openings, rating.stems)


def rate_in_steps(articles: Sequence[Sequence[str]], titles: Sequence[str], mode: Mode) -> Ratings:
    """The ratings of all articles, one step after the other."""
    words = read_sentences(articles, titles)
    weights = weigh_stems(words)
    scores = score(weights, words.roles, mode)
    return Ratings(
        n_words=words.n_words,
        opened=join_roles(words).astype(np.int64),
        shared_starts=weights.shared_starts,
        shared_columns=weights.shared_columns,
        scores=scores.scores,
        measures=scores.measures.ravel(),
        factors=scores.factors.ravel(),
        orders=scores.order,
        shares=weights.shares,
        shared_weights=weights.shared_weights,
    )


def rate_by_kernel(articles: Sequence[Sequence[str]], titles: Sequence[str], mode: Mode) -> Ratings | None:
    """The same in one call; None without the kernels, or where some word is left to the patterns."""
    library = load_library()
    if library is None:
        return None
    sizes = list(map(len, articles))
    starts = array("q", accumulate(sizes, initial=0))
    given = list_rarities(sizes), list_places(sizes), ORDERS[mode]
    return rate_compiled(library, _build_rules(), ([*chain.from_iterable(articles), *titles], starts), given)


@cache
def _build_rules() -> RatingRules:
    ranking = load_ranking()
    arrays = (ranking.news, ranking.content, ranking.signs, COUNTED_ROLES)
    return RatingRules(
        build_word_tables(), ranking, COUNTED_ROLES, HAS_AND, [find_address(values) for values in arrays]
    )


def _cut(found: Ratings, starts: Sequence[int], article: int) -> Rating:
    """What belongs to one article."""
    first, last, n = starts[article], starts[article + 1], starts[-1]
    places = found.shared_starts[first : last + 1].tolist()
    start, end = places[0], places[-1]
    columns, weights = found.shared_columns[start:end].tolist(), found.shared_weights[start:end].tolist()
    if start:
        places = [place - start for place in places]
    # Of an article without sentences nothing is measured.
    rows = slice(first, None, n) if last > first else slice(0)
    return Rating(
        found.scores[first:last].tolist(),
        float(found.orders[article]),
        found.measures.reshape(-1, n)[:, first:last] if n else found.measures.reshape(0, 0),
        found.factors[rows].tolist(),
        Openings(found.n_words[first:last].tolist(), found.opened[first:last].tolist()),
        SharedStems(found.shares[first:last].tolist(), places, columns, weights),
    )
