"""Jobs for the tests: small dumps, a client without a socket, and waiting for states instead of for the clock."""

import time
from collections.abc import Callable
from typing import Any, TypeVar

import orjson

from summarizer.records import Document
from tests.dumps.samples import make_documents

LINES = {"Content-Type": "application/x-ndjson"}
# Only a machine that is stuck takes so long; nothing is measured by it.
_PATIENCE = 240.0
Found = TypeVar("Found")


def make_dump(seed: int, n_stories: int = 3) -> bytes:
    """A dump of some documents with copies, other ones for each seed."""
    return write_lines(make_documents(seed, n_stories))


def write_lines(documents: list[Document]) -> bytes:
    """Documents as JSON lines, each with a field that only its owner knows."""
    return b"".join(
        orjson.dumps({"id": one.id, "text": one.text, "url": f"u{one.id}"}) + b"\n" for one in documents
    )


def wait_for(ask: Callable[[], Found], accept: Callable[[Found], bool] = bool) -> Found:
    """What is asked for, once it is as wanted."""
    ends = time.monotonic() + _PATIENCE
    while True:
        found = ask()
        if accept(found):
            return found
        assert time.monotonic() < ends, found
        time.sleep(0.05)


def wait_until_ended(ask: Callable[[], dict[str, Any]]) -> dict[str, Any]:
    """A job that is done or failed."""
    return wait_for(ask, lambda job: job["state"] in ("done", "failed"))
