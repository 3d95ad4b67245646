"""Calls that change what the service keeps: jobs over dumps, and the archive; used by both clients."""

from collections.abc import Iterable
from dataclasses import asdict
from functools import partial
from typing import Any
from urllib.parse import quote
from uuid import uuid4

from service.client.calls import (
    JSON,
    Call,
    write_budget,
    write_clustering,
    write_json,
)
from service.client.replies import read_reply
from service.client.transfers import DumpBody
from service.wire.job_models import ArchiveReply, Job, JobList
from summarizer.dumps.records import Match
from summarizer.duplicates.given_rows import DataTable, list_rows, read_documents
from summarizer.records import DuplicateSettings, Given, SummarySettings


def prepare_submission(
    dump: DumpBody, settings: DuplicateSettings | SummarySettings, level: str | None
) -> Call[Job]:
    """A new job over a dump. The idempotency key makes it safe to send again: one key, one job."""
    summaries = isinstance(settings, SummarySettings)
    values = write_budget(settings) if isinstance(settings, SummarySettings) else write_clustering(settings)
    query = {
        "kind": "summarize" if summaries else "dedup",
        **{name: _write_value(value) for name, value in values.items()},
        **({} if level is None else {"level": level}),
    }
    headers = {
        "Content-Type": dump.media,
        "Idempotency-Key": uuid4().hex,
        "Content-Length": str(dump.size),
    }
    return Call("POST", "/v1/jobs", partial(read_reply, Job), dump, headers, query)


def prepare_job(name: str) -> Call[Job]:
    """A job in its present state."""
    return Call("GET", f"/v1/jobs/{quote(name, safe='')}", partial(read_reply, Job))


def prepare_jobs(before: str = "") -> Call[JobList]:
    """Some jobs, newest first; with ``before``, only those older than that job."""
    query = {"limit": "200", **({"before": before} if before else {})}
    return Call("GET", "/v1/jobs", partial(read_reply, JobList), query=query)


def prepare_removal(name: str) -> Call[None]:
    """Stop a job and remove it with its results.

    Not sent again where it may have been done: the second answer would be that there is no such job.
    """
    path = f"/v1/jobs/{quote(name, safe='')}"
    return Call("DELETE", path, lambda _body, _url: None, repeatable=False)


def prepare_archive(documents: Iterable[Given] | DataTable, *, add: bool) -> Call[tuple[Match | None, ...]]:
    """For each document, the earlier one that it repeats; with ``add``, the documents are kept too.

    Adding is not sent again where it may have been done: the archive would be the same, but the answer would
    say that each document repeats itself.
    """
    rows = read_documents(list_rows(documents))
    body = write_json({"documents": [asdict(document) for document in rows]})
    path = "/v1/archive/documents" if add else "/v1/archive/queries"
    return Call("POST", path, _read_matches, body, JSON, repeatable=not add)


def _read_matches(body: bytes, url: str) -> tuple[Match | None, ...]:
    reply: ArchiveReply = read_reply(ArchiveReply, body, url)
    return tuple(
        None if row.duplicate_of is None else Match(row.duplicate_of, row.similarity or 0.0, row.reason)  # type: ignore[arg-type]
        for row in reply.documents
    )


def _write_value(value: Any) -> str:
    return ",".join(value) if isinstance(value, list) else str(value)
