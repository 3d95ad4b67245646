"""A file of documents in, a file of those that are kept out: whole processes by turns, ours and rensa's.

    python -m benchmarks.duplicates.files 20k.jsonl 80k.jsonl [--turns 5] [--out FILE]

Ours is `khulasa dedup DUMP.jsonl`; rensa's is `keep_by_rensa`, the shortest way to the same with its batch
mode, which reads JSON with orjson and writes the lines as they came. A turn runs both, so that a slow spell
of the machine slows both; the ratios are of the same turn.
"""

import argparse
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from benchmarks.command_line import describe_machine, make_parser, show

Row = dict[str, Any]
_OURS = ("-m", "summarizer", "dedup")
_RENSA = ("-m", "benchmarks.duplicates.files", "--rensa")


def keep_by_rensa(path: Path) -> None:
    """Print the first line of each of the components that rensa's neighbours form."""
    import orjson
    from rensa import RMinHash, RMinHashLSH

    with path.open("rb") as file:
        lines = list(file)
    hashes = RMinHash.from_token_sets([orjson.loads(line)["text"].split() for line in lines], 128, 1)
    index = RMinHashLSH(threshold=0.7, num_perm=128, num_bands=16)
    index.insert_many(hashes)
    home = list(range(len(lines)))

    def find(row: int) -> int:
        while home[row] != row:
            home[row] = home[home[row]]
            row = home[row]
        return row

    for row, near in enumerate(index.query_all(hashes)):
        for other in near:
            first, second = sorted((find(row), find(other)))
            home[second] = first
    sys.stdout.buffer.writelines(line for row, line in enumerate(lines) if home[row] == row)


def run_once(arguments: tuple[str, ...], dump: Path, kept: Path) -> Row:
    """Seconds of the clock and of the processor that a process and its children take, and what it kept."""
    before, start = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    with kept.open("wb") as out:
        subprocess.run(
            [sys.executable, *arguments, str(dump)], stdout=out, stderr=subprocess.DEVNULL, check=True
        )
    clock, after = time.perf_counter() - start, resource.getrusage(resource.RUSAGE_CHILDREN)
    processor = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    with kept.open("rb") as lines:
        n_kept = sum(1 for _ in lines)
    return {"seconds": round(clock, 2), "processor_seconds": round(processor, 2), "kept": n_kept}


def take_turns(dump: Path, n_turns: int) -> Row:
    """Every run of both, and the median and least of how many times ours goes into rensa's."""
    with tempfile.TemporaryDirectory() as folder:
        kept = Path(folder) / "kept.jsonl"
        turns = [(run_once(_OURS, dump, kept), run_once(_RENSA, dump, kept)) for _ in range(n_turns)]
    found: Row = {"load": round(os.getloadavg()[0], 1)}
    for name in ("seconds", "processor_seconds"):
        times = [theirs[name] / ours[name] for ours, theirs in turns]
        found[f"times, {name}"] = {
            "median": round(statistics.median(times), 2),
            "lowest": round(min(times), 2),
        }
    return found | {"khulasa": [ours for ours, _ in turns], "rensa": [theirs for _, theirs in turns]}


def main() -> None:
    """Measure, print and save; or be rensa's process."""
    parser = make_parser(__doc__)
    parser.add_argument("dumps", type=Path, nargs="+", help="JSON lines with id and text")
    parser.add_argument("--turns", type=int, default=5)
    parser.add_argument("--rensa", action="store_true", help=argparse.SUPPRESS)
    chosen = parser.parse_args()
    if chosen.rensa:
        keep_by_rensa(chosen.dumps[0])
    else:
        found: Row = {"machine": describe_machine()}
        show(found | {dump.stem: take_turns(dump, chosen.turns) for dump in chosen.dumps}, chosen.out)


if __name__ == "__main__":
    main()
