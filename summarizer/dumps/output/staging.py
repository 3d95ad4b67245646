"""Moves finished outputs from the work folder to where they are wanted; the last step of a run."""

from collections.abc import Sequence
from pathlib import Path

from summarizer.dumps.input.streams import find_filesystem, is_url
from summarizer.dumps.output.run_json import make_report
from summarizer.dumps.records import DumpReport
from summarizer.dumps.run.finished import RUN, find_run
from summarizer.dumps.run.folder import Plan
from summarizer.dumps.run.task_notes import NOTE, sweep
from summarizer.dumps.run.whole_files import move_whole, remove_unfinished

STAGING = "outputs"


def finish_run(plan: Plan, staged: Path, copies: Sequence[Path]) -> DumpReport:
    """Put the outputs where they are wanted and remove what is no longer needed.

    copies  files of the work folder that the outputs were made of
    """
    put_out(staged, plan.output)
    # If a worker of a cluster died, another one did its task and something unfinished may be left.
    sweep(plan.folder)
    for path in copies:
        path.unlink(missing_ok=True)
    return make_report(find_run(plan.output) or {})


def put_out(staged: Path, output: str) -> None:
    """Move finished files to the output, `run.json` last: where it is, all are there.

    Files moved before are no longer in the folder, so the same call finishes what a killed one began.
    """
    found = [path.name for path in staged.iterdir() if path.name != NOTE]
    names = sorted(found, key=lambda name: (name == RUN, name))
    if is_url(output):
        system, folder = find_filesystem(output)
        system.makedirs(folder, exist_ok=True)
        for name in names:
            # Object stores show an upload once it is whole.
            system.put_file(str(staged / name), f"{folder.rstrip('/')}/{name}")
            (staged / name).unlink()
        return
    target = Path(output)
    target.mkdir(parents=True, exist_ok=True)
    # Copies on their way from a work folder on another file system.
    remove_unfinished(target)
    for name in names:
        move_whole(staged / name, target / name)
