"""`run.json`: what a run says of itself; written with the outputs, read back as the report of a run."""

import platform
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from importlib.metadata import version
from pathlib import Path
from typing import Any

import orjson

from summarizer.dumps.records import Counts, DumpReport, Output, PhaseReport
from summarizer.dumps.run.finished import RUN
from summarizer.dumps.run.folder import Plan


@dataclass(frozen=True, slots=True)
class Results:
    """What a run found and wrote, and what its phases took."""

    counts: Counts
    outputs: Sequence[Output]
    phases: Sequence[PhaseReport]


def write_run(folder: Path, plan: Plan, results: Results, more: Mapping[str, Any]) -> None:
    """Write `run.json`, indented for people; ``more`` has further entries, or others in place of these."""
    run = {
        "kind": plan.kind,
        "fingerprint": plan.fingerprint,
        "versions": _list_versions(),
        "settings": plan.settings,
        "counts": asdict(results.counts),
        "outputs": [asdict(output) for output in results.outputs],
        "phases": [asdict(phase) for phase in results.phases],
        **more,
    }
    (folder / RUN).write_bytes(orjson.dumps(run, option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE))


def make_report(run: Mapping[str, Any]) -> DumpReport:
    """The report that a caller gets of a run."""
    phases = tuple(PhaseReport(**row) for row in run["phases"])
    outputs = tuple(Output(**row) for row in run["outputs"])
    return DumpReport(Counts(**run["counts"]), outputs, phases, sum(phase.seconds for phase in phases))


def _list_versions() -> dict[str, str]:
    names = ("khulasa", "numpy", "joblib", "pyarrow")
    return {"python": platform.python_version(), **{name: version(name) for name in names}}
