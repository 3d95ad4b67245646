"""Near-duplicates in memory: quality, speed and memory beside rivals on the same documents in the same run.

    python -m benchmarks.duplicates --data FOLDER [--sets 5k,20k] [--only NAME;NAME] [--out FILE]

Every clusterer runs in a process of its own, so that peak memory is measured for it alone. ``--extremes``
times difficult dumps: copies of one text, one long block in all, single words, one huge document; they need
no data. ``whole_process`` is the processor time of a process that also reads the file.
"""

import argparse
import json
import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from benchmarks.command_line import describe_machine, keep, make_parser
from benchmarks.duplicates.rivals import CLUSTERERS
from benchmarks.processes import read_peak
from models.duplicates.weights import count_pairs
from models.training_data import read_records

Row = dict[str, Any]


def measure_one(name: str, data: Path, size: str) -> Row:
    """Documents a second, megabytes above the start, and pairwise scores of one clusterer."""
    packed = data / f"docs-{size}.jsonl.gz"
    records = list(read_records(packed if packed.exists() else packed.with_suffix("")))
    truth = {row["id"]: row["cluster"] for row in read_records(data / "docs-truth.jsonl")}
    # The first call pays for imports.
    CLUSTERERS[name](records[:200])
    before, start, processor = read_peak(), time.perf_counter(), time.process_time()
    labels = CLUSTERERS[name](records)
    seconds, processor = time.perf_counter() - start, time.process_time() - processor
    texts = sum(len(record["text"].encode()) for record in records) / 1e6
    memory, whole = read_peak() - before, time.process_time()
    scores = count_pairs(tuple(truth.get(record["id"]) for record in records), labels)
    speed = {
        "seconds": round(seconds, 2),
        "documents_per_second": round(len(records) / seconds),
        "processor_seconds": round(processor, 2),
        "whole_process": round(whole, 2),
        "load": round(os.getloadavg()[0], 1),
    }
    return scores | speed | {"megabytes": round(memory), "times_the_texts": round(memory / texts, 1)}


def measure_sets(data: Path, sizes: list[str], names: list[str]) -> Row:
    """Clusterers on every set, each in its own process."""
    machine = describe_machine()
    print(machine, flush=True)
    return {
        "machine": machine,
        **{size: {name: _run_apart(name, data, size) for name in names} for size in sizes},
    }


def _run_apart(name: str, data: Path, size: str) -> Row:
    command = [
        sys.executable,
        "-m",
        "benchmarks.duplicates",
        "--data",
        str(data),
        "--one",
        name,
        "--sets",
        size,
    ]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    row: Row = json.loads(done.stdout)
    print(f"{size:4} {name:34}", *(f"{key} {value}" for key, value in row.items()), flush=True)
    return row


def measure_extremes() -> Row:
    """Seconds, clusters and megabytes for difficult dumps."""
    block = " ".join(f"كلمة{number}" for number in range(300))
    makers: dict[str, Callable[[], list[str]]] = {
        "100,000 copies of one text": lambda: [block] * 100_000,
        "200,000 copies of one text": lambda: [block] * 200_000,
        "50,000 documents around one long block": lambda: [
            f"خبر{n} رقم{n} {block} ختام{n}" for n in range(50_000)
        ],
        "100,000 documents around one long block": lambda: [
            f"خبر{n} رقم{n} {block} ختام{n}" for n in range(100_000)
        ],
        "50,000 documents of one word": lambda: [f"كلمة{n % 1000}" for n in range(50_000)],
        "50,000 empty documents": lambda: [""] * 50_000,
        "one document of 50 MB": lambda: [" ".join(f"كلمة{n}" for n in range(4_000_000))],
    }
    return {name: _run_extreme(name, make()) for name, make in makers.items()}


def _run_extreme(name: str, texts: list[str]) -> Row:
    records = [{"id": str(number), "text": text} for number, text in enumerate(texts)]
    start = time.perf_counter()
    labels = CLUSTERERS["khulasa"](records)
    row = {
        "seconds": round(time.perf_counter() - start, 2),
        "clusters": len(set(labels)),
        "peak_mb": round(read_peak()),
    }
    print(f"{name:42}", *(f"{key} {value}" for key, value in row.items()), flush=True)
    return row


def main() -> None:
    """Measure, print and save."""
    parser = make_parser(__doc__)
    parser.add_argument("--data", type=Path, help="a folder with docs-5k.jsonl and so on")
    parser.add_argument("--sets", default="5k,20k")
    parser.add_argument("--only", help="names of clusterers, separated by semicolons")
    parser.add_argument("--one", choices=CLUSTERERS, help=argparse.SUPPRESS)
    parser.add_argument(
        "--extremes", action="store_true", help="time the dumps made to hurt, and nothing else"
    )
    options = parser.parse_args()
    if options.one:
        print(json.dumps(measure_one(options.one, options.data, options.sets)))
        return
    if not options.extremes and not (options.data and options.data.exists()):
        print("no labelled documents: name their folder by --data; --extremes needs none")
        return
    names = options.only.split(";") if options.only else list(CLUSTERERS)
    sizes = options.sets.split(",")
    results = measure_extremes() if options.extremes else measure_sets(options.data, sizes, names)
    keep(results, options.out)


if __name__ == "__main__":
    main()
