"""The routes of jobs over dumps: made here, stored by `jobs.queue`, run by `jobs.worker`."""

import re
from typing import Annotated

from flask import Blueprint, Flask, Response, abort, current_app, request, send_file
from pydantic import Field

from service.http.access.auth import name_owner
from service.http.answers import render_json
from service.http.bodies import read_query
from service.http.operations import Scope, describe_view
from service.http.streams import take_stream_slot
from service.jobs.folders import (
    LONGEST_SWEEP,
    OUTPUT,
    estimate_disk,
    find_folder,
    lock_folder,
    name_dump,
    remove_folder,
)
from service.jobs.metrics import register_job_metrics
from service.jobs.queue import NewJob, Queue, make_id, serialize_request
from service.jobs.upload import check_floor, check_headers, receive_dump
from service.routes.health import NotReadyError, add_check
from service.routes.results import find_job, find_queue
from service.settings import ServiceSettings
from service.wire.job_models import Job, JobList, JobQuery, JobsQuery, JobState
from service.wire.problems import (
    INVALID_DUMP,
    INVALID_FIELD,
    KEY_REUSED,
    NO_ROOM,
    NOT_DONE,
    TOO_MANY_JOBS,
    Fault,
    ProblemError,
)

jobs = Blueprint("jobs", __name__, url_prefix="/v1/jobs")

_KEY = re.compile(r"[\x21-\x7e]{1,255}")
_MEDIA = {
    "jsonl": "application/x-ndjson",
    "json": "application/json",
    "parquet": "application/vnd.apache.parquet",
    "html": "text/html; charset=utf-8",
}
# The browser shows the report as a page without an origin that can send no requests.
_REPORT = (
    "sandbox allow-scripts; default-src 'none'; script-src 'unsafe-inline'; "
    "style-src 'unsafe-inline'; img-src data:"
)
_REQUEST_HEADERS = {
    "Idempotency-Key": "a new one for each job; the same request with the same key makes no second job"
}


def register_jobs(app: Flask, settings: ServiceSettings) -> None:
    """Give an app its queue, and `/readyz` a check of it."""
    queue = Queue(settings.data / "jobs.sqlite")
    app.extensions["jobs"] = queue

    def check() -> None:
        queue.count_states()
        try:
            check_floor(settings.data, settings)
        except ProblemError as error:
            raise NotReadyError(error.detail) from None

    add_check(app, "jobs", check)
    register_job_metrics(app, queue)


@jobs.post("")
@describe_view(
    scope=Scope.JOBS,
    request=Annotated[bytes, Field(min_length=1, description="one record on each line, plain or packed")],
    # The second is for generated clients, of which many know no NDJSON.
    body_media=("application/x-ndjson", "application/octet-stream"),
    query=JobQuery,
    reply=Job,
    status=202,
    headers={"Location": "the address of the job"},
    request_headers=_REQUEST_HEADERS,
    problems=(INVALID_DUMP, KEY_REUSED, TOO_MANY_JOBS, NO_ROOM),
)
def create_job() -> tuple[Response, int, dict[str, str]]:
    """Deduplicate or summarize a dump.

    The body is the dump itself: one JSON object a line; as text/csv one row a record under a row of names; or
    a table as application/vnd.apache.parquet. It is sent as it is or packed by gzip or zstd, with
    Content-Encoding or without. Records without a document are counted and listed; the rest goes on.
    """
    settings: ServiceSettings = current_app.config["SETTINGS"]
    queue, owner = find_queue(), name_owner()
    query, key = read_query(JobQuery), _read_key()
    coding = check_headers(settings)
    wanted = query.model_dump(mode="json", exclude={"kind"}, exclude_unset=True)
    queue.check_key(owner, key, serialize_request(query.kind, wanted))
    room = queue.check_room(owner, settings.quota, settings.waiting)
    name = make_id()
    folder = find_folder(settings.data, name)
    slot, made = take_stream_slot(), None
    try:
        with lock_folder(folder, patience=LONGEST_SWEEP):
            check_floor(folder, settings)
            path = folder / name_dump(request.mimetype)
            upload = receive_dump(path, coding, settings, room // estimate_disk(1, request.mimetype))
            sizes = upload.size, estimate_disk(upload.size, request.mimetype)
            new = NewJob(name, owner, query.kind, wanted, key, upload.digest, *sizes)
            made = queue.add(new, settings.quota, settings.waiting)
    finally:
        slot.release()
        if made != name:
            remove_folder(folder)
    job = queue.find(made, owner)
    if job is None:  # deleted meanwhile
        abort(404)
    return render_json(job), 202, {"Location": f"/v1/jobs/{made}"}


@jobs.get("")
@describe_view(scope=Scope.JOBS, query=JobsQuery, reply=JobList)
def list_jobs() -> Response:
    """List the jobs of a key, newest first."""
    query = read_query(JobsQuery)
    found = find_queue().list_jobs(name_owner(), query.before, query.limit + 1)
    more = found[query.limit - 1].id if len(found) > query.limit else None
    return render_json(JobList(tuple(found[: query.limit]), more))


@jobs.get("/<name>")
@describe_view(scope=Scope.JOBS, reply=Job)
def show_job(name: str) -> Response:
    """Show the progress of a job, or its results."""
    return render_json(find_job(name))


@jobs.delete("/<name>")
@describe_view(scope=Scope.JOBS, status=204)
def delete_job(name: str) -> tuple[str, int]:
    """Stop a job, and delete it with its results."""
    find_job(name)
    settings: ServiceSettings = current_app.config["SETTINGS"]
    if find_queue().cancel(name, name_owner()):
        remove_folder(find_folder(settings.data, name))
    return "", 204


@jobs.get("/<name>/results/<result>")
@describe_view(scope=Scope.JOBS, reply=bytes, media="application/octet-stream", problems=(NOT_DONE,))
def show_result(name: str, result: str) -> Response:
    """Send a file that a job wrote, or the range of it that the header Range names."""
    job = find_job(name)
    if job.state != JobState.DONE:
        raise ProblemError(NOT_DONE, f"the job is {job.state}, its results come when it is done")
    # Only names in the list: no other file of the folder can be read.
    found = next((row for row in job.results if row.name == result), None)
    if found is None:
        abort(404)
    path = find_folder(current_app.config["SETTINGS"].data, job.id) / OUTPUT / found.name
    ending = found.name.rpartition(".")[2]
    reply = send_file(
        path.absolute(),
        mimetype=_MEDIA.get(ending, "application/octet-stream"),
        as_attachment=ending != "html",
        download_name=found.name,
        etag=found.sha256,
    )
    if ending == "html":
        reply.headers["Content-Security-Policy"] = _REPORT
    if reply.status_code == 206:
        _hold_slot(reply)
    return reply


def _hold_slot(reply: Response) -> None:
    """Count a download as a stream: the server sends a whole file without a thread, a part with one."""
    try:
        slot = take_stream_slot()
    except ProblemError:
        reply.close()
        raise
    reply.direct_passthrough = False  # otherwise nothing is called at the end
    reply.call_on_close(slot.release)


def _read_key() -> str | None:
    key = request.headers.get("Idempotency-Key")
    if key is not None and not _KEY.fullmatch(key):
        fault = Fault("Idempotency-Key", "wanted 1 to 255 visible ASCII characters without spaces")
        raise ProblemError(INVALID_FIELD, f"{fault.field}: {fault.detail}", (fault,))
    return key
