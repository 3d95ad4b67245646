"""Dumps: speed, memory and quality of a run, by size; beside the same in memory and beside rivals.

    python -m benchmarks.duplicates.made_dumps 1000000 dump.jsonl --data FOLDER
    python -m benchmarks.duplicates.dumps dump.jsonl [--sizes 80000,250000] [--rivals PYTHON] [--out FILE]

Every measurement runs in its own process; memory is that of all its processes together (proportional set
size, sampled five times a second). PYTHON is an interpreter with text-dedup and datatrove; they run on the
smallest size.
"""

import json
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from itertools import islice
from pathlib import Path
from typing import Any

import numpy as np
import psutil

from benchmarks.command_line import keep, make_parser
from summarizer.dumps.run.tasks import measure_memory

HERE = Path(__file__).parent
_LOOK_SECONDS = 0.2
IN_MEMORY = """
import json, sys
from summarizer import Document, deduplicate
with open(sys.argv[1], encoding="utf-8") as lines:
    rows = [json.loads(line) for line in lines]
clusters = deduplicate(Document(row["id"], row["text"]) for row in rows).clusters
labels = {one.kept: one.kept for one in clusters}
labels |= {copy.id: one.kept for one in clusters for copy in one.duplicates}
with open(sys.argv[2], "w") as file:
    json.dump(labels, file)
"""
Row = dict[str, Any]


def measure(command: Sequence[str]) -> Row:
    """Wall seconds of a command, and the peak megabytes of it and its children together."""
    start, peak = time.perf_counter(), 0
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    watched = psutil.Process(process.pid)
    while process.poll() is None:
        try:
            peak = max(peak, measure_memory(watched))
        except psutil.Error:
            break
        time.sleep(_LOOK_SECONDS)
    _, said = process.communicate()
    if process.returncode:
        raise SystemExit(f"{command}: {said.decode(errors='replace')[-2000:]}")
    return {"seconds": round(time.perf_counter() - start, 1), "megabytes": round(peak / 2**20)}


def score(labels: Iterable[object], truth: Iterable[object]) -> Row:
    """Pairwise precision, recall and F1 against the known copies."""
    both = list(zip(labels, truth, strict=True))
    hits, given, wanted = (
        sum(n * (n - 1) // 2 for n in Counter(column).values())
        for column in (both, [a for a, _ in both], [b for _, b in both])
    )
    precision, recall = hits / max(given, 1), hits / max(wanted, 1)
    f1 = 2 * precision * recall / max(precision + recall, 1e-9)
    return {"precision": round(precision, 4), "recall": round(recall, 4), "f1": round(f1, 4)}


def run_dump(path: Path, folder: Path, truth: Sequence[int]) -> Row:
    """A run of the command on two processes."""
    out = folder / "out"
    row = measure([sys.executable, "-m", "summarizer", "dedup", str(path), "-o", str(out), "--workers", "2"])
    run = json.loads((out / "run.json").read_bytes())
    labels = {f"d{number}": f"d{number}" for number in range(len(truth))}
    with (out / "removed.jsonl").open(encoding="utf-8") as lines:
        for line in lines:
            copy = json.loads(line)
            labels[copy["id"]] = copy["duplicate_of"]
    work = sum(file.stat().st_size for file in (out / ".khulasa").rglob("*") if file.is_file())
    phases = {phase["name"]: round(phase["seconds"], 1) for phase in run["phases"]}
    return {
        **_finish(row, labels, truth),
        "work_folder_megabytes": round(work / 2**20),
        "phase_seconds": phases,
        "phase_megabytes": {phase["name"]: phase["peak_memory"] >> 20 for phase in run["phases"]},
    }


def run_labels(command: Sequence[str], labels: Path, truth: Sequence[int]) -> Row:
    """A command that writes its labels as JSON."""
    row = measure(command)
    return _finish(row, json.loads(labels.read_text()), truth)


def _finish(row: Row, labels: Mapping[str, object], truth: Sequence[int]) -> Row:
    found = [labels[f"d{number}"] for number in range(len(truth))]
    rate = {"documents_per_second": round(len(truth) / row["seconds"])}
    return {**row, **rate, **score(found, truth)}


def measure_all(dump: Path, sizes: Sequence[int], rivals: str | None) -> dict[str, Row]:
    """Every row of the table."""
    origins = np.load(dump.with_suffix(".truth.npy")).tolist()
    rows: dict[str, Row] = {}
    with tempfile.TemporaryDirectory(dir=dump.parent) as name:
        folder = Path(name)
        for size in sizes:
            part, truth = folder / f"{size}.jsonl", origins[:size]
            with dump.open("rb") as lines, part.open("wb") as file:
                file.writelines(islice(lines, size))
            place = folder / f"dump-{size}"
            place.mkdir()
            rows[f"dump {size}"] = run_dump(part, place, truth)
            print(json.dumps({f"dump {size}": rows[f"dump {size}"]}), flush=True)
            if size != sizes[0]:
                continue
            labels = folder / "memory.json"
            rows[f"memory {size}"] = run_labels(
                [sys.executable, "-c", IN_MEMORY, str(part), str(labels)], labels, truth
            )
            for rival in ("text_dedup", "datatrove") if rivals else ():
                (folder / rival).mkdir()
                script = [str(rivals), str(HERE / "dump_rivals.py"), rival, str(part), str(folder / rival)]
                rows[f"{rival} {size}"] = run_labels(script, folder / rival / "labels.json", truth)
            print(json.dumps(rows), flush=True)
    return rows


def main(arguments: list[str]) -> None:
    """Measure and print; save if asked to."""
    parser = make_parser(__doc__)
    parser.add_argument("dump", type=Path)
    parser.add_argument("--sizes", default="80000,250000,1000000")
    parser.add_argument("--rivals", help="a Python that has text-dedup and datatrove")
    chosen = parser.parse_args(arguments)
    rows = measure_all(chosen.dump, [int(size) for size in chosen.sizes.split(",")], chosen.rivals)
    keep(rows, chosen.out)


if __name__ == "__main__":
    main(sys.argv[1:])
