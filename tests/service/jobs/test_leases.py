"""Leases: which job is next, and what a worker can do after its lease has expired."""

import time

import pytest
from flask.testing import FlaskClient

from service.jobs.leases import Leases
from service.settings import ServiceSettings
from summarizer.dumps.records import Counts, Progress
from tests.service.jobs.clients import DUMP, create_job, make_dump, make_headers


def test_a_worker_that_comes_back_late_changes_nothing(
    client: FlaskClient, settings: ServiceSettings
) -> None:
    """Its lease expired and another worker took the job over: what the first one writes is ignored."""
    leases = Leases(settings.data / "jobs.sqlite")
    made = create_job(client).get_json()["id"]
    late = leases.acquire(-1)
    current = leases.acquire(60)
    assert late is not None
    assert current is not None
    assert (late.id, current.id) == (made, made)
    counts = Counts(1, 1, 0, 0, 0)
    assert not leases.save_progress(late, Progress("p", 1, 1, 0, 1, "parts", 0.0, None))
    assert not leases.finish(late, counts, (), 1)
    assert not leases.renew(late, 60)
    assert leases.requeue_crashed(late) is None
    assert leases.finish(current, counts, (), 1)
    assert not leases.finish(current, counts, (), 1)


def test_keys_take_turns(client: FlaskClient, settings: ServiceSettings) -> None:
    """A key with many jobs does not delay a key with one."""
    mine = [create_job(client, make_dump(seed)).get_json()["id"] for seed in range(3)]
    theirs = client.post("/v1/jobs?kind=dedup", data=DUMP, headers=make_headers("other")).get_json()["id"]
    leases = Leases(settings.data / "jobs.sqlite")
    taken = [job.id for job in iter(lambda: leases.acquire(60), None)]
    assert taken == [mine[0], theirs, *mine[1:]]


@pytest.mark.parametrize("jump", [-3600.0, -1e6, 3600.0, 1e6])
def test_a_changed_time_of_day_changes_no_lease(
    client: FlaskClient, settings: ServiceSettings, monkeypatch: pytest.MonkeyPatch, jump: float
) -> None:
    """A job that runs is not taken over, and one whose worker died is, after the lease and no later."""
    now = [5000.0]
    leases = Leases(settings.data / "jobs.sqlite", clock=lambda: now[0])
    made = create_job(client).get_json()["id"]
    day = time.time()
    first = leases.acquire(10)
    assert first is not None
    monkeypatch.setattr(time, "time", lambda: day + jump)
    assert leases.acquire(10) is None
    now[0] += 10.5
    second = leases.acquire(10)
    assert second is not None
    assert second.id == made
    assert leases.finish(second, Counts(1, 1, 0, 0, 0), (), 1)
    found = client.get(f"/v1/jobs/{made}", headers=make_headers("desk")).get_json()
    assert found["finished"] >= found["started"]


def test_a_lease_from_before_a_restart_of_the_machine_is_over(
    client: FlaskClient, settings: ServiceSettings
) -> None:
    """The clock began again at 0; so with a lease of an older version, by the time of day."""
    now = [1e6]
    leases = Leases(settings.data / "jobs.sqlite", clock=lambda: now[0])
    made = create_job(client).get_json()["id"]
    assert leases.acquire(10) is not None
    now[0] = 60.0
    found = leases.acquire(10)
    assert found is not None
    assert found.id == made


def test_results_from_the_future_are_not_kept_for_ever(
    client: FlaskClient, settings: ServiceSettings, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A job ended while the clock was wrong: its time counts from when that is noticed."""
    leases = Leases(settings.data / "jobs.sqlite")
    made = create_job(client).get_json()["id"]
    job = leases.acquire(10)
    assert job is not None
    day = time.time()
    monkeypatch.setattr(time, "time", lambda: day + 1e8)
    assert leases.finish(job, Counts(1, 1, 0, 0, 0), (), 1)
    monkeypatch.setattr(time, "time", lambda: day)
    assert leases.list_expired(3600, 10) == []
    monkeypatch.setattr(time, "time", lambda: day + 3601)
    assert leases.list_expired(3600, 10) == [made]
