"""Leases: which job is next, and what a worker can do after its lease has expired."""

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
