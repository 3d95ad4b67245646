"""Fit the weights by which the lines of a page are divided into regions: makes pages.json.

    python -m models.pages.region_weights --data FOLDER

FOLDER holds real/gold.json with its texts and raw/pages-dev.jsonl; the pages of tests/pages, benchmarks/pages
and examples.txt take part too. Without them nothing is made, and the shipped file stays in use.
README.md says what is fitted.
"""

import json
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from zlib import crc32

import numpy as np

from models.manifest import list_in_manifest
from models.pages.chain import Example, fit_chain
from models.pages.dressing import Row
from models.pages.mixing import cut_page, mix_pages
from models.pages.regions import find_allowed
from models.training_data import Folders, read_folders, read_records
from summarizer.page.lines.forms import describe_lines
from summarizer.page.lines.repeats import find_repeats
from summarizer.page.records import Line
from summarizer.page.regions.measures.features import measure_lines
from summarizer.page.regions.walk import find_steps, find_walk
from summarizer.page.regions.weights import BODY, MODEL, REGIONS, build_weights, fingerprint_features
from summarizer.records import RemovedKind
from summarizer.text.sentences.segmenting import find_blocks

REAL, RAW = "real/gold.json", "raw/pages-dev.jsonl"
ROOT = Path(__file__).parents[2]
EXAMPLES = Path(__file__).with_name("examples.txt")
OWN = ("tests/pages", "benchmarks/pages")
FOLDS = 5
N_MIXED = 800
# How much a page counts. Real pages count most: made ones are many and alike. The two or
# three texts of one real page share its weight.
WEIGHTS = {"real": 4.0, "raw": 1.0, "own": 1.0, "mixed": 0.2}
EXCERPT = 0.5
# Kinds that are neither right nor wrong in a text.
UNSCORED = ("title", "title_dup", "standfirst", "subheading", "neutral", "caption", "inline_caption", "?")


@dataclass(frozen=True, slots=True, eq=False)
class Labelled:
    """A page with the kind of each line; pages of one group are left out together."""

    name: str
    source: str
    group: str
    weight: float
    lines: tuple[Line, ...]
    kinds: tuple[str, ...]
    example: Example


def main() -> None:
    """Make the file, or say what is missing."""
    folders = read_folders(__doc__, (REAL, RAW), "data")
    if folders is None:
        return
    pages = read_pages(folders.data)
    scores = score_folds(pages, fit_folds(pages))
    print(json.dumps(scores, indent=2))
    write_model(folders, fit_pages(pages), scores)


def read_pages(data: Path) -> list[Labelled]:
    """All labelled pages."""
    return [*_read_real(data), *_read_raw(data), *_read_own(), *_read_examples()]


def _read_real(data: Path) -> Iterator[Labelled]:
    for name, page in json.loads((data / REAL).read_text(encoding="utf-8")).items():
        share = (EXCERPT if page["kind"] == "excerpt" else 1.0) / len(page["texts"])
        for method, gold in page["texts"].items():
            path = data / "real" / "text" / f"{name}.{method}.txt"
            kinds = {number: kind for kind, numbers in gold["lines"].items() for number in numbers}
            text = path.read_text(encoding="utf-8")
            yield _label(f"{page['kind']} {method} {name}", ("real", page["site"]), text, kinds, share)


def _read_raw(data: Path) -> Iterator[Labelled]:
    for page in read_records(data / RAW):
        yield _label(page["id"], ("raw", page["style"]), page["raw"], dict(page["lines"]), 1.0)


def _read_own() -> Iterator[Labelled]:
    for path in sorted(path for folder in OWN for path in (ROOT / folder).glob("*.json")):
        page = json.loads(path.read_text(encoding="utf-8"))
        text = path.with_suffix(".txt").read_bytes().decode()
        yield _label(path.stem, ("own", path.stem), text, _find_kinds(page, text), 1.0)


def _read_examples() -> Iterator[Labelled]:
    """The small pages beside this script: before each line its kind."""
    for page in EXAMPLES.read_text(encoding="utf-8").split("=== ")[1:]:
        name, *rows = page.rstrip("\n").split("\n")
        parts = [row.partition(": ")[::2] for row in rows]
        kinds = {number: kind for number, (kind, _) in enumerate(parts, start=1) if kind}
        yield _label(name, ("own", name), "\n".join(words for _, words in parts), kinds, 1.0)


