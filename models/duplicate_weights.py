"""Fit the weights of the measures of a pair on labelled documents: makes duplicates.json and words.npz.

    python -m models.duplicate_weights --data FOLDER

FOLDER holds docs-5k.jsonl, docs-20k.jsonl.gz, docs-80k.jsonl.gz (``id`` and ``text`` on each line) and
docs-truth.jsonl (``id``, ``cluster``, ``kind``). Without them nothing is made, and the shipped files stay in
use. README.md says what is fitted and why.
"""

import json
import re
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from models.manifest import list_in_manifest
from models.training_data import Folders, read_folders, read_records
from summarizer.duplicates.candidates import find_candidates
from summarizer.duplicates.clusters import cluster
from summarizer.duplicates.decision import Rule, decide, fingerprint_rule
from summarizer.duplicates.documents import collapse
from summarizer.duplicates.measures import MEASURES, Commonness, measure_candidates
from summarizer.duplicates.shingles import shingle_all
from summarizer.duplicates.sketches import count_runs, sketch

SETS = ("docs-5k.jsonl", "docs-20k.jsonl.gz", "docs-80k.jsonl.gz")
TRUTH = "docs-truth.jsonl"
FOLDS = 5
RARITY_BITS = 16
# One byte a bucket: steps of 0.05 are finer than the error of the counts.
RARITY_SCALE = 20

# The sign each weight must have. One that comes out with the other sign only corrects another weight on these
# data: its measure is left out.
SIGNS = {
    "likeness": 1, "containment": 1, "words": 1, "alone": -1, "opening_both": 1, "opening_either": 1,
    "figures": -1, "many_figures": -1, "formula": -1, "formula_topic": -1,
}  # fmt: skip
# Twins that differ in their numbers alone are 2 in 100 of the labelled pairs, and the worst to merge.
FACT_WEIGHT = 3.0


@dataclass(frozen=True, slots=True)
class Labelled:
    """Candidate pairs of one set, measured and labelled.

    clusters  (n_documents,)         the labelled cluster of each document, if it has one
    texts     (n_documents,)         the text of each document, as ``collapse`` numbers them
    pairs     (n_pairs, 2)           texts
    measures  (n_pairs, n_measures)  as `measure_candidates` returns them
    folds     (n_pairs,)             fold of the pair; a cluster lies in one fold
    same      (n_pairs,)             whether the two are one text
    weights   (n_pairs,)             how much the pair counts in the fit
    """

    name: str
    clusters: tuple[str | None, ...]
    texts: NDArray[np.int64]
    pairs: NDArray[np.int64]
    measures: NDArray[np.float64]
    folds: NDArray[np.int64]
    same: NDArray[np.bool_]
    weights: NDArray[np.float64]


def main() -> None:
    """Make everything, or say what is missing."""
    folders = read_folders(__doc__, (*SETS, TRUTH), "data/dedup")
    if folders is None:
        return
    truth = {record["id"]: record for record in read_records(folders.data / TRUTH)}
    rarity = count_rarity(folders.data / SETS[-1], truth)
    sets = [label_pairs(folders.data / name, truth, rarity / RARITY_SCALE) for name in SETS]
    rule = fit_rule(sets, range(FOLDS))
    scores = {part.name: score_clusters(part, sets) for part in sets}
    print(json.dumps(scores, indent=2))
    write_models(folders, rule, rarity, scores)


def count_rarity(path: Path, truth: dict[str, Any]) -> NDArray[np.uint8]:
    """Inverse document frequencies of words, over the documents that carry no label; (2**16,)."""
    shingles = shingle_all(record["text"] for record in read_records(path) if record["id"] not in truth)
    n_documents = len(shingles.lengths)
    counts = np.bincount(shingles.words >> np.uint32(32 - RARITY_BITS), minlength=1 << RARITY_BITS)
    return np.round(np.log((n_documents + 1) / (counts + 1)) * RARITY_SCALE).astype(np.uint8)


def label_pairs(path: Path, truth: dict[str, Any], rarity: NDArray[np.float64]) -> Labelled:
    """The candidate pairs of one set, measured as a run would measure them."""
    records = list(read_records(path))
    shingles = shingle_all(record["text"] for record in records)
    rows, texts = collapse(shingles)
    counts = count_runs(shingles, rows)
    pairs = find_candidates(*sketch(shingles, rows, counts))
    measures = measure_candidates(shingles, rows[pairs], Commonness(rarity, counts, len(rows)), None)
    known = [truth.get(record["id"], {}) for record in records]
    clusters = tuple(entry.get("cluster") for entry in known)
    names = np.array([clusters[row] or "" for row in rows.tolist()])
    same = (names[pairs[:, 0]] == names[pairs[:, 1]]) & (names[pairs[:, 0]] != "")
    is_fact = np.array([known[row].get("kind", "").startswith("fact") for row in rows.tolist()])[pairs].all(
        axis=1
    )
    natural = guess_natural(names, pairs, measures)
    weights = weigh_pairs(names, pairs, is_fact & ~same, natural)
    homes = [find_family(name) if name else records[row]["id"] for name, row in zip(names, rows, strict=True)]
    stems = np.array([crc32(home.encode()) % FOLDS for home in homes])
    first = np.where(names[pairs[:, 0]] != "", pairs[:, 0], pairs[:, 1])
    return Labelled(path.name, clusters, texts, pairs, measures, stems[first], same | (natural > 0), weights)


