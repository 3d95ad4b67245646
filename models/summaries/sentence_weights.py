"""Fit the weights of the measures of a sentence on news: makes ranking.json, for summaries.

    python -m models.summaries.sentence_weights --data FOLDER

FOLDER holds bbc-train.jsonl: ``id``, ``title``, ``text`` and ``summaries`` on each line. Without it nothing
is made, and the shipped file stays in use. README.md says what is fitted and why.
"""

import json
import random
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray

from models.manifest import list_in_manifest
from models.training_data import Folders, read_folders, read_records
from summarizer.kernels.stem_weights import StemWeights
from summarizer.summary.measures import MEASURES, measure_sentences, scale
from summarizer.summary.scores import MODEL, fingerprint_ranking
from summarizer.summary.sentence_words import read_sentences
from summarizer.summary.text_order import SIGNS, read_signs
from summarizer.summary.tf_idf import weigh_stems
from summarizer.text.sentences.segmenting import split_sentences
from summarizer.text.tokenizing import tokenize

TRAIN = "bbc-train.jsonl"
# The unit of the weights: a likeness of 1 to a chosen sentence then costs two logits (`choice/selection.py`).
UNIT = 5.0
# The abstracts are one sentence long, so a fitted weight would count only the very first places, and longer
# summaries lose by that. Swept 0 to 8 on the development articles: half-length summaries gain up to 4, those
# of two sentences lose from 5.
PLACE = 4.0
# The fit sees equally many texts in and out of order; of those that people bring, one in 20 is out of order.
ORDERED = 20.0
# Below this the best sentence shares nothing with the abstract, and no sentence is the right one.
LEAST_SHARED = 0.03


@dataclass(frozen=True, slots=True, eq=False)
class Texts:
    """The measured sentences of some articles.

    best   (n_sentences,)  whether it is the sentence most like the abstract of its article
    known  (n_sentences,)  whether its article has such a sentence
    """

    weights: StemWeights
    measures: NDArray[np.float64]
    best: NDArray[np.bool_]
    known: NDArray[np.bool_]


def main() -> None:
    """Make the file, or say what is missing."""
    folders = read_folders(__doc__, (TRAIN,), "data")
    if folders is None:
        return
    ranking = fit_ranking(list(read_records(folders.data / TRAIN)))
    print(json.dumps(ranking, indent=2))
    write_ranking(folders, ranking)


def fit_ranking(articles: Sequence[dict[str, Any]]) -> dict[str, Any]:
    """All weights: for texts in order, for texts out of order, and for telling the two apart."""
    published = [[sentence.text for sentence in split_sentences(article["text"])] for article in articles]
    headless = [sentences[1:] for sentences in published]
    shuffled = [
        _shuffle(sentences, article["id"]) for sentences, article in zip(published, articles, strict=True)
    ]
    ordered = [_measure(articles, texts) for texts in (published, headless)]
    mixed = [_measure(articles, shuffled, titled=titled) for titled in (True, False)]
    news = fit_measures(ordered, [name for name in MEASURES if name != "place"]) | {"place": PLACE / UNIT}
    content = fit_measures(mixed, [name for name in MEASURES if name not in ("place", "first")])
    content |= {"place": 0.0, "first": 0.0}
    return {"news": news, "content": content} | fit_signs(ordered, mixed, content)


def _shuffle(sentences: list[str], seed: str) -> list[str]:
    return random.Random(seed).sample(sentences, len(sentences))  # noqa: S311


def _measure(articles: Sequence[dict[str, Any]], texts: Sequence[list[str]], *, titled: bool = True) -> Texts:
    words = read_sentences(texts, [article["title"] if titled else "" for article in articles])
    weights = weigh_stems(words)
    best, known = [], []
    for article, sentences in zip(articles, texts, strict=True):
        gains, shared = _compare(sentences, article["summaries"][0])
        top = max(gains, default=0.0)
        marks = [gain >= top and pairs > LEAST_SHARED for gain, pairs in zip(gains, shared, strict=True)]
        best += marks
        known += [any(marks)] * len(marks)
    return Texts(weights, measure_sentences(weights, words.roles[:, 0]), np.array(best), np.array(known))


def _compare(sentences: Iterable[str], abstract: str) -> tuple[list[float], list[float]]:
    """How like the abstract each sentence is: ROUGE-2 F1 plus .3 ROUGE-1 F1; and ROUGE-2 F1 alone."""
    words = tokenize(abstract)
    singles, pairs = [], []
    for sentence in sentences:
        own = tokenize(sentence)
        singles.append(_share(Counter(own), Counter(words)))
        pairs.append(_share(Counter(pairwise(own)), Counter(pairwise(words))))
    return [two + 0.3 * one for two, one in zip(pairs, singles, strict=True)], pairs


def _share(one: Counter[Any], other: Counter[Any]) -> float:
    return 2 * (one & other).total() / max(1, one.total() + other.total())


def fit_measures(texts: Sequence[Texts], names: Sequence[str]) -> dict[str, float]:
    """The weight of each measure named, by logistic regression of the best sentence of each article."""
    from sklearn.linear_model import LogisticRegression

    rows = [list(MEASURES).index(name) for name in names]
    values = np.concatenate([part.measures[rows][:, part.known].T for part in texts])
    best = np.concatenate([part.best[part.known] for part in texts])
    fitted = LogisticRegression(max_iter=1000).fit(values, best).coef_[0] / UNIT
    return {name: round(float(weight), 3) for name, weight in zip(names, fitted, strict=True)}


def fit_signs(ordered: Sequence[Texts], mixed: Sequence[Texts], content: dict[str, float]) -> dict[str, Any]:
    """The weight of each sign of order, by logistic regression."""
    from sklearn.linear_model import LogisticRegression

    weights = np.array([content[name] for name in MEASURES])
    signs = [
        read_signs(part.weights, scale(weights @ part.measures, part.weights.starts))
        for part in (*ordered, *mixed[:1])
    ]
    values = np.concatenate([part.T for part in signs])
    is_ordered = np.repeat([True] * len(ordered) + [False], [part.shape[1] for part in signs])
    model = LogisticRegression(max_iter=1000, class_weight="balanced").fit(values, is_ordered)
    fitted = {name: round(float(weight), 3) for name, weight in zip(SIGNS, model.coef_[0], strict=True)}
    return {"signs": fitted, "intercept": round(float(model.intercept_[0] + np.log(ORDERED)), 3)}


def write_ranking(folders: Folders, ranking: dict[str, Any]) -> None:
    """The weights, and their entry in the manifest."""
    path = folders.out / MODEL
    path.write_text(json.dumps(ranking, indent=2) + "\n", encoding="utf-8")
    list_in_manifest(path, fingerprint_ranking(), [folders.data / TRAIN])


if __name__ == "__main__":
    main()
