"""Pairs of real articles that were read by hand: their measures, and the scores of clusters on them.

Used by `weights`.
"""

import json
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from models.training_data import read_records
from summarizer.duplicates.measures import LIKENESS, Commonness, measure_candidates
from summarizer.duplicates.representatives import find_holders
from summarizer.duplicates.shingles import shingle_all

NATURAL = "natural-dev.json"
# Pairs of docs-80k that we read, of 60 that share little and were accepted and 92 that an earlier rule was
# unsure of: those with a sure answer that are no story of the others, 125.
READ = Path(__file__).with_name("read_pairs.json")
FOLDS = 5
# All pairs together, and one text beside two. With .7 or .5 instead of .35 the recall of clusters is lower by
# .026; with one text counted once, four hundredths of the recall of verdicts are lost.
NATURAL_WEIGHT, NATURAL_SAME = 0.35, 2.0
# The pairs of ``READ`` together. With .35 instead of .07 real pairs are told apart better (precision .99),
# the labelled copies worse (F1 .991 and .986 at 5,000 and 80,000 documents, not .992 and .987).
READ_WEIGHT = 0.07
# Bands of pairs that share a title or a topic and hardly a word.
_APART = "T."


@dataclass(frozen=True, slots=True)
class Labelled:
    """Candidate pairs of one set, measured and labelled.

    clusters  (n_documents,)         the labelled cluster of each document, if it has one
    texts     (n_documents,)         the text of each document, as ``collapse`` numbers them
    pairs     (n_pairs, 2)           texts
    measures  (n_pairs, n_measures)  as `measure_candidates` returns them
    holders   (n_pairs,)             which of the two holds more, as `find_holders` says
    folds     (n_pairs,)             fold of the pair; a cluster lies in one fold
    same      (n_pairs,)             whether the two are one text
    weights   (n_pairs,)             how much the pair counts in the fit
    """

    name: str
    clusters: tuple[str | None, ...]
    texts: NDArray[np.int64]
    pairs: NDArray[np.int64]
    measures: NDArray[np.float64]
    holders: NDArray[np.int8]
    folds: NDArray[np.int64]
    same: NDArray[np.bool_]
    weights: NDArray[np.float64]


def read_natural(folder: Path) -> list[dict[str, Any]]:
    """The pairs with a sure answer."""
    pairs = json.loads((folder / NATURAL).read_text(encoding="utf-8"))
    return [pair for pair in pairs if pair["label"] < 2]


def label_natural(path: Path, common: Commonness) -> Labelled:
    """The pairs read by hand, of the articles in a file beside them; those of one story lie in one fold."""
    pairs = read_natural(path.parent)
    found = _label(NATURAL, path, pairs, common)
    return replace(found, weights=np.where(found.same, NATURAL_SAME, 1.0) * NATURAL_WEIGHT / len(pairs))


def label_read(path: Path, common: Commonness) -> Labelled:
    """The pairs of ``READ``, of the articles in a file; none is of a story of the others."""
    pairs = json.loads(READ.read_text(encoding="utf-8"))
    found = _label(READ.name, path, pairs, common)
    return replace(found, weights=np.full(len(pairs), READ_WEIGHT / len(pairs)))


def _label(name: str, path: Path, pairs: list[dict[str, Any]], common: Commonness) -> Labelled:
    """Pairs of articles, by their ids, measured; none has a weight yet."""
    names = sorted({pair[side] for pair in pairs for side in "ab"})
    wanted = {article: place for place, article in enumerate(names)}
    texts = {record["id"]: record["text"] for record in read_records(path) if record["id"] in wanted}
    shingles = shingle_all(texts[article] for article in names)
    ends = np.array([[wanted[pair["a"]], wanted[pair["b"]]] for pair in pairs])
    measures = measure_candidates(shingles, ends, common)
    return Labelled(
        name=name,
        clusters=(),
        texts=np.arange(len(names)),
        pairs=ends,
        measures=measures,
        holders=find_holders(measures[:, LIKENESS], np.diff(shingles.run_offsets)[ends]),
        folds=np.array([crc32(names[home].encode()) % FOLDS for home in find_stories(ends, len(names))]),
        same=np.array([pair["label"] == 1 for pair in pairs]),
        weights=np.zeros(len(pairs)),
    )


def find_stories(pairs: NDArray[np.int64], n_documents: int) -> list[int]:
    """For each pair the smallest document that pairs connect it with."""
    homes = np.arange(n_documents)
    while (homes[pairs] != homes[pairs].min(axis=1, keepdims=True)).any():
        np.minimum.at(homes, pairs, homes[pairs].min(axis=1, keepdims=True))
    found: list[int] = homes[pairs[:, 0]].tolist()
    return found


def place_natural(path: Path, texts: NDArray[np.int64]) -> NDArray[np.int64]:
    """Both texts of each pair in the collection that the pairs were drawn from; (n_pairs, 2)."""
    places = {record["id"]: place for place, record in enumerate(read_records(path))}
    pairs = [[places[pair["a"]], places[pair["b"]]] for pair in read_natural(path.parent)]
    found: NDArray[np.int64] = texts[np.array(pairs)]
    return found


def score_merged(folder: Path, merged: NDArray[np.bool_]) -> dict[str, float]:
    """Precision and recall of all pairs, and of those whose texts overlap; each pair counts by its weight."""
    pairs = read_natural(folder)
    weights = np.array([pair["weight"] for pair in pairs])
    same = np.array([pair["label"] == 1 for pair in pairs])
    scores = {}
    overlap = np.array([not pair["band"].startswith(_APART) for pair in pairs])
    for name, chosen in (("", np.ones(len(pairs), bool)), ("_overlap", overlap)):
        hits = weights[chosen & merged & same].sum()
        scores[f"precision{name}"] = round(float(hits / weights[chosen & merged].sum()), 4)
        scores[f"recall{name}"] = round(float(hits / weights[chosen & same].sum()), 4)
    return scores
