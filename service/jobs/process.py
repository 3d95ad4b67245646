"""The process of one job; started by `worker`.

It leads a process group, so that all processes that it starts can be killed with it. It ends with its worker:
when the worker's end of the pipe ``lifeline`` closes, all of it is killed. What it has written stays, and
the next process of the job resumes from there.
"""

import errno
import os
import signal
import time
from collections.abc import Callable
from contextlib import suppress
from hashlib import sha256
from multiprocessing.connection import Connection
from pathlib import Path
from threading import Thread

from service.http.errors import explain_error
from service.jobs.folders import (
    OUTPUT,
    find_dump,
    find_folder,
    lock_folder,
    measure_folder,
    remove_dump,
)
from service.jobs.leases import LeasedJob, Leases
from service.logs import LOG, start_logging
from service.settings import ServiceSettings
from service.wire.job_models import JobQuery
from service.wire.problems import (
    JOB_FAILED,
    NO_ROOM,
    ProblemError,
    describe_problem,
)
from summarizer.dumps.deduplicating import deduplicate_dump, rethreshold_dump
from summarizer.dumps.furniture import read_furniture
from summarizer.dumps.records import DumpReport, Output, Progress
from summarizer.dumps.summarizing import summarize_dump
from summarizer.errors import OutputError, RunError, SummarizerError

# For a smaller dump, starting more processes takes longer than one process needs for all of it.
_SMALL_DUMP = 8 * 1024 * 1024
_PROGRESS_SECONDS = 0.5
# The process that had the job before, if it is still there, is being killed.
_LOCK_SECONDS = 30.0


class LeaseLostError(Exception):
    """The job was cancelled, or another worker has taken it over."""


def run_job(settings: ServiceSettings, job: LeasedJob, lifeline: Connection) -> None:
    """Run a job, and write how it ended."""
    os.setsid()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, signal.SIG_DFL)
    start_logging(settings.log)
    Thread(target=_kill_after, args=(lifeline,), daemon=True).start()
    leases = Leases(settings.data.absolute() / "jobs.sqlite")
    folder = find_folder(settings.data, job.id).absolute()
    with lock_folder(folder, patience=_LOCK_SECONDS):
        # Inputs and outputs by relative names: no path of the machine gets into a result.
        os.chdir(folder)
        try:
            report = _run(settings, job, _make_report(leases, job))
        except LeaseLostError:
            return
        except Exception as error:  # noqa: BLE001  any error ends this job and no other
            leases.fail(job, describe_problem(_explain(error)), measure_folder(folder))
        else:
            results = _list_results(report)
            dump = find_dump(folder)
            taken = measure_folder(folder) - (dump.stat().st_size if dump else 0)
            # Not before the job is marked as done: until then another process may resume it.
            if leases.finish(job, report.counts, results, taken):
                remove_dump(folder)


def _run(settings: ServiceSettings, job: LeasedJob, report: Callable[[Progress], None]) -> DumpReport:
    query = JobQuery(kind=job.kind, **job.settings)
    found = find_dump(Path())
    inputs, size = ([str(found)], found.stat().st_size) if found else ([], 0)
    workers = 1 if size < _SMALL_DUMP else settings.job_workers
    rows = read_furniture(settings.furniture) if settings.furniture else None
    limits = {"workers": workers, "memory": settings.job_memory}
    dump = query.make_dump(**limits, resume=True, report=report, furniture=rows)
    if job.task == "rethreshold":
        return rethreshold_dump(OUTPUT, query.duplicates, dump)
    if query.kind == "summarize":
        return summarize_dump(inputs, OUTPUT, query.summaries, dump)
    return deduplicate_dump(inputs, OUTPUT, query.duplicates, dump)


def _make_report(leases: Leases, job: LeasedJob) -> Callable[[Progress], None]:
    """A callback that saves progress now and then; it raises ``LeaseLostError`` when the lease is lost."""
    saved = -_PROGRESS_SECONDS

    def report(progress: Progress) -> None:
        nonlocal saved
        if time.monotonic() - saved < _PROGRESS_SECONDS:
            return
        saved = time.monotonic()
        if not leases.save_progress(job, progress):
            raise LeaseLostError(job.id)

    return report


def _list_results(report: DumpReport) -> tuple[Output, ...]:
    """The files that can be fetched: outputs of this run or an earlier one, and the reports on the run."""
    found = {row.name: row for row in report.outputs}
    for name in ("blocks.jsonl", "run.json", "report.html"):
        path = Path(OUTPUT) / name
        if name not in found and path.is_file():
            data = path.read_bytes()
            found[name] = Output(name, len(data), sha256(data).hexdigest())
    return tuple(found.values())


def _explain(error: Exception) -> ProblemError:
    """The problem that ended a job."""
    if isinstance(error, OSError) and error.errno in (errno.ENOSPC, errno.EDQUOT):
        return ProblemError(NO_ROOM, "the disk was full")
    if isinstance(error, MemoryError):
        return ProblemError(JOB_FAILED, "the memory that a job may take was not enough")
    if isinstance(error, RunError):
        return ProblemError(JOB_FAILED, str(_advise_caller(error)))
    if isinstance(error, SummarizerError):
        return ProblemError(JOB_FAILED, str(error))
    return explain_error(error)


def _advise_caller(error: RunError) -> RunError:
    """The error of a run with advice for whoever sent the job: its own is for the user of the command.

    What is wrong with the dump is said as it is. Paths begin in the job's folder.
    """
    path = error.path.removeprefix(f"{Path.cwd()}{os.sep}")
    advice = error.advice
    if isinstance(error, OutputError):
        advice = "whoever runs the service has to let it write there"
    elif Path(path).parts[:1] == (OUTPUT,):
        advice = "send the dump again as a new job"
    return RunError(path, error.found, error.wanted, advice)


def _kill_after(lifeline: Connection) -> None:
    """Kill the whole process group when the worker is gone."""
    with suppress(EOFError, OSError):
        lifeline.recv_bytes()
    LOG.warning("the worker of a job is gone; killing the job's processes")
    os.killpg(0, signal.SIGKILL)
