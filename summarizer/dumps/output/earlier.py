"""A finished run that is decided anew: what it left, and what of that stays."""

import hashlib
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

from summarizer.dumps.output.checksums import hash_output
from summarizer.dumps.output.files import Facts
from summarizer.dumps.output.staging import STAGING, put_out
from summarizer.dumps.output.tables import TABLES
from summarizer.dumps.records import DumpSettings, Format, Level
from summarizer.dumps.run.finished import BLOCKS, KEPT, REMOVED, fetch_output, find_run
from summarizer.dumps.run.folder import Plan
from summarizer.dumps.run.lines import WrittenLines
from summarizer.dumps.run.task_notes import refuse_damage
from summarizer.errors import RunError

# Settings that a new decision takes from the run; the others say how the work is done.
_KEPT_SETTINGS = (
    *("text_field", "id_field", "date_field", "source_field", "title_field", "sample"),
    "escape_formulas",
)


@dataclass(frozen=True, slots=True)
class Earlier:
    """A finished run; ``run`` is its `run.json`."""

    plan: Plan
    run: dict[str, Any]

    def name_round(self, settings: Mapping[str, Any]) -> str:
        """The end of the names of the folders of a new decision."""
        digest = hashlib.sha256(repr(settings).encode()).hexdigest()[:8]
        return f"-{self.run['round'] + 1}-{digest}"

    def find_lines(self) -> WrittenLines:
        """Where it wrote the lines of its documents."""
        files = (self._fetch(KEPT), self._fetch(REMOVED))
        for path in files:
            self._check(Path(path))
        return WrittenLines(files, self.plan.folder / f"write{self.run['level']}")

    def list_facts(self, round_name: str) -> Facts:
        """What the outputs of a new decision take from it."""
        kept = {name: self.run[name] for name in ("inputs", "phases")}
        more = {**kept, "round": self.run["round"] + 1, "level": round_name}
        table = TABLES[Format.PARQUET]
        has_table = any(output["name"] == table for output in self.run["outputs"])
        has_blocks = self.run["settings"]["level"] == Level.BOTH
        return Facts(
            more,
            models=[self._fetch(table)] if has_table else [],
            earlier_blocks=Path(self._fetch(BLOCKS)) if has_blocks else None,
        )

    def _check(self, path: Path) -> None:
        """Refuse lines that were changed, since lines are found by their bytes. Raises ``RunError``."""
        written = next((output for output in self.run["outputs"] if output["name"] == path.name), None)
        if not path.is_file() or asdict(hash_output(path)) != written:
            raise refuse_damage(path)

    def _fetch(self, name: str) -> str:
        return fetch_output(self.plan.output, name, self.plan.folder / "fetched")


def open_earlier(plan: Plan) -> Earlier:
    """The finished run of a plan, whose outputs are put in place first. Raises ``RunError``."""
    output = plan.output
    for staged in plan.folder.glob(f"{STAGING}*"):
        put_out(staged, output)
    run = find_run(output)
    if run is None:
        raise RunError(output, "no finished run", "one", "finish it first, with khulasa dedup --resume")
    if run["kind"] == "summarize":
        wanted, advice = "one of khulasa dedup", "name the folder given to khulasa dedup -o"
        raise RunError(output, "a run of khulasa summarize", wanted, advice)
    if run["settings"]["level"] == Level.BLOCKS:
        raise RunError(output, "a run over blocks alone", "one over documents", "run it with --level both")
    if run["settings"]["against"] is not None:
        found, advice = "a run against an archive", "run it again, into another output"
        raise RunError(output, found, "one over its own documents alone", advice)
    return Earlier(plan, run)


def restore_settings(plan: Plan, dump: DumpSettings) -> DumpSettings:
    """The settings of a new decision: the documents of the run, worked on as ``dump`` says."""
    # A run of an earlier version may lack one.
    kept = {name: plan.settings[name] for name in _KEPT_SETTINGS if name in plan.settings}
    return replace(dump, **kept, level=Level.DOCUMENTS, against=None, add=False, strict=False)
