"""Performing: one job, in a process of its own that leads a group of its own, so that it can be ended whole.

The process lives no longer than the worker that started it: when the other end of its lifeline closes, the
whole group ends. What it wrote until then is kept, and the next process goes on from there.
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
from service.jobs.folders import DUMP, OUTPUT, find_folder, hold_folder, measure_folder
from service.jobs.leases import Leases, Ticket
from service.logs import LOG, start_logging
from service.settings import ServiceSettings
from service.wire.job_models import JobQuery
from service.wire.problems import (
    JOB_FAILED,
    NO_ROOM,
    ProblemError,
    describe_problem,
)
from summarizer.dumps.dumping import deduplicate_dump, rethreshold_dump
from summarizer.dumps.records import DumpReport, Output, Progress
from summarizer.dumps.summarizing import summarize_dump
from summarizer.errors import SummarizerError

# Starting more processes takes longer than this much takes one.
_SMALL = 8 * 1024 * 1024
_TELL_SECONDS = 0.5
# The process before this one is being ended, if it is there at all.
_HOLD_SECONDS = 30.0


class TakenAwayError(Exception):
    """The job was cancelled, or belongs to another worker by now."""


def perform(settings: ServiceSettings, ticket: Ticket, lifeline: Connection) -> None:
    """Do a job, and write down how it ended."""
    os.setsid()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, signal.SIG_DFL)
    start_logging(settings.log)
    Thread(target=_end_with, args=(lifeline,), daemon=True).start()
    leases = Leases(settings.data.absolute() / "jobs.sqlite")
    folder = find_folder(settings.data, ticket.id).absolute()
    with hold_folder(folder, patience=_HOLD_SECONDS):
        # Inputs and outputs by short names: no path of the machine stands in a result.
        os.chdir(folder)
        try:
            report = _run(settings, ticket, _make_report(leases, ticket))
        except TakenAwayError:
            return
        except Exception as error:  # noqa: BLE001  whatever it is, it ends this job and no other
            leases.fail(ticket, describe_problem(_explain(error)), measure_folder(folder))
        else:
            results = _list_results(report)
            dump = Path(DUMP)
            taken = measure_folder(folder) - (dump.stat().st_size if dump.exists() else 0)
            # Not before the end is written down: who goes on with a job that is not done needs its dump.
            if leases.finish(ticket, report.counts, results, taken):
                dump.unlink(missing_ok=True)


def _run(settings: ServiceSettings, ticket: Ticket, report: Callable[[Progress], None]) -> DumpReport:
    query = JobQuery(kind=ticket.kind, **ticket.settings)
    size = Path(DUMP).stat().st_size if Path(DUMP).exists() else 0
    workers = 1 if size < _SMALL else settings.job_workers
    dump = query.make_dump(workers=workers, memory=settings.job_memory, resume=True)
    if ticket.task == "rethreshold":
        return rethreshold_dump(OUTPUT, query.duplicates, dump, report)
    if query.kind == "summarize":
        return summarize_dump([DUMP], OUTPUT, query.summaries, dump, report)
    return deduplicate_dump([DUMP], OUTPUT, query.duplicates, dump, report)


def _make_report(leases: Leases, ticket: Ticket) -> Callable[[Progress], None]:
    """Write progress down now and then; raises ``TakenAwayError`` when that finds the job taken away."""
    told = -_TELL_SECONDS

    def report(progress: Progress) -> None:
        nonlocal told
        if time.monotonic() - told < _TELL_SECONDS:
            return
        told = time.monotonic()
        if not leases.tell(ticket, progress):
            raise TakenAwayError(ticket.id)

    return report


def _list_results(report: DumpReport) -> tuple[Output, ...]:
    """What can be fetched: what this run wrote or an earlier one did, and what it says of itself."""
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
    if isinstance(error, SummarizerError):
        return ProblemError(JOB_FAILED, str(error))
    return explain_error(error)


def _end_with(lifeline: Connection) -> None:
    """End the whole group when the worker is gone."""
    with suppress(EOFError, OSError):
        lifeline.recv_bytes()
    LOG.warning("the worker of a job is gone")
    os.killpg(0, signal.SIGKILL)
