"""Cores: a run over a dump, on processes and on Dask, and the same in memory, by number of workers.

    python -m benchmarks.duplicates.cores dump.jsonl [--workers 1,2,4] [--dask 4] [--memory 250000]

``--dask`` runs over the dump once more on that many local Dask workers, ``--memory`` deduplicates so many of
its first documents in memory with each number of threads, and with the default. Quality is measured by
`duplicates.dumps`; here every run must keep as many documents as the first.
"""

import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from benchmarks.command_line import describe_machine, keep, make_parser

IN_MEMORY = """
import json, sys, time
from itertools import islice
from summarizer import Document, DuplicateSettings, deduplicate
with open(sys.argv[1], encoding="utf-8") as lines:
    rows = [json.loads(line) for line in islice(lines, int(sys.argv[2]))]
documents = [Document(row["id"], row["text"]) for row in rows]
for workers in [*map(int, sys.argv[3].split(",")), None]:
    start, processor = time.perf_counter(), time.process_time()
    kept = len(deduplicate(documents, DuplicateSettings(workers=workers)).kept)
    row = {
        "seconds": round(time.perf_counter() - start, 2),
        "processor_seconds": round(time.process_time() - processor, 1),
        "kept": kept,
    }
    print(json.dumps([workers or "default", row]), flush=True)
"""
CLUSTER = """
import sys
from distributed import LocalCluster
if __name__ == "__main__":
    with LocalCluster(n_workers=int(sys.argv[1]), threads_per_worker=1, dashboard_address=None) as cluster:
        print(cluster.scheduler_address, flush=True)
        sys.stdin.read()
"""
Row = dict[str, Any]


def run_dump(dump: Path, options: list[str]) -> Row:
    """Seconds of a run of the command and of its phases, and what it kept."""
    with tempfile.TemporaryDirectory(dir=dump.parent) as folder:
        out = Path(folder) / "out"
        command = [sys.executable, "-m", "summarizer", "dedup", str(dump), "-o", str(out), *options]
        start, processor = time.perf_counter(), _read_processor()
        subprocess.run(command, check=True, capture_output=True)
        seconds = time.perf_counter() - start
        run = json.loads((out / "run.json").read_bytes())
    return {
        "seconds": round(seconds, 1),
        "processor_seconds": round(_read_processor() - processor, 1),
        "kept": run["counts"]["kept"],
        "megabytes": max(phase["peak_memory"] for phase in run["phases"]) >> 20,
        "phase_seconds": {phase["name"]: round(phase["seconds"], 1) for phase in run["phases"]},
        "load": round(os.getloadavg()[0], 1),
    }


def _read_processor() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def run_on_dask(dump: Path, workers: int) -> Row:
    """The same on a cluster of local processes, whose start is not counted."""
    with tempfile.TemporaryDirectory() as folder:
        script = Path(folder) / "cluster.py"
        script.write_text(CLUSTER)
        command = [sys.executable, str(script), str(workers)]
        with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as cluster:
            assert cluster.stdin is not None
            assert cluster.stdout is not None
            try:
                return run_dump(dump, ["--cluster", cluster.stdout.readline().strip()])
            finally:
                cluster.stdin.close()


def run_in_memory(dump: Path, n_documents: int, workers: str) -> dict[str, Row]:
    """The first documents of a dump, deduplicated in one process with each number of threads."""
    command = [sys.executable, "-c", IN_MEMORY, str(dump), str(n_documents), workers]
    done = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True)
    rows = [json.loads(line) for line in done.stdout.splitlines()]
    return {f"memory {n_documents}, {count}": row for count, row in rows}


def main(arguments: list[str]) -> None:
    """Measure and print; save if asked to."""
    parser = make_parser(__doc__)
    parser.add_argument("dump", type=Path)
    parser.add_argument("--workers", default=str(os.cpu_count()), help="numbers with commas between them")
    parser.add_argument("--dask", type=int, default=0, help="how many workers of Dask")
    parser.add_argument("--memory", type=int, default=0, help="how many documents in memory")
    parser.add_argument("--budget", help="--memory of the command")
    chosen = parser.parse_args(arguments)
    rows: dict[str, Any] = {"machine": describe_machine()}
    budget = ["--memory", chosen.budget] if chosen.budget else []
    for count in chosen.workers.split(","):
        rows[f"processes {count}"] = run_dump(chosen.dump, ["--workers", count, *budget])
        print(count, rows[f"processes {count}"], flush=True)
    if chosen.dask:
        rows[f"dask {chosen.dask}"] = run_on_dask(chosen.dump, chosen.dask)
        print("dask", rows[f"dask {chosen.dask}"], flush=True)
    if chosen.memory:
        rows |= run_in_memory(chosen.dump, chosen.memory, chosen.workers)
        print(json.dumps(rows, indent=1), flush=True)
    keep(rows, chosen.out)


if __name__ == "__main__":
    main(sys.argv[1:])
