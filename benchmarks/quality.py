"""Quality: sentences, pages and summaries beside rivals, as tables and as JSON to keep in results/.

    python -m benchmarks.quality [--data FOLDER] [--limit N] [--check]

The labelled news may not be redistributed, so it is not in the repository. Without it, our own labelled
sentences, pages and articles in tests/ are scored. floors.json has the lowest allowed score for each data
set; ``--check`` exits with 1 if a score is lower.
"""

import hashlib
import json
import sys
from collections.abc import Callable, Iterator
from itertools import islice
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks import adapters, rivals
from benchmarks.command_line import keep, make_parser
from benchmarks.metrics import count_boundaries, count_visible, measure_f1
from benchmarks.summaries.raw_pages import measure_raw_pages
from benchmarks.summaries.rouge import make_own_tasks, make_tasks, measure_summaries
from benchmarks.summaries.whole_pages import measure_page_summaries, read_own_bodies, read_real_bodies
from models.training_data import read_records

HERE = Path(__file__).parent
OWN = HERE.parent / "tests"
DATA = ("raw/pages-dev.jsonl", "easc-dev.jsonl", "bbc-dev.jsonl", "sentences-dev.jsonl")
Row = dict[str, Any]
# A raw page, its body lines, and lines that are not counted: titles, standfirsts, subheadings.
LabelledPage = tuple[str, list[str], set[str]]


def measure_sentences(cases: list[Row]) -> dict[str, float]:
    """Boundary F1 of every splitter, 0 to 1, on labelled cases."""
    splitters = {"khulasa": adapters.split, **rivals.SPLITTERS}
    return {name: round(_score_splitter(split, cases), 4) for name, split in splitters.items()}


def _score_splitter(split: rivals.Splitter, cases: list[Row]) -> float:
    counts = np.zeros(3, dtype=int)
    for case in cases:
        answers = [case["sentences"], *case.get("accept_also", [])]
        optional = {count_visible(case["text"][:offset]) for offset in case.get("optional_after", [])}
        counts += count_boundaries(split(case["text"]), answers, optional)
    return measure_f1(*counts.tolist())


def measure_pages(pages: list[LabelledPage]) -> dict[str, dict[str, float]]:
    """Precision and recall of body lines and the share of pages without an error; ours and plain rules."""
    keepers: dict[str, Callable[[str], list[str]]] = {
        "khulasa": _keep_body,
        "every line": lambda text: [line.strip() for line in text.splitlines() if line.strip()],
        "long lines with a full stop": _keep_long,
    }
    return {name: _score_pages(keep, pages) for name, keep in keepers.items()}


def _keep_body(text: str) -> list[str]:
    return [line for article in adapters.parse_page(text)[:1] for line in article["body_paragraphs"]]


def _keep_long(text: str) -> list[str]:
    return [
        line.strip()
        for line in text.splitlines()
        if len(line) > 60 and line.strip().endswith((".", "؟", "!"))
    ]


def _score_pages(keep: Callable[[str], list[str]], pages: list[LabelledPage]) -> dict[str, float]:
    right = extra = missed = perfect = 0
    for text, body, neutral in pages:
        kept = [line for line in keep(text) if line not in neutral]
        wrong, lost = _subtract(kept, body), _subtract(body, kept)
        right += len(kept) - wrong
        extra += wrong
        missed += lost
        perfect += not wrong and not lost
    shares = {"precision": right / max(1, right + extra), "recall": right / max(1, right + missed)}
    return {name: round(value, 4) for name, value in (shares | {"perfect": perfect / len(pages)}).items()}


def _subtract(lines: list[str], others: list[str]) -> int:
    """The number of lines left after each of the others has removed one equal line."""
    left = list(others)
    return sum(not (line in left and not left.remove(line)) for line in lines)  # type: ignore[func-returns-value]


