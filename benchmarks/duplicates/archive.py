"""The archive: how fast a million documents are added, and how long a query takes.

    python -m benchmarks.duplicates.archive [--documents 1000000] [--folder FOLDER] [--out FILE]

The documents are generated, the same in every run: words by Zipf's law, every tenth document ends in an
outlet's own lines, every fiftieth is an edited copy of an earlier one. Queries are edited copies of documents
from the whole archive, and new documents. The rivals are a table of exact texts, and MinHash LSH in memory
(datasketch, if installed; on a tenth of the documents, because it is slow and needs much memory).
"""

import argparse
import hashlib
import json
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from benchmarks.command_line import describe_machine, keep, make_parser
from benchmarks.processes import read_peak
from summarizer.dumps.archive.archive import open_archive
from summarizer.records import Document

BATCH = 10_000
N_WORDS, VOCABULARY, OUTLETS = 220, 200_000, 200
QUERIES = 1_000
LETTERS = np.array(list("ابتثجحخدذرزسشصضطظعغفقكلمنهوي"))
Row = dict[str, Any]


def make_vocabulary() -> NDArray[np.str_]:
    """Words of two to eight letters, the same in every run; (n,)"""
    chance = np.random.default_rng(1)
    letters = LETTERS[chance.integers(0, len(LETTERS), (VOCABULARY, 8))]
    return np.array(["".join(row[: 2 + place % 7]) for place, row in enumerate(letters)])


def make_batch(vocabulary: NDArray[np.str_], number: int, size: int = BATCH) -> list[Document]:
    """The documents from ``number * BATCH`` on."""
    chance = np.random.default_rng(1_000 + number)
    ranks = np.minimum((VOCABULARY ** chance.random((size, N_WORDS)) - 1).astype(np.int64), VOCABULARY - 1)
    lengths = chance.integers(60, N_WORDS, size)
    texts = [" ".join(vocabulary[row[:length]]) for row, length in zip(ranks, lengths, strict=True)]
    for place in range(0, size, 10):
        outlet = np.random.default_rng(int(chance.integers(OUTLETS)))
        texts[place] += " " + " ".join(vocabulary[outlet.integers(0, VOCABULARY, 40)])
    for place in range(50, size, 50):
        texts[place] = edit(texts[place - 37])
    return [Document(f"{number * BATCH + place}", text) for place, text in enumerate(texts)]


