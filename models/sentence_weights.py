"""Fit the weights of the sentence ranking on news, and keep them as ranking.json, listed in the manifest.

    python models/sentence_weights.py --data FOLDER

FOLDER holds bbc-train.jsonl: ``id``, ``title``, ``text`` and ``summaries`` on each line. Without it nothing
is made, and the shipped file stays in use. README.md says what is fitted and why so.
"""

import argparse
import hashlib
import json
import random
import sys
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from summarizer.summary.measures import MEASURES, measure_sentences, scale
from summarizer.summary.scores import MODEL, fingerprint_ranking
from summarizer.summary.text_order import SIGNS, read_signs
from summarizer.summary.tf_idf import StemWeights, weigh_stems
from summarizer.text.sentences.segmenting import split_sentences
from summarizer.text.tokenizing import find_words, tokenize
from summarizer.trained import FORMAT

TRAIN = "bbc-train.jsonl"
# The unit of the weights: so that a likeness of 1 to a chosen sentence costs two logits (`selecting.py`).
UNIT = 5.0
# Learned on abstracts of one sentence the place counts only at the very first ones; longer summaries lose by
# that. Swept 0 to 8 on the development articles: half-length summaries gain to 4, two sentences lose from 5.
PLACE = 4.0
# The fit sees as many texts in order as out of it; of those that people bring, one in twenty is out of order.
ORDERED = 20.0
# Below this the best sentence shares nothing with the abstract, and no sentence is the right one.
LEAST_SHARED = 0.03


@dataclass(frozen=True, slots=True, eq=False)
class Texts:
    """Articles, measured; ``best``: the sentence most like the abstract; ``known``: there is one."""

    weights: StemWeights
    measures: NDArray[np.float64]
    best: NDArray[np.bool_]
    known: NDArray[np.bool_]


def main() -> int:
    """Make the file, or say what is missing."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--data", type=Path, default=Path("data"))
    parser.add_argument("--out", type=Path, default=Path(__file__).parent)
    options = parser.parse_args()
    path = options.data / TRAIN
    if not path.is_file():
        print(
            f"{options.data} lacks {TRAIN}: nothing made, the shipped ranking stays in use.", file=sys.stderr
        )
        return 0
    with path.open(encoding="utf-8") as lines:
        ranking = fit([json.loads(line) for line in lines])
    print(json.dumps(ranking, indent=2))
    write(options.out, path, ranking)
    return 0


def fit(articles: Sequence[dict[str, Any]]) -> dict[str, Any]:
    """All weights: for texts told from the top, for texts out of order, and for telling the two apart."""
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
    words = [[find_words(sentence) for sentence in sentences] for sentences in texts]
    titles = [find_words(article["title"]) if titled else [] for article in articles]
    weights = weigh_stems(words, titles)
    openings = [found[0] if found else "" for part in words for found in part]
    best, known = [], []
    for article, sentences in zip(articles, texts, strict=True):
        gains, shared = _compare(sentences, article["summaries"][0])
        top = max(gains, default=0.0)
        marks = [gain >= top and pairs > LEAST_SHARED for gain, pairs in zip(gains, shared, strict=True)]
        best += marks
        known += [any(marks)] * len(marks)
    return Texts(weights, measure_sentences(weights, openings), np.array(best), np.array(known))


def _compare(sentences: Iterable[str], abstract: str) -> tuple[list[float], list[float]]:
    """How like the abstract each sentence is, ROUGE-2 F1 and .3 ROUGE-1 F1; and the former alone."""
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
    """The weight of each sign that a text is told from the top, by logistic regression."""
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


def write(out: Path, data: Path, ranking: dict[str, Any]) -> None:
    """The weights, and their entry in the manifest."""
    (out / MODEL).write_text(json.dumps(ranking, indent=2) + "\n", encoding="utf-8")
    manifest = json.loads((out / "manifest.json").read_text(encoding="utf-8"))
    manifest["format"] = FORMAT
    manifest["models"][MODEL] = {
        "sha256": hashlib.sha256((out / MODEL).read_bytes()).hexdigest(),
        "settings": fingerprint_ranking(),
        "data": {data.name: hashlib.sha256(data.read_bytes()).hexdigest()},
    }
    (out / "manifest.json").write_text(json.dumps(manifest, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    raise SystemExit(main())
