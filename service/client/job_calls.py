"""Ordering: what is asked of a service that goes on when the answer has come: jobs, and the archive."""

from collections.abc import Iterable
from dataclasses import asdict
from functools import partial
from typing import Any
from urllib.parse import quote
from uuid import uuid4

from service.client.calls import (
    JSON,
    LINES,
    Call,
    check_documents,
    write_budget,
    write_clustering,
    write_json,
)
from service.client.replies import decode
from service.client.transfers import Upload
from service.wire.job_models import ArchiveReply, Job, JobList
from summarizer.dumps.records import Match
from summarizer.records import Document, DuplicateSettings, SummarySettings


def ask_submission(
    dump: Upload, settings: DuplicateSettings | SummarySettings, level: str | None
) -> Call[Job]:
    """A new job over a dump. Its key makes it safe to send again: the service knows it by that."""
    summaries = isinstance(settings, SummarySettings)
    values = write_budget(settings) if isinstance(settings, SummarySettings) else write_clustering(settings)
    query = {
        "kind": "summarize" if summaries else "dedup",
        **{name: _write(value) for name, value in values.items()},
        **({} if level is None else {"level": level}),
    }
    headers = {**LINES, "Idempotency-Key": uuid4().hex, "Content-Length": str(dump.size)}
    return Call("POST", "/v1/jobs", partial(decode, Job), dump, headers, query)


def ask_job(name: str) -> Call[Job]:
    """How far a job is."""
    return Call("GET", f"/v1/jobs/{quote(name, safe='')}", partial(decode, Job))


def ask_jobs(before: str | None = None) -> Call[JobList]:
    """Some jobs, newest first: those before one, where it is named."""
    query = {"limit": "200", **({"before": before} if before else {})}
    return Call("GET", "/v1/jobs", partial(decode, JobList), query=query)


def ask_removal(name: str) -> Call[None]:
    """The end of a job and of what came of it.

    Not sent again where it may have been done: the second answer would be that there is no such job.
    """
    path = f"/v1/jobs/{quote(name, safe='')}"
    return Call("DELETE", path, lambda _body, _url: None, repeatable=False)


def ask_archive(documents: Iterable[Document], *, add: bool) -> Call[tuple[Match | None, ...]]:
    """What each document repeats of those seen before.

    Adding is not sent again where it may have been done: the archive would be the same, but the answer would
    be that each document repeats itself.
    """
    rows = check_documents(documents)
    body = write_json({"documents": [asdict(document) for document in rows]})
    path = "/v1/archive/documents" if add else "/v1/archive/queries"
    return Call("POST", path, _read_matches, body, JSON, repeatable=not add)


def _read_matches(body: bytes, url: str) -> tuple[Match | None, ...]:
    reply: ArchiveReply = decode(ArchiveReply, body, url)
    return tuple(
        None if row.duplicate_of is None else Match(row.duplicate_of, row.similarity or 0.0, row.reason)  # type: ignore[arg-type]
        for row in reply.documents
    )


def _write(value: Any) -> str:
    return ",".join(value) if isinstance(value, list) else str(value)
