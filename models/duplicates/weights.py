"""Fit the weights of the measures of a pair on labelled documents: makes duplicates.json and what it needs.

    python -m models.duplicates.weights --data FOLDER

FOLDER holds docs-5k.jsonl, docs-20k.jsonl.gz, docs-80k.jsonl.gz (``id`` and ``text`` on each line),
docs-truth.jsonl (``id``, ``cluster``, ``kind``) and natural-dev.json (pairs ``a``, ``b`` of docs-80k with a
``label``: 1 one text, 0 two, 2 cannot be said). words.npz and formulas.npz are counted there too. Without the
data nothing is made, and the shipped files stay in use. README.md says what is fitted and why.
"""

import json
import re
from collections import Counter
from pathlib import Path
from typing import Any
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from models.duplicates.drawn_pairs import label_drawn
from models.duplicates.natural_pairs import (
    FOLDS,
    NATURAL,
    READ,
    Labelled,
    label_natural,
    label_read,
    place_natural,
    score_merged,
)
from models.manifest import list_in_manifest
from models.training_data import Folders, read_folders, read_records
from summarizer.duplicates.candidates import find_candidates
from summarizer.duplicates.clusters import cluster
from summarizer.duplicates.decision import Rule, decide, fingerprint_rule
from summarizer.duplicates.documents import collapse
from summarizer.duplicates.entries import locate_entries
from summarizer.duplicates.measures import LIKENESS, MEASURES, Commonness, measure_candidates
from summarizer.duplicates.representatives import find_holders
from summarizer.duplicates.shingles import Shingles, shingle_all
from summarizer.duplicates.sketches import count_runs, list_formulas, sketch

SETS = ("docs-5k.jsonl", "docs-20k.jsonl.gz", "docs-80k.jsonl.gz")
TRUTH = "docs-truth.jsonl"
RARITY_BITS = 16
# One byte a bucket: steps of 0.05 are finer than the error of the counts.
RARITY_SCALE = 20

# A run is a formula if more than 15 of the 76,780 documents hold it: 42,000 runs. With 40, bulletins of one
# template are told apart less well among 5,000 documents.
FORMULA_DOCUMENTS = 15

# The sign each weight must have. One that comes out with the other sign only corrects another weight on these
# data: its measure is left out.
SIGNS = {
    "likeness": 1, "containment": 1, "words": 1, "own_runs": 1, "opening_both": 1, "opening_either": 1,
    "lead": 1, "new_lead": -1, "news_above": -1, "moved_head": -1, "far_lead": -1, "new_rest": -1,
    "other_days": -1, "figures": -1, "many_figures": -1, "short_figures": -1, "short_names": -1,
    "short_order": -1, "formula": -1, "topic": -1,
}  # fmt: skip
# Twins that differ in their numbers alone are 2 in 100 of the labelled pairs, and the worst to merge.
FACT_WEIGHT = 3.0
# So are bulletins of one template; with 1 instead of 4, one in nine is merged with another.
TEMPLATE_WEIGHT = 4.0


def main() -> None:
    """Make everything, or say what is missing."""
    folders = read_folders(__doc__, (*SETS, TRUTH, NATURAL), "data/dedup")
    if folders is None:
        return
    truth = {record["id"]: record for record in read_records(folders.data / TRUTH)}
    articles = [
        record["text"] for record in read_records(folders.data / SETS[-1]) if record["id"] not in truth
    ]
    background = shingle_all(articles)
    rarity, formulas = count_rarity(background), count_formulas(background)
    common = Commonness(rarity / RARITY_SCALE, formulas)
    sets = [label_pairs(folders.data / name, truth, common) for name in SETS]
    read = [label_drawn(articles[::8], common), label_natural(folders.data / SETS[-1], common)]
    more = label_read(folders.data / SETS[-1], common)
    parts = [*sets, *read, more]
    rule = fit_rule(parts, range(FOLDS))
    others = [fit_rule(parts, [other for other in range(FOLDS) if other != fold]) for fold in range(FOLDS)]
    scores = {part.name: score_clusters(part, others) for part in sets}
    scores |= {part.name: score_pairs(part, others) for part in read}
    merged = merge_natural(folders.data / SETS[-1], (sets[-1], read[-1]), others)
    scores["natural clusters"] = score_merged(folders.data, merged)
    print(json.dumps(scores, indent=2))
    write_models(folders, rule, common, scores)


def count_rarity(shingles: Shingles) -> NDArray[np.uint8]:
    """Inverse document frequencies of words, over the documents that carry no label; (2**16,)."""
    n_documents = len(shingles.lengths)
    counts = np.bincount(shingles.words >> np.uint32(32 - RARITY_BITS), minlength=1 << RARITY_BITS)
    return np.round(np.log((n_documents + 1) / (counts + 1)) * RARITY_SCALE).astype(np.uint8)


def count_formulas(shingles: Shingles) -> NDArray[np.uint32]:
    """The runs that many different texts hold, ascending."""
    rows, _ = collapse(shingles)
    runs, counts = np.unique(shingles.runs[locate_entries(shingles.run_offsets, rows)[0]], return_counts=True)
    formulas: NDArray[np.uint32] = runs[counts > FORMULA_DOCUMENTS]
    return formulas


