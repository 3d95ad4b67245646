"""Dump survival: runs killed at 30 random moments or stopped by 10 full disks, resumed to the same bytes.

    python -m benchmarks.duplicates.survival [--documents 5000] [--seed 0] [--out results.json]

A third of the kills hit a run in one process, at a random operation on files; a third the main process
between two messages of its workers; a third a worker. The full disks are file systems in memory with 5% to
90% of the space that a run needs, which only root can make; other users get a limit on the size of any file
instead. Moments are counted, not timed.
"""

import random
import shutil
import signal
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.command_line import make_parser, show
from benchmarks.duplicates.made_dumps import make_source, read_texts, write_dump
from tests.dumps.kills import DIED, FULL
from tests.dumps.samples import hash_outputs

N_KILLS, N_DISKS = 30, 10
ROOM = 1 << 30


@dataclass(frozen=True, slots=True)
class Case:
    """A dump, the results of an undisturbed run over it, and its number of steps."""

    dump: Path
    hashes: dict[str, str]
    n_operations: int  # on files, in one process
    n_messages: int  # of progress, with two workers
    n_bytes: int  # on the disk at the end
    sizes: tuple[int, ...]  # of every file that was left, ascending


def run(case: Path, out: Path, *options: object) -> subprocess.CompletedProcess[str]:
    """A run of `tests.dumps.kills` in a process of its own."""
    command = [sys.executable, "-m", "tests.dumps.kills", str(case), str(out), *map(str, options)]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def prepare(folder: Path, n_documents: int) -> Case:
    """Make the dump and run over it without a kill."""
    dump = folder / "in.jsonl"
    write_dump(dump, make_source(read_texts(None)), n_documents)
    n_operations = int(run(dump, folder / "one").stdout.split()[0])
    n_messages = int(run(dump, folder / "two", "--workers", 2).stdout.split()[1])
    hashes = hash_outputs(folder / "one")
    assert hashes == hash_outputs(folder / "two"), "one worker and two differ"
    sizes = sorted(path.stat().st_size for path in (folder / "one").rglob("*") if path.is_file())
    return Case(dump, hashes, n_operations, n_messages, sum(sizes), tuple(sizes))


def kill_one(case: Case, out: Path, whom: str, at: int) -> str:
    """Kill a run and resume it; what happened."""
    ended = run(case.dump, out, "--workers", 1 if whom == "at-files" else 2, "--dies", whom, at)
    if whom == "worker":
        # joblib replaces an idle worker, so the run goes on without an error.
        assert ended.returncode in (0, DIED), ended.stderr
    else:
        assert ended.returncode == -signal.SIGKILL, (whom, at, ended.stderr)
    resume(case, out)
    return "ran on" if ended.returncode == 0 else "resumed"


def resume(case: Case, out: Path) -> None:
    """Resume a run; check every byte, and that nothing unfinished is left."""
    ended = run(case.dump, out, "--workers", 2, "--resume")
    assert ended.returncode == 0, (ended.returncode, ended.stderr)
    assert hash_outputs(out) == case.hashes, f"other bytes in {out}"
    assert not list(out.rglob(".unfinished*")), f"something unfinished in {out}"


def fill_disk(case: Case, folder: Path, share: float) -> str:
    """Run on a disk that is too small, enlarge it, and resume; how the disk was made small."""
    out = folder / "disk"
    out.mkdir()
    if _mount(f"size={int(case.n_bytes * share)}", out):
        try:
            ended = run(case.dump, out / "out", "--workers", 1)
            assert ended.returncode == FULL, (ended.returncode, ended.stderr)
            assert _mount(f"remount,size={ROOM}", out)
            resume(case, out / "out")
        finally:
            subprocess.run(["umount", str(out)], check=True)  # noqa: S607
        kind = "small file system"
    else:
        limit = case.sizes[int(share * len(case.sizes))] - 1
        ended = run(case.dump, out / "out", "--dies", "full", limit)
        assert ended.returncode == FULL, (ended.returncode, ended.stderr)
        resume(case, out / "out")
        kind = "limit on files"
    shutil.rmtree(out)
    return kind


def _mount(options: str, folder: Path) -> bool:
    command = ["mount", "-t", "tmpfs", "-o", options, "tmpfs", str(folder)]
    return subprocess.run(command, capture_output=True, check=False).returncode == 0


def measure(folder: Path, n_documents: int, seed: int) -> dict[str, object]:
    """Every kill and every full disk; fails on the first difference."""
    case = prepare(folder, n_documents)
    chance = random.Random(seed)  # noqa: S311
    deaths: Counter[str] = Counter()
    for number in range(N_KILLS):
        whom = ("at-files", "at-messages", "worker")[number % 3]
        at = chance.randint(1, (case.n_operations if whom == "at-files" else case.n_messages) - 1)
        out = folder / f"kill{number}"
        deaths[f"{whom}, {kill_one(case, out, whom, at)}"] += 1
        shutil.rmtree(out)
        print(f"{number + 1} of {N_KILLS} killed: {whom} {at}", file=sys.stderr)
    disks: Counter[str] = Counter()
    for number in range(N_DISKS):
        disks[fill_disk(case, folder, (number + 0.5) / (N_DISKS + 0.5))] += 1
        print(f"{number + 1} of {N_DISKS} disks filled", file=sys.stderr)
    return {
        "documents": n_documents,
        "file operations": case.n_operations,
        "messages": case.n_messages,
        "killed and the same bytes": dict(deaths),
        "full disks and the same bytes": dict(disks),
    }


def main(arguments: Sequence[str]) -> None:
    """Kill, fill, and print what happened."""
    parser = make_parser(__doc__)
    parser.add_argument("--documents", type=int, default=5000)
    parser.add_argument("--seed", type=int, default=0)
    options = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as folder:
        results = measure(Path(folder), options.documents, options.seed)
    show(results, options.out)


if __name__ == "__main__":
    main(sys.argv[1:])
