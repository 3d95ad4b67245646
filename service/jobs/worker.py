"""Dispatching: the worker. It takes jobs, has each done in a process of its own, and keeps them its own.

Any number of workers may run. One that dies takes nothing along: its jobs are taken over when their leases
have run out, and go on from what they had done.
"""

import multiprocessing
import os
import signal
import sys
import time
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing.connection import wait
from multiprocessing.context import ForkServerProcess
from types import FrameType

from service.jobs.folders import DUMP, find_folder, list_folders, remove_folder
from service.jobs.leases import MOST_CRASHES, Leases, Ticket
from service.jobs.process import perform
from service.logs import LOG, start_logging
from service.settings import ServiceSettings, read_settings
from service.wire.job_models import JobState
from service.wire.problems import JOB_CRASHED, ProblemError, describe_problem

_POLL_SECONDS = 0.1
_SWEEP_SECONDS = 30.0
# What a job imports: loaded once, by the server that its process is a fork of.
_PRELOAD = [
    "service.jobs.process",
    "jinja2",
    "joblib",
    "nltk.stem.isri",
    "psutil",
    "pyarrow.compute",
    "pyarrow.parquet",
    "scipy.sparse",
    "sklearn.feature_extraction.text",
    "summarizer.dumps.report.page",
]


@dataclass(slots=True)
class Running:
    """A job in hand: its process, and until when it is ours without a word."""

    ticket: Ticket
    process: ForkServerProcess
    renewed: float


def work(settings: ServiceSettings, parent: int | None = None) -> None:
    """Do jobs until SIGTERM or SIGINT, or the end of ``parent``, a file that another process holds open.

    What is in hand then is ended, and gone on with by the next worker.
    """
    stopping: list[int] = []

    def stop(number: int, _frame: FrameType | None) -> None:
        stopping.append(number)

    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, stop)
    start_logging(settings.log)
    dispatcher = Dispatcher(settings)
    try:
        while not stopping and not _is_closed(parent):
            dispatcher.turn()
    finally:
        dispatcher.stop()


class Dispatcher:
    """A worker's state: the jobs it has in hand."""

    def __init__(self, settings: ServiceSettings) -> None:
        self.settings, self.leases = settings, Leases(settings.data / "jobs.sqlite")
        self.running: list[Running] = []
        self.swept = -_SWEEP_SECONDS
        self.context = multiprocessing.get_context("forkserver")
        self.context.set_forkserver_preload(_PRELOAD)
        # Every process of a job holds the one end; the other closes with this process, however that ends.
        self.lifeline, self.own = self.context.Pipe(duplex=False)

    def turn(self) -> None:
        """One round: see who ended, keep what is ours, take what there is, and wait a moment."""
        for job in list(self.running):
            if not job.process.is_alive():
                self._end(job)
            elif not self._keep(job):
                self._stop(job)
        while len(self.running) < self.settings.slots and (ticket := self.leases.take(self.settings.lease)):
            self._start(ticket)
        if time.monotonic() - self.swept > _SWEEP_SECONDS:
            self._sweep()
        wait([job.process.sentinel for job in self.running], timeout=_POLL_SECONDS)

    def stop(self) -> None:
        """End all processes, and let other workers have their jobs."""
        for job in self.running:
            _end_group(job.process)
            self.leases.give_back(job.ticket)
        self.running.clear()

    def _start(self, ticket: Ticket) -> None:
        process = self.context.Process(target=perform, args=(self.settings, ticket, self.lifeline))
        process.start()
        self.running.append(Running(ticket, process, time.monotonic()))
        LOG.info("job started", extra={"job": ticket.id, "fence": ticket.fence})

    def _keep(self, job: Running) -> bool:
        """Whether a job is still ours; looked at often, so that a cancelled one ends soon."""
        if time.monotonic() - job.renewed < min(1.0, self.settings.lease / 4):
            return True
        job.renewed = time.monotonic()
        return self.leases.renew(job.ticket, self.settings.lease)

    def _stop(self, job: Running) -> None:
        """End a job that was taken away, and remove it if it was cancelled."""
        _end_group(job.process)
        self.running.remove(job)
        LOG.info("job stopped", extra={"job": job.ticket.id})
        self._remove(job.ticket.id)

    def _end(self, job: Running) -> None:
        """See how the process of a job ended; one that died is tried again, but not for ever."""
        _end_group(job.process)  # of which some may be left
        self.running.remove(job)
        crashes = self.leases.retry(job.ticket)
        if crashes is None:
            LOG.info("job ended", extra={"job": job.ticket.id})
            self._remove(job.ticket.id)
            return
        LOG.warning("job died", extra={"job": job.ticket.id, "exit": job.process.exitcode, "times": crashes})
        if crashes >= MOST_CRASHES:
            detail = f"its process died {crashes} times, the last time with exit code {job.process.exitcode}"
            self.leases.bury(job.ticket, describe_problem(ProblemError(JOB_CRASHED, detail)))

    def _remove(self, name: str) -> None:
        """Remove a job if it is cancelled."""
        if self.leases.forget_cancelled(name):
            remove_folder(find_folder(self.settings.data, name))

    def _sweep(self) -> None:
        """Remove jobs that are past their time, folders that no job knows (of broken uploads, say), and dumps
        that jobs had no time to remove when they were done.
        """
        self.swept = time.monotonic()
        for name in self.leases.list_expired(self.settings.retention * 3600):
            self.leases.forget(name)
        for folder in list_folders(self.settings.data):
            state = self.leases.find_state(folder.name)
            if state is None:
                remove_folder(folder)
            elif state == JobState.DONE:
                (folder / DUMP).unlink(missing_ok=True)


def _end_group(process: ForkServerProcess) -> None:
    """End a process and all that it started."""
    if process.pid is None:
        return
    with suppress(ProcessLookupError, PermissionError):
        os.killpg(process.pid, signal.SIGKILL)
    process.kill()
    process.join(timeout=10)


def _is_closed(parent: int | None) -> bool:
    """Whether who started this process is gone."""
    if parent is None:
        return False
    return bool(wait([parent], timeout=0)) and not os.read(parent, 1)


def work_alone() -> None:
    """Work by the settings of the environment. Raises ``SettingsError``."""
    work(read_settings(os.environ))


def work_beside() -> None:
    """Work for the service that started this process, by the settings on the first line of its input."""
    line = sys.stdin.buffer.readline()
    work(ServiceSettings.model_validate_json(line), sys.stdin.fileno())


if __name__ == "__main__":
    work_beside()