def guess_natural(
    names: NDArray[np.str_],
    pairs: NDArray[np.int64],
    measures: NDArray[np.float64],
) -> NDArray[np.int64]:
    """Unlabelled pairs whose answer is clear: 1 one text, -1 two texts, 0 not clear.

    The labelled copies were edited by a program; these pairs show the fit what newspapers print.
    """
    column = {name: measures[:, place] for place, name in enumerate(MEASURES)}
    natural = (names[pairs] == "").all(axis=1)
    different = natural & (column["containment"] < 0.2) & (column["words"] < 0.3)
    equal = natural & (column["likeness"] > 0.6) & (column["many_figures"] == 0) & (column["formula"] < 0.1)
    sure: NDArray[np.int64] = equal.astype(np.int64) - different.astype(np.int64)
    return sure


def find_family(name: str) -> str:
    """The family of a cluster: all bulletins of a template are one family, a story and its twin another."""
    return re.sub(r"-\d+$|(?<=\d)[ab]$", "", name)


def weigh_pairs(
    names: NDArray[np.str_],
    pairs: NDArray[np.int64],
    is_fact: NDArray[np.bool_],
    natural: NDArray[np.int64],
) -> NDArray[np.float64]:
    """How much each pair counts: the different natural ones as much as all labelled ones, the equal half."""
    labelled = (names[pairs] != "").any(axis=1)
    weights = np.where(labelled, 1.0, 0.0)
    weights[is_fact] = FACT_WEIGHT
    for sign, share in ((-1, 1.0), (1, 0.5)):
        chosen = natural == sign
        weights[chosen] = share * labelled.sum() / max(chosen.sum(), 1)
    shares: NDArray[np.float64] = weights / labelled.sum()
    return shares


def fit_rule(sets: list[Labelled], folds: range | list[int]) -> Rule:
    """The logistic rule fitted on these folds, without measures whose weight has the wrong sign."""
    from sklearn.linear_model import LogisticRegression

    chosen = [np.isin(part.folds, list(folds)) & (part.weights > 0) for part in sets]
    measures = np.concatenate([part.measures[rows] for part, rows in zip(sets, chosen, strict=True)])
    same = np.concatenate([part.same[rows] for part, rows in zip(sets, chosen, strict=True)])
    weights = np.concatenate([part.weights[rows] for part, rows in zip(sets, chosen, strict=True)]) * 5_000
    signs = np.array([SIGNS[name] for name in MEASURES])
    centre, spread = measures.mean(axis=0), measures.std(axis=0)
    scaled = (measures - centre) / spread
    columns = list(range(len(MEASURES)))
    while True:
        model = LogisticRegression(C=1.0, max_iter=1_000).fit(scaled[:, columns], same, sample_weight=weights)
        right = model.coef_[0] * signs[columns]
        if right.min() > 0:
            break
        columns.pop(int(right.argmin()))
    found = np.zeros(len(MEASURES))
    found[columns] = model.coef_[0] / spread[columns]
    return Rule(np.round(found, 4), round(float(model.intercept_[0] - found @ centre), 4))


def score_clusters(part: Labelled, sets: list[Labelled]) -> dict[str, float]:
    """Pairwise scores of clusters, every pair decided by a rule that has not seen its family."""
    verdicts = np.empty(len(part.pairs))
    for fold in range(FOLDS):
        rule = fit_rule(sets, [other for other in range(FOLDS) if other != fold])
        chosen = part.folds == fold
        verdicts[chosen] = decide(part.measures[chosen], rule)
    accepted = verdicts >= 0
    n_texts = int(part.texts.max()) + 1
    centres = cluster(n_texts, part.pairs[accepted], verdicts[accepted])[part.texts]
    return count_pairs(part.clusters, centres.tolist())


def count_pairs(clusters: tuple[str | None, ...], labels: list[int]) -> dict[str, float]:
    """Pairwise scores over the labelled documents; a pair with an unlabelled document is wrong."""
    everywhere = Counter(labels)
    known = [(name, label) for name, label in zip(clusters, labels, strict=True) if name]
    mine = Counter(label for _, label in known)
    hits = sum(n * (n - 1) // 2 for n in Counter(known).values())
    given = sum(n * (n - 1) // 2 + n * (everywhere[label] - n) for label, n in mine.items())
    wanted = sum(n * (n - 1) // 2 for n in Counter(name for name, _ in known).values())
    precision, recall = hits / given, hits / wanted
    found = {"precision": precision, "recall": recall, "f1": 2 * precision * recall / (precision + recall)}
    return {name: round(value, 4) for name, value in found.items()}


def write_models(
    folders: Folders, rule: Rule, rarity: NDArray[np.uint8], scores: dict[str, dict[str, float]]
) -> None:
    """The rule, the word counts, and their entries in the manifest."""
    weights = {name: float(weight) for name, weight in zip(MEASURES, rule.weights, strict=True) if weight}
    stored = {"intercept": rule.intercept, "weights": weights}
    path = folders.out / "duplicates.json"
    path.write_text(json.dumps(stored, indent=2) + "\n", encoding="utf-8")
    sources = [folders.data / name for name in (*SETS, TRUTH)]
    list_in_manifest(path, fingerprint_rule(), sources, scores)
    path = folders.out / "words.npz"
    np.savez_compressed(path, rarity=rarity, scale=np.int64(RARITY_SCALE))
    list_in_manifest(path, fingerprint_rule(), sources)


if __name__ == "__main__":
    main()
