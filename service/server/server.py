"""The server: the app behind gunicorn, until a signal stops it; used by `khulasa serve`."""

import gc
import os
import shutil
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from tempfile import mkdtemp
from types import FrameType
from typing import Any

from flask import Flask
from gunicorn.app.base import BaseApplication
from gunicorn.arbiter import Arbiter
from gunicorn.glogging import Logger

from service.logs import start_logging
from service.server.balance import ConnectionCounts
from service.server.stop_signals import STOP_SIGNALS
from service.settings import METRICS, ServiceSettings, name_origin, read_settings
from service.sqlite import close_to_others
from summarizer.errors import SettingsError

_EXAMPLE = '{"text": "افتُتح السوق الجديد صباح اليوم. وقال المدير إن المحال كلها مؤجرة.", "sentences": 1}'


# Connections that may wait to be accepted. Beyond it the kernel drops the greeting of the next one, which
# comes again after a second; Python's usual 128 were full when 1,200 connections came at once.
_BACKLOG = 4096
# Objects made and not removed, before Python looks for garbage.
_GARBAGE_OBJECTS = 20_000


class AddressError(Exception):
    """The service cannot listen where it should."""

    def __init__(self, host: str, port: int, found: str) -> None:
        super().__init__(host, port, found)
        self.host, self.port, self.found = host, port, found

    def __str__(self) -> str:
        return f"{self.host}, port {self.port}: {self.found}; stop what listens there or choose another"


class _Logger(Logger):  # type: ignore[misc]
    """gunicorn's logger as `start_logging` set it up; no access log, which has addresses of callers."""

    def setup(self, cfg: object) -> None:
        """Change nothing."""

    def access(self, *_told: object) -> None:
        """Log nothing: `request_log` does."""


class _Arbiter(Arbiter):  # type: ignore[misc]
    """gunicorn's arbiter, which keeps a worker for the jobs alive beside the web processes."""

    job_worker: subprocess.Popen[bytes] | None = None

    def manage_workers(self) -> None:
        """Start processes that are missing; gunicorn calls this about once a second."""
        super().manage_workers()
        settings = self.app.settings
        if settings.worker and (self.job_worker is None or self.job_worker.poll() is not None):
            self.job_worker = _start_job_worker(settings)

    def spawn_worker(self) -> Any:
        """Start a web process; a stop signal that arrives before it has its handlers is kept for them."""
        signal.pthread_sigmask(signal.SIG_BLOCK, STOP_SIGNALS)
        try:
            return super().spawn_worker()
        finally:
            signal.pthread_sigmask(signal.SIG_UNBLOCK, STOP_SIGNALS)

    def stop(self, graceful: bool = True) -> None:  # noqa: FBT001, FBT002  as gunicorn calls it
        """Stop all processes; jobs that run are resumed after the next start."""
        worker, self.job_worker = self.job_worker, None
        if worker is not None:
            worker.terminate()
        super().stop(graceful)
        if worker is not None:
            worker.wait(timeout=15)


class _Server(BaseApplication):  # type: ignore[misc]
    """gunicorn with one app; its own command would obey a gunicorn.conf.py of the current folder."""

    def __init__(self, settings: ServiceSettings, listener: int) -> None:
        self.settings, self.listener = settings, listener
        self.connections = ConnectionCounts(settings.workers)
        super().__init__()

    def load_config(self) -> None:
        for name, value in _configure(self.settings, self.listener).items():
            self.cfg.set(name, value)

    def run(self) -> None:
        """Serve until a signal stops it."""
        _Arbiter(self).run()

    def load(self) -> Flask:
        from service.app import create_app  # here, as in `_configure`

        app = create_app(self.settings)
        _settle_memory()
        return app


