"""Finishing: the outputs of a run, each whole or not there, `run.json` the last of all."""

import hashlib
import json
import platform
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict
from importlib.metadata import version
from pathlib import Path
from typing import Any

import orjson

from summarizer.dumps.input.streams import find_filesystem, is_url
from summarizer.dumps.records import Counts, DumpReport, Output, PhaseReport
from summarizer.dumps.run.arrays import SIZES
from summarizer.dumps.run.folder import RUN, Plan
from summarizer.dumps.run.whole_files import move_whole

_BLOCK = 1 << 20


def put_out(staging: Path, output: str) -> None:
    """Move finished files to where they are wanted, `run.json` last: it says that all are there.

    What was moved before is not there any more, so that the same call finishes what a killed one began.
    """
    found = [path.name for path in staging.iterdir() if path.name != SIZES]
    names = sorted(found, key=lambda name: (name == RUN, name))
    if is_url(output):
        system, folder = find_filesystem(output)
        system.makedirs(folder, exist_ok=True)
        for name in names:
            # Object stores show an upload when it is whole.
            system.put_file(str(staging / name), f"{folder.rstrip('/')}/{name}")
            (staging / name).unlink()
        return
    target = Path(output)
    target.mkdir(parents=True, exist_ok=True)
    for name in names:
        move_whole(staging / name, target / name)


def fetch_output(output: str, name: str, folder: Path) -> str:
    """The path of an output on this machine; one that lies at a URL is copied into ``folder``."""
    if not is_url(output):
        return str(Path(output) / name)
    system, at = find_filesystem(output)
    folder.mkdir(exist_ok=True)
    system.get_file(f"{at.rstrip('/')}/{name}", str(folder / name))
    return str(folder / name)


def describe_run(
    plan: Plan,
    counts: Counts,
    outputs: Sequence[Output],
    costs: Sequence[PhaseReport],
    more: Mapping[str, Any],
) -> dict[str, Any]:
    """What `run.json` holds; of a run that is decided anew, the phases that measured it stand in ``more``."""
    return {
        "kind": plan.kind,
        "fingerprint": plan.fingerprint,
        "versions": _list_versions(),
        "settings": plan.settings,
        "counts": asdict(counts),
        "outputs": [asdict(output) for output in outputs],
        "phases": [asdict(cost) for cost in costs],
        **more,
    }


def hash_inputs(plan: Plan) -> list[dict[str, Any]]:
    """What the inputs of a run are; no hash for what is read but once, or from afar."""
    return [
        {"path": file["path"], "size": file["size"], "sha256": _hash_file(file["path"])}
        for file in plan.inputs
    ]


def write_run(path: Path, run: Mapping[str, Any]) -> None:
    """Write `run.json`, for people as well."""
    path.write_bytes(orjson.dumps(run, option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE))


def read_run(output: str) -> dict[str, Any] | None:
    """What a finished run said of itself; None where none is."""
    try:
        if is_url(output):
            system, folder = find_filesystem(output)
            data = system.cat_file(f"{folder.rstrip('/')}/{RUN}")
        else:
            data = (Path(output) / RUN).read_bytes()
    except OSError:
        return None
    run: dict[str, Any] = json.loads(data)
    return run


def make_report(run: Mapping[str, Any]) -> DumpReport:
    """What a caller is told of a run."""
    phases = tuple(PhaseReport(**row) for row in run["phases"])
    outputs = tuple(Output(**row) for row in run["outputs"])
    return DumpReport(Counts(**run["counts"]), outputs, phases, sum(phase.seconds for phase in phases))


def hash_lines(path: Path, lines: Iterator[bytes]) -> Output:
    """Write lines to a file and say what it is."""
    digest, size = hashlib.sha256(), 0
    with path.open("wb") as file:
        for line in lines:
            file.write(line)
            digest.update(line)
            size += len(line)
    return Output(path.name, size, digest.hexdigest())


def hash_output(path: Path) -> Output:
    """What a finished file is."""
    return Output(path.name, path.stat().st_size, str(_hash_file(str(path))))


def _list_versions() -> dict[str, str]:
    names = ("khulasa", "numpy", "joblib", "pyarrow", "scikit-learn")
    return {"python": platform.python_version(), **{name: version(name) for name in names}}


def _hash_file(path: str) -> str | None:
    """SHA-256 of a local file; None for what is read but once, or from afar."""
    if path == "-" or is_url(path):
        return None
    with Path(path).open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
