"""Counting: the jobs, for Prometheus.

They are counted in their table, whichever process ends them, and read there when somebody asks: workers may
run apart, and both jobs and processes go.
"""

import sqlite3
from collections.abc import Iterator
from itertools import accumulate, groupby

from flask import Flask, Response, current_app
from prometheus_client import CollectorRegistry, generate_latest
from prometheus_client.metrics_core import (
    CounterMetricFamily,
    GaugeMetricFamily,
    HistogramMetricFamily,
    Metric,
)
from prometheus_client.registry import Collector

from service.http.metrics import metering
from service.jobs.queue import Queue
from service.jobs.table import SECONDS
from service.logs import LOG
from service.wire.job_models import JobState

_NAME = "job metrics"


class _Jobs(Collector):
    """What the table of jobs says of them all."""

    def __init__(self, queue: Queue) -> None:
        self.queue = queue

    def collect(self) -> Iterator[Metric]:
        """Jobs by their state; ended ones by outcome, and how long they took."""
        states = GaugeMetricFamily("khulasa_jobs", "Jobs that there are", labels=["state"])
        found = self.queue.count_states()
        for state in JobState:
            states.add_metric([state], found.get(state, 0))
        ended = CounterMetricFamily("khulasa_jobs_ended", "Jobs that ended", labels=["kind", "outcome"])
        seconds = HistogramMetricFamily(
            "khulasa_job_seconds",
            "From when a worker first took a job to its end",
            labels=["kind", "outcome"],
        )
        for labels, rows in groupby(self.queue.count_ended(), lambda row: [row.kind, row.outcome]):
            counts = dict.fromkeys(SECONDS, 0)
            took = 0.0
            for row in rows:
                counts[row.up_to] = row.jobs
                took += row.seconds
            sums = list(accumulate(counts.values()))
            bounds = [*(str(bound) for bound in SECONDS[:-1]), "+Inf"]
            ended.add_metric(labels, sums[-1])
            seconds.add_metric(labels, list(zip(bounds, sums, strict=True)), took)
        yield from (states, ended, seconds)


def register_counts(app: Flask, queue: Queue) -> None:
    """Have `/metrics` of an app tell of its jobs."""
    registry = CollectorRegistry()
    registry.register(_Jobs(queue))
    app.extensions[_NAME] = registry


@metering.after_request
def add_jobs(reply: Response) -> Response:
    """The metrics, with those of the jobs; without them where the table cannot be read."""
    if reply.status_code == 200:
        try:
            reply.set_data(reply.get_data() + generate_latest(current_app.extensions[_NAME]))
        except sqlite3.Error as error:
            LOG.warning("jobs are not counted: %s", type(error).__name__)
    return reply