def _settle_memory() -> None:
    """Leave what was loaded to all processes, before the first fork, and look for garbage less often.

    Pages take 5% longer at Python's usual 700 objects. Nothing here makes much that refers to itself.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(_GARBAGE_OBJECTS, *gc.get_threshold()[1:])


def serve(options: Mapping[str, Any]) -> None:
    """Serve with the settings of the environment and, over them, ``options``, until SIGTERM or SIGINT.

    Requests that have arrived are answered first. Raises ``SettingsError`` and ``AddressError``.
    """
    settings = read_settings(os.environ, **options)
    # The command ends when a pipe is closed; the service must not end when a caller leaves early.
    signal.signal(signal.SIGPIPE, signal.SIG_IGN)
    start_logging(settings.log)
    # Whatever a process of the service writes is for its own user.
    os.umask(0o077)
    with _make_folder() as folder:
        os.environ[METRICS] = folder
        try:
            _open_data(settings.data)
            _Server(settings, _listen(settings.host, settings.port)).run()
        except SettingsError as error:  # the app reads the file of keys
            name = name_origin(error.name, os.environ, options)
            raise SettingsError(name, error.found, error.wanted) from None


def _open_data(folder: Path) -> None:
    """Create the folder of lasting data before anything listens. Raises ``SettingsError``."""
    try:
        close_to_others(folder)
    except OSError as error:
        raise SettingsError("data", str(folder), f"a folder that can be written ({error.strerror})") from None


@contextmanager
def _make_folder() -> Iterator[str]:
    """A folder for the metrics of all processes, removed by the process that created it.

    gunicorn's workers are forks that leave this block as well: the first one that ends would remove a
    ``TemporaryDirectory``.
    """
    folder, own = mkdtemp(prefix="khulasa-metrics-"), os.getpid()
    try:
        yield folder
    finally:
        if os.getpid() == own:
            shutil.rmtree(folder, ignore_errors=True)


def _start_job_worker(settings: ServiceSettings) -> subprocess.Popen[bytes]:
    """Start a worker that ends with this process: its input is a pipe that only this process has open."""
    worker = subprocess.Popen(
        [sys.executable, "-m", "service.jobs.worker"], stdin=subprocess.PIPE, start_new_session=True
    )
    assert worker.stdin is not None  # noqa: S101  PIPE was asked for
    worker.stdin.write(settings.model_dump_json().encode() + b"\n")
    worker.stdin.flush()
    return worker


def _listen(host: str, port: int) -> int:
    """Listen at the address; the file descriptor. gunicorn would try five times and log each time."""
    try:
        family = socket.AF_INET6 if ":" in host else socket.AF_INET
        return socket.create_server((host, port), family=family, backlog=_BACKLOG).detach()
    except OSError as error:
        found = (error.strerror or str(error)).split(" (while")[0]
        raise AddressError(host, port, found) from None


def _configure(settings: ServiceSettings, listener: int) -> dict[str, object]:
    # Imported here: prometheus_client reads at import where the metrics go, which `serve` sets first.
    from service.server.gunicorn_worker import PatientWorker

    return {
        "bind": f"fd://{listener}",
        "worker_class": PatientWorker,
        "workers": settings.workers,
        "threads": settings.threads,
        "graceful_timeout": settings.grace,
        # As long as most proxies do, so that none sends a request into a connection that is being closed.
        "keepalive": 75,
        # The app is built before the workers are forked: an error in it stops the start.
        "preload_app": True,
        "logger_class": _Logger,
        # A socket in the home folder through which the server can be controlled; nothing here uses it.
        "control_socket_disable": True,
        "when_ready": _announce,
        "child_exit": _forget_process,
    }


def _announce(server: Any) -> None:
    """Print the address, and let the first Ctrl-C wait for open requests; a second one does not."""

    def stop(_number: int, frame: FrameType | None) -> None:
        signal.signal(signal.SIGINT, server.signal)
        server.signal(signal.SIGTERM, frame)

    signal.signal(signal.SIGINT, stop)
    host, port = server.LISTENERS[0].getsockname()[:2]
    address = f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"
    print(f"Khulasa answers at {address} (Ctrl-C stops it). Try:", flush=True)
    print(f"curl {address}/v1/summaries -H 'Content-Type: application/json' -d '{_EXAMPLE}'", flush=True)


def _forget_process(_server: object, worker: Any) -> None:
    from service.http.metrics import forget_process

    forget_process(worker.pid)
    worker.connections.remove()
