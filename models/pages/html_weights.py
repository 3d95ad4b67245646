"""Fits `html.json`: what lines of HTML are, by their measures, on pages whose lines are labelled by hand.

    python -m models.pages.html_weights --data FOLDER

FOLDER/real holds gold.json, pages and their texts.
"""

import json
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from models.manifest import list_in_manifest
from models.training_data import read_folders
from summarizer.html.reading import read_html
from summarizer.page.lines.forms import describe_lines
from summarizer.page.markup.labels.measures import measure_markup_lines
from summarizer.page.markup.labels.weights import MODEL, build_html_weights, fingerprint_measures
from summarizer.page.markup.letters import read_letters
from summarizer.page.markup.records import LABELS

GOLD = "real/gold.json"
# Regularisation, of .003 to .1: between .005 and .02 the scores of pages left out are flat.
STRENGTH = 0.01
# Lines. A page with more counts no more than one with so many: it has one template.
PAGE_LINES = 60
# Steps between labels that no page shows happen so often.
UNSEEN = 0.5
# A measure that is nearly the same on all pages of the data must not decide on others.
SMALLEST_SCALE = 0.05
AGAIN = {"title_dup": "title", "caption_dup": "caption"}


@dataclass(frozen=True)
class LabelledPage:
    """A page with the measures and the label of each of its lines; "" for lines without one."""

    site: str
    measures: NDArray[np.float64]
    labels: tuple[str, ...]


def read_pages(folder: Path) -> Iterator[LabelledPage]:
    """The pages with HTML, their lines labelled as the same lines of the text that a browser shows."""
    for key, page in json.loads((folder / "gold.json").read_text(encoding="utf-8")).items():
        if not page["page"] or "inner" not in page["texts"]:
            continue
        text = (folder / "text" / f"{key}.inner.txt").read_text(encoding="utf-8").split("\n")
        kinds = page["texts"]["inner"]["lines"]
        numbered = sorted((number, kind) for kind, numbers in kinds.items() for number in numbers)
        given = read_html((folder / page["page"]).read_bytes(), page["url"])
        labels = _carry_over(
            [read_letters(block.text) for block in given.blocks],
            [(read_letters(text[number - 1]), AGAIN.get(kind, kind)) for number, kind in numbered],
        )
        lines = describe_lines(given.blocks)
        measures, _ = measure_markup_lines(lines, given.markups, given.metadata.title)
        yield LabelledPage(page["site"], measures, labels)


def _carry_over(ours: Sequence[str], gold: Sequence[tuple[str, str]]) -> tuple[str, ...]:
    """The labels of equal lines, in order where they stand in the same order."""
    labels = [""] * len(ours)
    matcher = SequenceMatcher(None, ours, [said for said, _ in gold], autojunk=False)
    for row, place, size in matcher.get_matching_blocks():
        for step in range(size):
            labels[row + step] = gold[place + step][1]
    by_text = dict(reversed(gold))
    return tuple(label or by_text.get(said, "") for label, said in zip(labels, ours, strict=True))


def fit(pages: Sequence[LabelledPage]) -> dict[str, Any]:
    """Weights of measures and steps between labels."""
    from sklearn.linear_model import LogisticRegression

    kept = [[row for row, label in enumerate(page.labels) if label in LABELS] for page in pages]
    measures = np.concatenate([page.measures[rows] for page, rows in zip(pages, kept, strict=True)])
    labels = [page.labels[row] for page, rows in zip(pages, kept, strict=True) for row in rows]
    shares = np.concatenate([np.full(len(rows), min(1.0, PAGE_LINES / max(1, len(rows)))) for rows in kept])
    means, scales = measures.mean(axis=0), np.maximum(measures.std(axis=0), SMALLEST_SCALE)
    model = LogisticRegression(C=STRENGTH, max_iter=300, tol=1e-4)
    model.fit((measures - means) / scales, labels, sample_weight=shares)
    order = [list(model.classes_).index(label) for label in LABELS]
    return {
        "means": means.round(5).tolist(),
        "scales": scales.round(5).tolist(),
        "weights": model.coef_[order].T.round(5).tolist(),
        "intercepts": model.intercept_[order].round(5).tolist(),
        "steps": _count_steps(pages).round(5).tolist(),
    }


def _count_steps(pages: Sequence[LabelledPage]) -> NDArray[np.float64]:
    """How much more often than by chance a label follows another, as a logarithm."""
    counts = np.full((len(LABELS), len(LABELS)), UNSEEN)
    places = {str(label): place for place, label in enumerate(LABELS)}
    for page in pages:
        rows = [places[label] for label in page.labels if label in places]
        for before, after in pairwise(rows):
            counts[before, after] += min(1.0, PAGE_LINES / len(rows))
    by_chance = counts.sum(axis=0) / counts.sum()
    steps: NDArray[np.float64] = np.log(counts / counts.sum(axis=1, keepdims=True)) - np.log(by_chance)
    return steps


def score(pages: Sequence[LabelledPage]) -> dict[str, float]:
    """Precision and recall of body lines, each site by weights fitted without it."""
    found: dict[str, int] = defaultdict(int)
    for site in sorted({page.site for page in pages}):
        rule = build_html_weights(fit([page for page in pages if page.site != site]))
        for page in pages:
            if page.site != site:
                continue
            scores = rule.standardize(page.measures) @ rule.walk.lines + rule.walk.plain
            walk = rule.find_labels(scores)
            for place, label in zip(walk, page.labels, strict=True):
                if label in LABELS and label not in ("title", "standfirst", "subheading"):
                    is_body = LABELS[place] == "body"
                    found["right"] += is_body and label == "body"
                    found["given"] += is_body
                    found["wanted"] += label == "body"
    return {
        "precision": round(found["right"] / found["given"], 4),
        "recall": round(found["right"] / found["wanted"], 4),
    }


def main() -> None:
    """Make the file, with the scores of sites left out, or say what is missing."""
    folders = read_folders(__doc__, (GOLD,), "data")
    if folders is None:
        return
    pages = list(read_pages(folders.data / "real"))
    path = folders.out / MODEL
    path.write_text(json.dumps(fit(pages)) + "\n", encoding="utf-8")
    scores = {"body lines, whole sites left out": score(pages)}
    print(json.dumps(scores, indent=2))
    list_in_manifest(path, fingerprint_measures(), [folders.data / GOLD], scores)


if __name__ == "__main__":
    main()
