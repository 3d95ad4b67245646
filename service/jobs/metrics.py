"""Metrics of the jobs, for Prometheus; added to the reply of `/metrics`.

The counts are kept in the table of jobs and read when `/metrics` is requested: workers may run on their own,
and neither a job nor a process lasts.
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


class _JobCollector(Collector):
    """Reads the counts from the table of jobs."""

    def __init__(self, queue: Queue) -> None:
        self.queue = queue

    def collect(self) -> Iterator[Metric]:
        """Jobs by state; ended jobs by outcome, with how long they took."""
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


def register_job_metrics(app: Flask, queue: Queue) -> None:
    """Add the jobs of an app to its `/metrics`."""
    registry = CollectorRegistry()
    registry.register(_JobCollector(queue))
    app.extensions[_NAME] = registry


@metering.after_request
def append_job_metrics(reply: Response) -> Response:
    """Append the metrics of the jobs; when the table cannot be read, send the others without them."""
    if reply.status_code == 200:
        try:
            reply.set_data(reply.get_data() + generate_latest(current_app.extensions[_NAME]))
        except sqlite3.Error as error:
            LOG.warning("jobs cannot be counted: %s", type(error).__name__)
    return reply