def measure(data: Path | None, limit: int | None) -> Row:
    """Every table that the available data allow, with the checksum of each file read."""
    own_pages = sorted((OWN / "pages").glob("*.txt"))
    results: Row = {
        "own sentences": measure_sentences(list(read_records(OWN / "text" / "sentences" / "cases.jsonl"))),
        "own pages": measure_pages([_read_own_page(path) for path in own_pages]),
        "hard pages": measure_pages(
            [_read_own_page(path) for path in sorted((HERE / "pages").glob("*.txt"))]
        ),
        "summaries of own pages": measure_page_summaries(
            read_own_bodies([*own_pages, *sorted((HERE / "pages").glob("*.txt"))])
        ),
        "own summaries": measure_summaries(make_own_tasks(read_records(OWN / "summary" / "articles.jsonl"))),
    }
    if data is None:
        return results
    pages, easc, bbc, cases = (list(islice(read_records(data / name), limit)) for name in DATA)
    return results | {
        "sentences": measure_sentences(cases),
        "pages": measure_pages([_read_raw_page(page) for page in pages]),
        "summaries": measure_summaries(make_tasks(easc, bbc)),
        "summaries of raw pages": measure_raw_pages(pages),
        "summaries of real pages, text": measure_page_summaries(read_real_bodies(data / "real", "inner")),
        "summaries of real pages, html": measure_page_summaries(read_real_bodies(data / "real", None)),
        "sha256": {name: hashlib.sha256((data / name).read_bytes()).hexdigest() for name in DATA},
    }


def _read_raw_page(page: Row) -> LabelledPage:
    lines = page["raw"].split("\n")
    body, neutral = (
        [lines[number - 1].strip() for number in page[f"{kind}_lines"]] for kind in ("body", "neutral")
    )
    return page["raw"], body, set(neutral) - set(body)


def _read_own_page(path: Path) -> LabelledPage:
    articles = json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))["articles"]
    body = articles[0]["body"] if articles else []
    parts = [part for one in articles[:1] for part in (one["title"], one["standfirst"], *one["subheadings"])]
    return path.read_bytes().decode(), body, {part for part in parts if part} - set(body)


def find_breaches(results: Row, pinned: Row) -> list[str]:
    """The floors that the results miss, and the data files that differ from those the floors were set on.

    A table that was not measured misses no floor.
    """
    found = results["sha256"] if "sha256" in results else pinned["sha256"]
    breaches = [
        f"{name} is not the data that the floors were set on"
        for name, digest in pinned["sha256"].items()
        if found[name] != digest
    ]
    for path, floor in pinned["floors"].items():
        value: Any = results
        for name in path.split("/"):
            value = value.get(name) if isinstance(value, dict) else None
        if value is not None and value < floor:
            breaches.append(f"{path} is {value}, below its floor {floor}")
    return breaches


def print_tables(results: Row) -> None:
    """Print each table, one row a line."""
    for table, rows in results.items():
        print(f"\n{table}")
        for name, row in _flatten(rows):
            print(
                f"  {name:42}",
                row if not isinstance(row, dict) else "  ".join(f"{k} {v}" for k, v in row.items()),
            )


def _flatten(rows: Row) -> Iterator[tuple[str, Any]]:
    """The rows of a table; a row that is a table itself gives its rows, under both names."""
    for name, row in rows.items():
        if isinstance(row, dict) and all(isinstance(value, dict) for value in row.values()):
            yield from ((f"{name}: {inner}", value) for inner, value in row.items())
        else:
            yield name, row


def main() -> None:
    """Measure, print, save, and check the floors if asked to."""
    parser = make_parser(__doc__)
    parser.add_argument("--data", type=Path, help="a folder with the labelled news")
    parser.add_argument("--limit", type=int, help="read only so many records of each file")
    parser.add_argument("--check", action="store_true", help="exit with 1 where a score is below its floor")
    options = parser.parse_args()
    if options.data is not None and not options.data.is_dir():
        parser.error(f"--data {options.data}: found no folder, wanted one with the labelled news")
    results = measure(options.data, options.limit)
    print_tables(results)
    keep(results, options.out)
    breaches = find_breaches(results, json.loads((HERE / "floors.json").read_text(encoding="utf-8")))
    print("\n".join(breaches) or "every floor holds")
    sys.exit(1 if options.check and breaches else 0)


if __name__ == "__main__":
    main()