def edit(text: str) -> str:
    """An edited copy: every fortieth word replaced, a dateline added, the end cut off."""
    words = text.split()
    words[20::40] = ["تحرير"] * len(words[20::40])
    return " ".join(["القاهرة", "اليوم", *words[: len(words) * 9 // 10]])


def fill(path: Path, n_documents: int) -> Row:
    """Add all documents in batches of 10,000; the speed at the beginning and at the end."""
    vocabulary, seconds = make_vocabulary(), []
    for number in range(n_documents // BATCH):
        batch = make_batch(vocabulary, number)
        with open_archive(path) as archive:
            start = time.perf_counter()
            archive.add(batch)
            seconds.append(time.perf_counter() - start)
        if number % 10 == 9:
            print(f"{(number + 1) * BATCH:>9} documents, {BATCH / seconds[-1]:.0f} a second", flush=True)
    edge = max(len(seconds) // 10, 1)
    return {
        "documents_per_second": round(n_documents / sum(seconds)),
        "first_tenth": round(BATCH * edge / sum(seconds[:edge])),
        "last_tenth": round(BATCH * edge / sum(seconds[-edge:])),
        "megabytes_on_disk": round(path.stat().st_size / 1e6),
        "peak_mb": round(read_peak()),
    }


def ask(path: Path, n_documents: int) -> Row:
    """Open the archive, then query one document at a time."""
    vocabulary = make_vocabulary()
    step = n_documents // BATCH / 10
    batches = [make_batch(vocabulary, int(step * place)) for place in range(10)]
    copies = [Document("q", edit(each.text)) for batch in batches for each in batch[1 : QUERIES // 10 + 1]]
    expected = [each.id for batch in batches for each in batch[1 : QUERIES // 10 + 1]]
    unseen = make_batch(vocabulary, 1_000_000, QUERIES)
    before, start = read_peak(), time.perf_counter()
    with open_archive(path) as archive:
        opened = time.perf_counter()
        archive.query(unseen[:1])
        first = time.perf_counter()
        rows = {
            name: time_all(lambda document: archive.query([document])[0], asked)
            for name, asked in (("copies", copies), ("unseen", unseen))
        }
        added = time_all(lambda document: archive.add([document])[0], make_batch(vocabulary, 2_000_000, 200))
    found = [match.id if match else None for match in rows["copies"].pop("answers")]
    wrong = sum(match is not None for match in rows["unseen"].pop("answers"))
    added.pop("answers")
    return {
        "open_ms": round((opened - start) * 1e3, 1),
        "first_answer_ms": round((first - opened) * 1e3, 1),
        **{f"{name}_{key}": value for name, row in rows.items() for key, value in row.items()},
        **{f"add_one_{key}": value for key, value in added.items()},
        "copies_found": sum(map(same_story, found, expected)) / len(expected),
        "unseen_called_seen": wrong,
        "megabytes_above_start": round(read_peak() - before),
    }


def same_story(found: str | None, expected: str) -> bool:
    """Whether a document is found as itself, or as its copy in the archive."""
    return found is not None and int(found) in (int(expected), int(expected) + 37)


def time_all(answer: Callable[[Document], Any], documents: list[Document]) -> Row:
    """Milliseconds of each call: median, 99th percentile, longest; and the answers."""
    seconds, answers = [], []
    for document in documents:
        start = time.perf_counter()
        answers.append(answer(document))
        seconds.append(time.perf_counter() - start)
    p50, p99 = np.quantile(seconds, [0.5, 0.99]) * 1e3
    return {
        "p50_ms": round(float(p50), 2),
        "p99_ms": round(float(p99), 2),
        "longest_ms": round(max(seconds) * 1e3, 2),
        "answers": answers,
    }


def measure_exact(folder: Path, n_documents: int) -> Row:
    """The trivial rival: a table of the texts' SHA-256. It finds no edited copy."""
    vocabulary, seconds = make_vocabulary(), 0.0
    with sqlite3.connect(folder / "exact.db") as table:
        table.execute("PRAGMA journal_mode = WAL")
        table.execute("CREATE TABLE texts (hash BLOB PRIMARY KEY, id TEXT) WITHOUT ROWID")
        for number in range(n_documents // BATCH):
            batch = make_batch(vocabulary, number)
            start = time.perf_counter()
            table.executemany("INSERT OR IGNORE INTO texts VALUES (?, ?)", ((digest(d), d.id) for d in batch))
            table.commit()
            seconds += time.perf_counter() - start

        def answer(document: Document) -> Any:
            return table.execute("SELECT id FROM texts WHERE hash = ?", (digest(document),)).fetchone()

        row = time_all(answer, [Document("q", edit(document.text)) for document in batch[1 : QUERIES + 1]])
    found = sum(answer is not None for answer in row.pop("answers")) / QUERIES
    size = (folder / "exact.db").stat().st_size
    return {"documents_per_second": round(n_documents / seconds), **row, "copies_found": found} | {
        "megabytes_on_disk": round(size / 1e6)
    }


def digest(document: Document) -> bytes:
    """The key of a text in the table of exact texts."""
    return hashlib.sha256(document.text.encode()).digest()


def measure_lsh(n_documents: int) -> Row:
    """MinHash LSH in memory as its manual shows it: 128 permutations, threshold .5, runs of three words."""
    from datasketch import MinHash, MinHashLSH

    def sign(text: str) -> Any:
        words, signature = text.split(), MinHash(num_perm=128)
        signature.update_batch([" ".join(words[at : at + 3]).encode() for at in range(len(words) - 2)])
        return signature

    vocabulary, seconds, before = make_vocabulary(), 0.0, read_peak()
    index = MinHashLSH(threshold=0.5, num_perm=128)
    for number in range(n_documents // BATCH):
        batch = make_batch(vocabulary, number)
        start = time.perf_counter()
        for document in batch:
            index.insert(document.id, sign(document.text), check_duplication=False)
        seconds += time.perf_counter() - start
    asked = batch[1 : QUERIES + 1]
    row = time_all(lambda document: index.query(sign(edit(document.text))), asked)
    found = sum(each.id in answer for each, answer in zip(asked, row.pop("answers"), strict=True)) / QUERIES
    return {"documents": n_documents, "documents_per_second": round(n_documents / seconds), **row} | {
        "copies_found": found,
        "megabytes_above_start": round(read_peak() - before),
    }


def run_apart(step: str, folder: Path, n_documents: int) -> Row:
    """One step in a process of its own, so that peak memory is measured for it alone."""
    command = [sys.executable, "-m", "benchmarks.duplicates.archive", "--step", step, "--folder", str(folder)]
    done = subprocess.run(
        [*command, "--documents", str(n_documents)], stdout=subprocess.PIPE, text=True, check=True
    )
    *lines, last = done.stdout.splitlines()
    print(*lines, f"{step}: {last}", sep="\n", flush=True)
    row: Row = json.loads(last)
    return row


def list_steps(folder: Path, n_documents: int) -> Iterator[tuple[str, Callable[[], Row]]]:
    """The steps, in the order in which they must run."""
    yield "fill", lambda: fill(folder / "archive.khulasa", n_documents)
    yield "ask", lambda: ask(folder / "archive.khulasa", n_documents)
    yield "exact_texts", lambda: measure_exact(folder, n_documents)
    yield "datasketch_lsh", lambda: measure_lsh(n_documents // 10)


def main() -> None:
    """Measure, print and save."""
    parser = make_parser(__doc__)
    parser.add_argument("--documents", type=int, default=1_000_000)
    parser.add_argument("--folder", type=Path, help="where the archive is made; a temporary folder")
    parser.add_argument("--step", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.documents < 10 * BATCH and not options.step:
        # MinHash LSH takes a tenth of them, and documents are made by the batch.
        parser.error(f"--documents: found {options.documents}, wanted {10 * BATCH} or more")
    if options.step:
        print(json.dumps(dict(list_steps(options.folder, options.documents))[options.step]()))
        return
    results: Row = {
        "documents": options.documents,
        "machine": describe_machine(),
    }
    with tempfile.TemporaryDirectory(dir=options.folder) as folder:
        for step, _ in list_steps(Path(folder), options.documents):
            try:
                results[step] = run_apart(step, Path(folder), options.documents)
            except subprocess.CalledProcessError as error:
                print(f"{step}: not measured ({error})")
    keep(results, options.out)


if __name__ == "__main__":
    main()