def label_pairs(path: Path, truth: dict[str, Any], common: Commonness) -> Labelled:
    """The candidate pairs of one set, measured as a run would measure them."""
    records = list(read_records(path))
    shingles = shingle_all(record["text"] for record in records)
    rows, texts = collapse(shingles)
    formulas = list_formulas(count_runs(shingles, rows), len(rows))
    pairs = find_candidates(*sketch(shingles, rows, formulas))
    measures = measure_candidates(shingles, rows[pairs], common, None)
    known = [truth.get(record["id"], {}) for record in records]
    clusters = tuple(entry.get("cluster") for entry in known)
    names = np.array([clusters[row] or "" for row in rows.tolist()])
    same = (names[pairs[:, 0]] == names[pairs[:, 1]]) & (names[pairs[:, 0]] != "")
    kinds = np.array([weigh_kind(known[row]) for row in rows.tolist()])
    natural = guess_natural(names, pairs, measures)
    weights = weigh_pairs(names, pairs, np.where(same, 1.0, kinds[pairs].min(axis=1)), natural)
    homes = [find_family(name) if name else records[row]["id"] for name, row in zip(names, rows, strict=True)]
    stems = np.array([crc32(home.encode()) % FOLDS for home in homes])
    first = np.where(names[pairs[:, 0]] != "", pairs[:, 0], pairs[:, 1])
    sizes = np.diff(shingles.run_offsets)[rows[pairs]]
    return Labelled(
        name=path.name,
        clusters=clusters,
        texts=texts,
        pairs=pairs,
        measures=measures,
        holders=find_holders(measures[:, LIKENESS], sizes),
        folds=stems[first],
        same=same | (natural > 0),
        weights=weights,
    )


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


def weigh_kind(known: dict[str, Any]) -> float:
    """How much a document counts beside another of its kind that is another text."""
    if known.get("cluster", "").startswith("T-"):
        return TEMPLATE_WEIGHT
    return FACT_WEIGHT if known.get("kind", "").startswith("fact") else 1.0


def weigh_pairs(
    names: NDArray[np.str_],
    pairs: NDArray[np.int64],
    kinds: NDArray[np.float64],
    natural: NDArray[np.int64],
) -> NDArray[np.float64]:
    """How much each pair counts: the different natural ones as much as all labelled ones, the equal half.

    kinds  (n_pairs,)  what `weigh_kind` says of labelled pairs
    """
    labelled = (names[pairs] != "").any(axis=1)
    weights = np.where(labelled, kinds, 0.0)
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
        model = LogisticRegression(C=1.0, solver="newton-cholesky").fit(
            scaled[:, columns], same, sample_weight=weights
        )
        right = model.coef_[0] * signs[columns]
        if right.min() > 0:
            break
        columns.pop(int(right.argmin()))
    found = np.zeros(len(MEASURES))
    found[columns] = model.coef_[0] / spread[columns]
    return Rule(np.round(found, 4), round(float(model.intercept_[0] - found @ centre), 4))


def score_clusters(part: Labelled, rules: list[Rule]) -> dict[str, float]:
    """Pairwise scores of clusters, every pair decided by a rule that has not seen its family."""
    verdicts = decide_folds(part, rules)
    found = cluster(int(part.texts.max()) + 1, part.pairs, verdicts, part.holders)
    return count_pairs(part.clusters, found.centres[part.texts].tolist())


def score_pairs(part: Labelled, rules: list[Rule]) -> dict[str, float]:
    """Scores of the verdicts on pairs, by rules that have not seen their stories."""
    accepted = decide_folds(part, rules) >= 0
    hits = int((accepted & part.same).sum())
    precision, recall = hits / max(int(accepted.sum()), 1), hits / int(part.same.sum())
    return {"precision": round(precision, 4), "recall": round(recall, 4)}


def merge_natural(path: Path, parts: tuple[Labelled, Labelled], rules: list[Rule]) -> NDArray[np.bool_]:
    """Which pairs read by hand are in one cluster of the whole set, by rules without their stories.

    parts  the whole set, and the pairs read by hand
    """
    whole, natural = parts
    pairs = place_natural(path, whole.texts)
    merged = np.zeros(len(pairs), bool)
    for fold, rule in enumerate(rules):
        verdicts = decide(whole.measures, rule)
        centres = cluster(int(whole.texts.max()) + 1, whole.pairs, verdicts, whole.holders).centres
        chosen = natural.folds == fold
        merged[chosen] = (centres[pairs[:, 0]] == centres[pairs[:, 1]])[chosen]
    return merged


def decide_folds(part: Labelled, rules: list[Rule]) -> NDArray[np.float64]:
    """The verdict on every pair by the rule of the other folds.

    rules  for each fold the rule that has not seen it
    """
    verdicts = np.empty(len(part.pairs))
    for fold, rule in enumerate(rules):
        chosen = part.folds == fold
        verdicts[chosen] = decide(part.measures[chosen], rule)
    return verdicts


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
    folders: Folders, rule: Rule, common: Commonness, scores: dict[str, dict[str, float]]
) -> None:
    """The rule, the counts, and their entries in the manifest."""
    weights = {name: float(weight) for name, weight in zip(MEASURES, rule.weights, strict=True) if weight}
    stored = {"intercept": rule.intercept, "weights": weights}
    path = folders.out / "duplicates.json"
    path.write_text(json.dumps(stored, indent=2) + "\n", encoding="utf-8")
    sources = [READ, *(folders.data / name for name in (*SETS, TRUTH, NATURAL))]
    list_in_manifest(path, fingerprint_rule(), sources, scores)
    rarity = np.round(common.rarity * RARITY_SCALE).astype(np.uint8)
    path = folders.out / "words.npz"
    np.savez_compressed(path, rarity=rarity, scale=np.int64(RARITY_SCALE))
    list_in_manifest(path, fingerprint_rule(), sources[-3:-1])
    path = folders.out / "formulas.npz"
    np.savez_compressed(path, runs=common.formulas)
    list_in_manifest(path, fingerprint_rule(), sources[-3:-1])


if __name__ == "__main__":
    main()
