"""Jobs for the tests: small dumps, a client without a socket."""

from collections.abc import Callable
from typing import Any

import orjson

from summarizer.records import Document
from tests.dumps.samples import make_documents
from tests.waiting import wait_for

LINES = {"Content-Type": "application/x-ndjson"}


def make_dump(seed: int, n_stories: int = 3) -> bytes:
    """A dump of some documents with copies, other ones for each seed."""
    return write_lines(make_documents(seed, n_stories))


def write_lines(documents: list[Document]) -> bytes:
    """Documents as JSON lines, each with a field that only its owner knows."""
    return b"".join(
        orjson.dumps({"id": one.id, "text": one.text, "url": f"u{one.id}"}) + b"\n" for one in documents
    )


def wait_until_ended(ask: Callable[[], dict[str, Any]]) -> dict[str, Any]:
    """A job that is done or failed."""
    return wait_for(ask, lambda job: job["state"] in ("done", "failed"))