def _find_kinds(page: Any, text: str) -> dict[int, str]:
    """The kind of each line, by the part of the expected page that says the same."""
    known: dict[str, list[str]] = defaultdict(list)
    related = [part for article in page["articles"] for item in article["related"] for part in item.values()]
    for article in page["articles"]:
        for part in ("title", "standfirst"):
            known[article[part] or ""].append(part)
        for part, kind in (("captions", "caption"), ("subheadings", "subheading"), ("body", "body")):
            for words in article[part]:
                known[words].append(kind)
    for words, kind in ((part, "related") for part in related if part):
        known[words].append(kind)
    for words, kind in page.get("removed", ()):
        known[words].append(kind)
    kinds = {}
    for number, line in enumerate(text.splitlines(), start=1):
        found = known.get(line.strip())
        if found:
            kinds[number] = found.pop(0) if len(found) > 1 else found[0]
        elif line.strip() and any(part and part in line for part in related):
            kinds[number] = "related"
    return kinds


def _label(name: str, source: tuple[str, str], text: str, kinds: dict[int, str], share: float) -> Labelled:
    """A page described as the parser describes it; ``kinds`` by the number of the line, from 1."""
    starts = [0]
    for line in text.splitlines(keepends=True) if source[0] == "own" else text.split("\n"):
        starts.append(starts[-1] + len(line) + (source[0] != "own"))
    lines = describe_lines(find_blocks(text))
    found = [kinds.get(bisect_right(starts, line.block.span.start), "?") for line in lines]
    weight = WEIGHTS[source[0]] * share
    example = _exemplify(lines, found, weight, real=source[0] == "real")
    return Labelled(name, source[0], " ".join(source), weight, lines, tuple(found), example)


def _exemplify(lines: Sequence[Line], kinds: Sequence[str], weight: float, *, real: bool) -> Example:
    is_notice = [isinstance(line.form, RemovedKind) for line in lines]
    allowed = find_allowed(kinds, is_notice=is_notice, real=real)
    table = np.array([[region in regions for region in REGIONS] for regions in allowed])
    return Example(measure_lines(lines, find_repeats(lines)), table, find_steps(lines), weight)


def fit_pages(pages: Sequence[Labelled], seed: int = FOLDS) -> dict[str, Any]:
    """The weights fitted on these pages and on mixtures of them."""
    return fit_chain([page.example for page in pages] + list(_mix(pages, seed)))


def _mix(pages: Sequence[Labelled], seed: int) -> Iterator[Example]:
    parts = [cut_page(_list_rows(page), is_real=page.source != "raw") for page in pages if _is_whole(page)]
    for rows in mix_pages([part for part in parts if part], N_MIXED, seed):
        text = "".join("\n" * gap + words + "\n" for gap, words, _ in rows)
        lines = describe_lines(find_blocks(text))
        if len(lines) == len(rows):
            kinds = [kind.removeprefix("next_") for _, _, kind in rows]
            yield _exemplify(lines, kinds, WEIGHTS["mixed"], real=True)


def _is_whole(page: Labelled) -> bool:
    return not page.name.startswith("digest") and sum(kind == "title" for kind in page.kinds) < 2


def _list_rows(page: Labelled) -> list[Row]:
    return [
        (line.block.gap, line.block.text, kind) for line, kind in zip(page.lines, page.kinds, strict=True)
    ]


def find_fold(group: str) -> int:
    """The fold of a site, a style or a page of our own."""
    return crc32(group.encode()) % FOLDS


def fit_folds(pages: Sequence[Labelled]) -> list[dict[str, Any]]:
    """For each fold the weights fitted without its sites and styles."""
    return [
        fit_pages([page for page in pages if find_fold(page.group) != fold], fold) for fold in range(FOLDS)
    ]


def score_folds(pages: Sequence[Labelled], fitted: Sequence[dict[str, Any]]) -> dict[str, dict[str, float]]:
    """Precision and recall of body lines by region, each page by weights that have not seen its site."""
    weights = [build_weights(stored) for stored in fitted]
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for page in pages:
        own = weights[find_fold(page.group)]
        walk = find_walk(page.example.measures @ own.lines + own.plain, page.example.steps, own)
        for kind, region in zip(page.kinds, walk, strict=True):
            plain = kind.removeprefix("next_")
            if plain not in UNSCORED:
                verdict = ("lost", "right") if plain.startswith("body") else ("", "kept")
                counts[page.source][verdict[region == BODY]] += 1
    return {
        source: {
            "precision": round(count["right"] / (count["right"] + count["kept"]), 4),
            "recall": round(count["right"] / (count["right"] + count["lost"]), 4),
        }
        for source, count in counts.items()
    }


def write_model(folders: Folders, stored: dict[str, Any], scores: dict[str, dict[str, float]]) -> None:
    """The weights, and their entry in the manifest."""
    path = folders.out / MODEL
    rows = json.dumps({"text": stored}, ensure_ascii=False)
    path.write_text(rows.replace("], ", "],\n").replace(": {", ": {\n") + "\n", encoding="utf-8")
    list_in_manifest(path, fingerprint_features(), [folders.data / REAL, folders.data / RAW], scores)


if __name__ == "__main__":
    main()
