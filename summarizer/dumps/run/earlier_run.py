"""What an earlier run left in an output: refused, or removed where a run replaces it."""

import re
import shutil
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from summarizer.dumps.input.streams import find_filesystem, is_url
from summarizer.dumps.run.finished import REPORT, RUN, find_run
from summarizer.errors import RunError

_FINGERPRINT = re.compile(rb'"fingerprint": "([0-9a-f]{16})"')


def refuse_earlier(output: str, work: Path) -> None:
    """Refuse an output that another run has, finished or not. Raises ``RunError``."""
    if find_run(output) is not None:
        advice = f"read its {REPORT}, name another output, or replace it with --overwrite"
        raise RunError(output, "a finished run", "an empty output", advice)
    advice = "continue it with --resume, start it again with --overwrite, or name another output"
    raise RunError(str(work), "a run that was begun before", "an empty output", advice)


def remove_earlier(output: str, plan: Path, inputs: Sequence[str], fingerprint: str) -> None:
    """Remove what an earlier run wrote and all of its work; files that it did not write stay.

    plan         where a run keeps its plan, in its work folder
    inputs       the files that the new run reads, which may not be among those removed
    fingerprint  of the new run
    """
    names = _list_outputs(output)
    if not is_url(output):
        own = {(Path(output) / name).resolve() for name in names}
        for path in inputs:
            if Path(path).resolve() in own:
                found, advice = "an input that the run would replace", "move it, or name another output"
                raise RunError(path, found, "one outside the output", advice)
    for name in names:
        _remove(output, name)
    begun = plan.read_bytes() if plan.is_file() else b""
    for found in {fingerprint, *(match.decode() for match in _FINGERPRINT.findall(begun))}:
        shutil.rmtree(plan.parent / found, ignore_errors=True)


def _list_outputs(output: str) -> list[str]:
    """The files of a finished run, `run.json` first: what is left without it is not taken for finished."""
    try:
        run: Mapping[str, Any] = find_run(output) or {}
    except RunError:  # damaged, which is a reason to replace it
        run = {}
    return [RUN, REPORT, *(row["name"] for row in run.get("outputs", ()))]


def _remove(output: str, name: str) -> None:
    if not is_url(output):
        (Path(output) / name).unlink(missing_ok=True)
        return
    system, folder = find_filesystem(output)
    path = f"{folder.rstrip('/')}/{name}"
    if system.exists(path):
        system.rm_file(path)
