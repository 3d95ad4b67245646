"""The metrics of the jobs."""

from typing import Any

from flask.testing import FlaskClient
from prometheus_client.parser import text_string_to_metric_families

from service.http.access.auth import hash_token
from service.jobs.leases import Leases
from service.settings import ServiceSettings
from service.wire.job_models import JobState
from summarizer.dumps.records import Counts
from tests.service.jobs.clients import create_job, make_dump, make_headers


def test_ended_jobs_are_counted(client: FlaskClient, settings: ServiceSettings) -> None:
    """Once each, by kind and outcome; the counts stay when jobs are removed, and contain nothing else of them."""
    names = [create_job(client, make_dump(seed)).get_json()["id"] for seed in range(4)]
    leases = Leases(settings.data / "jobs.sqlite")
    problem: Any = {"type": "t", "title": "t", "status": 500, "detail": "d", "advice": "a"}
    late, done, failed, stopped = (leases.acquire(lease) for lease in (-1, 60, 60, 60))
    assert late
    assert done
    assert failed
    assert stopped
    assert leases.finish(done, Counts(1, 1, 0, 0, 0), (), 1)
    assert not leases.finish(late, Counts(1, 1, 0, 0, 0), (), 1)
    assert leases.fail(failed, problem, 1)
    for name in names:
        client.delete(f"/v1/jobs/{name}", headers=make_headers("desk"))
    read = client.application.test_client().get("/metrics", headers=make_headers("boss")).text
    told = {
        (row.name, *sorted(row.labels.items())): row.value
        for family in text_string_to_metric_families(read)
        for row in family.samples
        if row.name.startswith("khulasa_job")
    }
    for outcome in ("done", "failed", "cancelled"):
        labels = (("kind", "dedup"), ("outcome", outcome))
        assert told["khulasa_jobs_ended_total", *labels] == told["khulasa_job_seconds_count", *labels] == 1
        assert told["khulasa_job_seconds_sum", *labels] < 86400
        for bound in ("86400.0", "+Inf"):
            assert told["khulasa_job_seconds_bucket", labels[0], ("le", bound), labels[1]] == 1
    states = {state: told["khulasa_jobs", ("state", state)] for state in JobState}
    assert {state: count for state, count in states.items() if count} == {JobState.CANCELLED: 1}
    assert not any(secret in read for secret in [*names, "desk", hash_token("desk")])
