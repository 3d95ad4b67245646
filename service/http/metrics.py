"""The metrics of requests for Prometheus, of all processes together; used by the app and the server.

No label holds what a caller chose: a route is the rule, not the address, and an unknown method is "other".
"""

import os
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from flask import Blueprint, Flask, Response, current_app
from prometheus_client import (
    CollectorRegistry,
    Counter,
    Gauge,
    Histogram,
    Metric,
    disable_created_metrics,
    generate_latest,
    multiprocess,
)

from service.http.operations import Scope, describe_view
from service.settings import METRICS

metering = Blueprint("metering", __name__)

_METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})
_SECONDS = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60)


class Meter:
    """The metrics of one app."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        named: dict[str, Any] = {"registry": self.registry}
        self.requests = Counter(
            "khulasa_requests", "Requests answered", ["method", "route", "status"], **named
        )
        self.seconds = Histogram(
            "khulasa_request_seconds",
            "From the head of a request to the end of its reply",
            ["route"],
            buckets=_SECONDS,
            **named,
        )
        self.refused = Counter("khulasa_refused", "Requests refused without a thread", ["problem"], **named)
        self.in_hand = Gauge(
            "khulasa_in_hand", "Requests that are open now", multiprocess_mode="livesum", **named
        )

        # By their labels, which `labels` checks and looks up anew: that takes longer than the counting.
        self.children: dict[tuple[str, str, int], tuple[Any, Any]] = {}

    def count(self, method: str, route: str, status: int, seconds: float) -> None:
        """Count a request that was answered."""
        name = method if method in _METHODS else "other", route, status
        found = self.children.get(name)
        if found is None:
            found = self.children[name] = self.requests.labels(*name), self.seconds.labels(route)
        requests, times = found
        requests.inc()
        times.observe(seconds)

    def write(self) -> bytes:
        """All metrics, of all processes where there are several."""
        registry = self.registry
        if METRICS in os.environ:
            registry = CollectorRegistry()
            _ProcessesCollector(registry)  # type: ignore[no-untyped-call]
        return generate_latest(registry)


class _ProcessesCollector(multiprocess.MultiProcessCollector):
    """Reads the files of all processes, without those that hold nothing yet.

    A process creates its file empty and then gives it its size. Between the two the library's reader ends in
    a ``struct.error``, and for ever where the process was killed there. A file never shrinks again.
    """

    def collect(self) -> Iterable[Metric]:
        """The metrics, added up."""
        files = [str(path) for path in Path(os.environ[METRICS]).glob("*.db") if _has_content(path)]
        found: Iterable[Metric] = self.merge(files)  # type: ignore[no-untyped-call]
        return found


def _has_content(path: Path) -> bool:
    """Whether a file is not empty and still there: that of open requests is removed when its process ends."""
    try:
        return path.stat().st_size > 0
    except FileNotFoundError:
        return False


def register_meter(app: Flask) -> None:
    """Let an app count its requests, without the times when counting began."""
    disable_created_metrics()  # type: ignore[no-untyped-call]
    app.extensions["meter"] = Meter()


def forget_process(pid: int) -> None:
    """Remove the open requests of a process that ended; its totals stay."""
    if Path(os.environ.get(METRICS, "")).is_dir():
        multiprocess.mark_process_dead(pid)  # type: ignore[no-untyped-call]


@metering.get("/metrics")
@describe_view(scope=Scope.ADMIN, reply=str, media="text/plain")
def show_metrics() -> Response:
    """How many requests, how long they took, how many are open, for Prometheus."""
    meter: Meter = current_app.extensions["meter"]
    # Not as ``mimetype``, to which Flask adds a second charset, which Prometheus refuses.
    return Response(meter.write(), content_type="text/plain; version=0.0.4; charset=utf-8")
