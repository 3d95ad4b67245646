"""Blind reading: sheets of two systems' summaries in random order, and the sum of the verdicts.

    python -m benchmarks.reading summarise ARTICLES.jsonl --out NEW.jsonl [--words 60] [--last 40]
    python -m benchmarks.reading sheet OLD.jsonl NEW.jsonl --out FOLDER [--pairs 40] [--seed 0]
    python -m benchmarks.reading count FOLDER

``summarise`` is run once by each version. ``sheet`` writes ``sheet.txt``, which the reader gets,
``verdicts.jsonl``, which the reader fills in, and ``key.json``, which stays hidden. ``count`` adds up the
verdicts: wins, losses, a sign test, and the errors of each system by kind. docs/reading.md says how to judge.
"""

import argparse
import json
import random
from collections import Counter
from collections.abc import Iterable, Sequence
from math import comb
from pathlib import Path
from typing import Any

from summarizer import SummarySettings, summarize

Row = dict[str, Any]
SIDES = ("A", "B")
# What readers marked down, most frequent first.
ERRORS = {
    "leans": "leans on a sentence that is not shown",
    "question": "a question without its answer",
    "twice": "something said twice",
    "heading": "a headline, link or subheading taken for a sentence",
    "connective": "a connective without what it connects to",
    "filling": "a last short sentence that is there because it fits",
    "byline": "a byline, dateline or signature",
    "announces": "a line that announces a list",
    "quotation": "a quotation opened and cut",
    "misses": "misses what the article is about",
    "beside": "tells something beside the point",
}


def make_sheet(
    old: Iterable[Row], new: Iterable[Row], n_pairs: int, seed: int
) -> tuple[list[Row], list[Row]]:
    """Pairs to read and the hidden key: rows with the same id whose summaries differ, each side at random."""
    chance = random.Random(seed)  # noqa: S311
    known = {row["id"]: row for row in old}
    pairs = [(known[row["id"]], row) for row in new if row["id"] in known]
    pairs = [pair for pair in pairs if pair[0]["summary"] != pair[1]["summary"]]
    chance.shuffle(pairs)
    sheet, key = [], []
    for number, pair in enumerate(pairs[:n_pairs], start=1):
        order = chance.sample(("old", "new"), 2)
        summaries = {"old": pair[0]["summary"], "new": pair[1]["summary"]}
        sides = {side: summaries[system] for side, system in zip(SIDES, order, strict=True)}
        sheet.append({"pair": number, "title": pair[1]["title"], "text": pair[1]["text"], **sides})
        key.append({"pair": number, "id": pair[1]["id"], **dict(zip(SIDES, order, strict=True))})
    return sheet, key


def render(sheet: Iterable[Row]) -> str:
    """The sheet as plain text: the article, then both summaries, a sentence a line."""
    parts = []
    for row in sheet:
        sides = [f"--- summary {side}\n" + "\n".join(f"* {text}" for text in row[side]) for side in SIDES]
        parts.append(
            "\n".join(
                [
                    f"===== pair {row['pair']}",
                    f"TITLE: {row['title'] or '-'}",
                    "",
                    row["text"],
                    "",
                    *sides,
                    "",
                ]
            )
        )
    return "\n".join(parts)


def count_verdicts(key: Iterable[Row], verdicts: Iterable[Row]) -> Row:
    """Wins of the new system, losses, ties, the p of a two-sided sign test, and errors by kind and system.

    Raises ``ValueError`` for a verdict on a pair that is not in the key, or one that is not A, B or =.
    """
    systems = {row["pair"]: row for row in key}
    better: Counter[str] = Counter()
    errors: dict[str, Counter[str]] = {"old": Counter(), "new": Counter()}
    for verdict in verdicts:
        own, said = systems.get(verdict["pair"]), verdict["better"]
        if own is None or said not in (*SIDES, "="):
            raise ValueError(
                f"pair {verdict['pair']}: {said!r} found, A, B or = of a pair of the sheet wanted"
            )
        better[own[said] if said in SIDES else "equal"] += 1
        for side in SIDES:
            errors[own[side]].update(verdict.get(f"errors_{side.lower()}", ()))
    p = sign_test(better["new"], better["old"])
    return {
        "new better": better["new"],
        "equal": better["equal"],
        "old better": better["old"],
        "p": p,
        "errors": {system: dict(counts.most_common()) for system, counts in errors.items()},
    }


def sign_test(wins: int, losses: int) -> float:
    """How likely a difference at least this large is by chance: two-sided, ties left out."""
    n = wins + losses
    tail = sum(comb(n, k) for k in range(max(wins, losses), n + 1))
    return round(min(1.0, 2 * tail / float(2**n)), 6)


def summarise(articles: Iterable[Row], settings: SummarySettings) -> list[Row]:
    """Each article with the sentences of its summary."""
    rows = []
    for number, row in enumerate(articles):
        title = row.get("title") or None
        chosen = summarize(row["text"], settings, title=title).sentences
        rows.append(
            {
                "id": row.get("id", number),
                "title": title,
                "text": row["text"],
                "summary": [sentence.text for sentence in chosen],
            }
        )
    return rows


def read_lines(path: Path) -> list[Row]:
    """The rows of a file of JSON Lines."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def write_lines(path: Path, rows: Iterable[Row]) -> None:
    """Write rows as JSON Lines."""
    path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")


def write_sheet(folder: Path, sheet: Sequence[Row], key: Sequence[Row]) -> None:
    """Write what the reader gets, the verdicts to fill in, and the hidden key."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "sheet.txt").write_text(render(sheet), encoding="utf-8")
    empty = [{"pair": row["pair"], "better": "", "errors_a": [], "errors_b": []} for row in sheet]
    write_lines(folder / "verdicts.jsonl", empty)
    (folder / "key.json").write_text(json.dumps(key, indent=1) + "\n", encoding="utf-8")


def main() -> None:
    """Write summaries, a sheet, or the sum of the verdicts."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    commands = parser.add_subparsers(dest="command", required=True)
    first = commands.add_parser("summarise")
    first.add_argument("articles", type=Path)
    first.add_argument("--out", type=Path, required=True)
    first.add_argument("--words", type=int)
    first.add_argument("--sentences", type=int)
    first.add_argument("--last", type=int, help="only so many articles, from the end")
    second = commands.add_parser("sheet")
    second.add_argument("old", type=Path)
    second.add_argument("new", type=Path)
    second.add_argument("--out", type=Path, required=True)
    second.add_argument("--pairs", type=int, default=40)
    second.add_argument("--seed", type=int, default=0)
    commands.add_parser("count").add_argument("folder", type=Path)
    options = parser.parse_args()
    if options.command == "summarise":
        settings = SummarySettings(words=options.words, sentences=options.sentences)
        write_lines(options.out, summarise(read_lines(options.articles)[-(options.last or 0) :], settings))
    elif options.command == "sheet":
        pairs = make_sheet(read_lines(options.old), read_lines(options.new), options.pairs, options.seed)
        write_sheet(options.out, *pairs)
    else:
        key = json.loads((options.folder / "key.json").read_text(encoding="utf-8"))
        found = count_verdicts(key, read_lines(options.folder / "verdicts.jsonl"))
        print(json.dumps(found, ensure_ascii=False, indent=1))


if __name__ == "__main__":
    main()
