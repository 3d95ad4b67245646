"""Helpers for the tests of jobs: small dumps, requests without a socket, a worker."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import orjson
from flask.testing import FlaskClient

from service.jobs.worker import Worker
from service.settings import ServiceSettings
from summarizer.records import Document
from tests.dumps.samples import make_documents
from tests.waiting import wait_for

LINES = {"Content-Type": "application/x-ndjson"}


def make_dump(seed: int, n_stories: int = 3) -> bytes:
    """A dump of some documents with copies, different ones for each seed."""
    return write_lines(make_documents(seed, n_stories))


def write_lines(documents: list[Document]) -> bytes:
    """Documents as JSON lines, each with a field that only its owner knows."""
    return b"".join(
        orjson.dumps({"id": one.id, "text": one.text, "url": f"u{one.id}"}) + b"\n" for one in documents
    )


def wait_until_ended(ask: Callable[[], dict[str, Any]]) -> dict[str, Any]:
    """A job that is done or failed."""
    return wait_for(ask, lambda job: job["state"] in ("done", "failed"))


DOCUMENTS = make_documents(5, 4)
DUMP = write_lines(DOCUMENTS)


@contextmanager
def running_worker(settings: ServiceSettings) -> Iterator[None]:
    """A worker in a thread of this process; its jobs have processes of their own."""
    stopping = threading.Event()

    def run() -> None:
        worker = Worker(settings)
        try:
            while not stopping.is_set():
                worker.run_once()
        finally:
            worker.stop()

    thread = threading.Thread(target=run)
    thread.start()
    try:
        yield
    finally:
        stopping.set()
        thread.join()


def fetch(client: FlaskClient, address: str, **headers: str) -> Any:
    """A reply, read to its end so that its file is closed."""
    with client.get(
        address, headers={name.replace("_", "-"): value for name, value in headers.items()}
    ) as reply:
        reply.get_data()
        return reply


def make_headers(name: str, **more: str) -> dict[str, str]:
    """The headers of a request with an API key."""
    return {"Authorization": f"Bearer {name}", **LINES, **more}


def create_job(client: FlaskClient, data: bytes = DUMP, query: str = "kind=dedup", **headers: str) -> Any:
    """The reply to a new job of the key desk."""
    more = {name.replace("_", "-"): value for name, value in headers.items()}
    return client.post(f"/v1/jobs?{query}", data=data, headers=make_headers("desk", **more))


def run_jobs(
    client: FlaskClient, settings: ServiceSettings, names: list[str], worker: Worker | None = None
) -> list[Any]:
    """Jobs of the key desk, after a worker has run them."""
    worker = worker or Worker(settings)

    def turn() -> list[Any]:
        worker.run_once()
        return [client.get(f"/v1/jobs/{name}", headers=make_headers("desk")).get_json() for name in names]

    return wait_for(turn, lambda jobs: all(job["state"] in ("done", "failed") for job in jobs))
