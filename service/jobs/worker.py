"""The worker: it leases jobs, runs each in a process of its own, and renews the leases while they run.

Any number of workers may run. When one dies no job is lost: its leases expire, and another worker takes the
jobs over and resumes them. Started by the service, and by `khulasa work`.
"""

import multiprocessing
import os
import signal
import sys
import time
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from multiprocessing.connection import wait
from multiprocessing.context import ForkServerProcess
from types import FrameType

from service.jobs.folders import find_folder, list_folders, remove_dump, remove_folder
from service.jobs.leases import MOST_CRASHES, LeasedJob, Leases
from service.jobs.process import run_job
from service.logs import LOG, start_logging
from service.settings import ServiceSettings, read_settings
from service.wire.job_models import JobState
from service.wire.problems import JOB_CRASHED, ProblemError, describe_problem

_POLL_SECONDS = 0.1
_SWEEP_SECONDS = 30.0
# What a job imports: loaded once, by the fork server, of which the process of each job is a fork.
_PRELOAD = [
    "service.jobs.process",
    "jinja2",
    "joblib",
    "psutil",
    "pyarrow.compute",
    "pyarrow.parquet",
    "summarizer.dumps.report.page",
]


@dataclass(slots=True)
class RunningJob:
    """A job that runs: its process, and when its lease was last renewed."""

    job: LeasedJob
    process: ForkServerProcess
    renewed: float


def run_worker(settings: ServiceSettings, parent: int | None = None) -> None:
    """Run jobs until SIGTERM or SIGINT, or until the other end of the pipe ``parent`` is closed.

    Jobs that run then are stopped; the next worker resumes them.
    """
    stopping: list[int] = []

    def stop(number: int, _frame: FrameType | None) -> None:
        stopping.append(number)

    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, stop)
    start_logging(settings.log)
    os.umask(0o077)  # inherited by the processes of jobs
    worker = Worker(settings)
    try:
        while not stopping and not _is_closed(parent):
            worker.run_once()
    finally:
        worker.stop()


class Worker:
    """The state of a worker: the jobs that it runs."""

    def __init__(self, settings: ServiceSettings) -> None:
        self.settings, self.leases = settings, Leases(settings.data / "jobs.sqlite")
        self.running: list[RunningJob] = []
        self.swept = -_SWEEP_SECONDS
        self.context = multiprocessing.get_context("forkserver")
        self.context.set_forkserver_preload(_PRELOAD)
        # Each process of a job has one end of a pipe. The other closes with this process, however it ends.
        self.lifeline, self.own_end = self.context.Pipe(duplex=False)

    def run_once(self) -> None:
        """One round: look for jobs that ended, renew leases, start new jobs, and wait a moment."""
        for one in list(self.running):
            if not one.process.is_alive():
                self._end(one)
            elif not self._renew(one):
                self._stop(one)
        while len(self.running) < self.settings.slots and (job := self.leases.acquire(self.settings.lease)):
            self._start(job)
        if time.monotonic() - self.swept > _SWEEP_SECONDS:
            self._sweep()
        wait([one.process.sentinel for one in self.running], timeout=_POLL_SECONDS)

    def stop(self) -> None:
        """Kill all processes, and put their jobs back into the queue for other workers."""
        for one in self.running:
            _kill_group(one.process)
            self.leases.release(one.job)
        self.running.clear()

    def _start(self, job: LeasedJob) -> None:
        process = self.context.Process(target=run_job, args=(self.settings, job, self.lifeline))
        process.start()
        self.running.append(RunningJob(job, process, time.monotonic()))
        LOG.info("job started", extra={"job": job.id, "fence": job.fencing_token})

    def _renew(self, one: RunningJob) -> bool:
        """Renew a lease; False when it is lost. Done often, so that a cancelled job is stopped soon."""
        if time.monotonic() - one.renewed < min(1.0, self.settings.lease / 4):
            return True
        one.renewed = time.monotonic()
        return self.leases.renew(one.job, self.settings.lease)

    def _stop(self, one: RunningJob) -> None:
        """Kill a job whose lease is lost, and remove it if it was cancelled."""
        _kill_group(one.process)
        self.running.remove(one)
        LOG.info("job stopped", extra={"job": one.job.id})
        self._remove(one.job.id)

    def _end(self, one: RunningJob) -> None:
        """Handle a job whose process has ended; after a crash it is tried again, up to a limit."""
        _kill_group(one.process)  # some of its processes may be left
        self.running.remove(one)
        crashes = self.leases.requeue_crashed(one.job)
        if crashes is None:
            LOG.info("job ended", extra={"job": one.job.id})
            self._remove(one.job.id)
            return
        LOG.warning("job died", extra={"job": one.job.id, "exit": one.process.exitcode, "times": crashes})
        if crashes >= MOST_CRASHES:
            detail = f"its process died {crashes} times, the last time with exit code {one.process.exitcode}"
            self.leases.give_up(one.job, describe_problem(ProblemError(JOB_CRASHED, detail)))

    def _remove(self, name: str) -> None:
        """Remove a job if it is cancelled."""
        if self.leases.delete_cancelled(name):
            remove_folder(find_folder(self.settings.data, name))

    def _sweep(self) -> None:
        """Remove jobs that are kept no longer, folders without a job (of broken uploads, say), and dumps of
        done jobs whose process died before it could remove them.
        """
        self.swept = time.monotonic()
        for name in self.leases.list_expired(self.settings.retention * 3600, self.settings.lease):
            self.leases.delete_ended(name)
        for folder in list_folders(self.settings.data):
            state = self.leases.find_state(folder.name)
            if state is None:
                remove_folder(folder, partial(self._is_unknown, folder.name))
            elif state == JobState.DONE:
                remove_dump(folder)

    def _is_unknown(self, name: str) -> bool:
        return self.leases.find_state(name) is None


def _kill_group(process: ForkServerProcess) -> None:
    """Kill a process and all processes that it started."""
    if process.pid is None:
        return
    with suppress(ProcessLookupError, PermissionError):
        os.killpg(process.pid, signal.SIGKILL)
    process.kill()
    process.join(timeout=10)


def _is_closed(parent: int | None) -> bool:
    """Whether the process that started this one is gone."""
    if parent is None:
        return False
    return bool(wait([parent], timeout=0)) and not os.read(parent, 1)


def run_from_environment() -> None:
    """Run a worker with the settings of the environment. Raises ``SettingsError``."""
    run_worker(read_settings(os.environ))


def run_beside_service() -> None:
    """Run a worker for the service that started this process, with the settings on standard input."""
    line = sys.stdin.buffer.readline()
    run_worker(ServiceSettings.model_validate_json(line), sys.stdin.fileno())


if __name__ == "__main__":
    run_beside_service()
