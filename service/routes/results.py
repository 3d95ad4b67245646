"""The routes of the results of a job: clusters, thresholds, blocks, refused records."""

from pathlib import Path
from typing import Any

from flask import Blueprint, Response, abort, current_app

from service.http.access.auth import name_owner
from service.http.answers import render_json
from service.http.bodies import read_body, read_query
from service.http.operations import Scope, describe_view
from service.jobs.cluster_list import page_clusters
from service.jobs.folders import OUTPUT, find_folder
from service.jobs.queue import Queue
from service.jobs.results import page_cluster, page_rows, read_thresholds
from service.wire.job_models import (
    ClusterList,
    ClusterReply,
    ClustersQuery,
    Job,
    JobState,
    RowsQuery,
    RowsReply,
    ThresholdReply,
    ThresholdRequest,
)
from service.wire.problems import NOT_DONE, ProblemError
from summarizer.dumps.report.clusters import NoClusterError

browsing = Blueprint("browsing", __name__, url_prefix="/v1/jobs/<name>")


@browsing.get("/clusters")
@describe_view(scope=Scope.JOBS, query=ClustersQuery, reply=ClusterList, problems=(NOT_DONE,))
def show_clusters(name: str) -> Response:
    """List the clusters of a deduplication, the largest first; those with some words, where a search asks."""
    query, output = read_query(ClustersQuery), _find_output(name)
    return render_json(page_clusters(output, query))


@browsing.get("/clusters/<int:cluster>")
@describe_view(scope=Scope.JOBS, query=RowsQuery, reply=ClusterReply, problems=(NOT_DONE,))
def show_cluster(name: str, cluster: int) -> Response:
    """Show the documents of a cluster with their texts, the kept one first."""
    query, output = read_query(RowsQuery), _find_output(name)
    try:
        return render_json(page_cluster(output, cluster, query.offset, query.limit))
    except NoClusterError:
        abort(404)


@browsing.get("/thresholds")
@describe_view(scope=Scope.JOBS, reply=ThresholdReply, problems=(NOT_DONE,))
def show_thresholds(name: str) -> Response:
    """Say how many documents each threshold would keep."""
    return render_json(read_thresholds(_find_output(name)))


@browsing.post("/thresholds")
@describe_view(scope=Scope.JOBS, request=ThresholdRequest, reply=Job, status=202, problems=(NOT_DONE,))
def create_threshold(name: str) -> tuple[Response, int]:
    """Make the clusters of a finished deduplication again with other settings, from its measured pairs."""
    wanted = read_body(ThresholdRequest)
    job = find_job(name)
    if job.settings.get("level") == "blocks":
        raise ProblemError(NOT_DONE, "the job compared only blocks, so it measured no documents")
    # None removes a setting: then the trained rule decides.
    settings: dict[str, Any] = wanted.model_dump(mode="json")
    settings["sources"] = settings["sources"] or None
    find_queue().rethreshold(name, name_owner(), settings)
    return render_json(find_job(name)), 202


@browsing.get("/blocks")
@describe_view(scope=Scope.JOBS, query=RowsQuery, reply=RowsReply, problems=(NOT_DONE,))
def show_blocks(name: str) -> Response:
    """Show the blocks that recur across documents, the most frequent first."""
    query = read_query(RowsQuery)
    return render_json(page_rows(_find_output(name) / "blocks.jsonl", query.offset, query.limit))


@browsing.get("/refused")
@describe_view(scope=Scope.JOBS, query=RowsQuery, reply=RowsReply, problems=(NOT_DONE,))
def show_refused(name: str) -> Response:
    """Show the records without a document, and the reasons."""
    query = read_query(RowsQuery)
    return render_json(page_rows(_find_output(name, "any") / "refused.jsonl", query.offset, query.limit))


def find_queue() -> Queue:
    """The queue of the current app."""
    queue: Queue = current_app.extensions["jobs"]
    return queue


def find_job(name: str) -> Job:
    """A job of the current key; 404 for the job of another key, as for an unknown one."""
    job = find_queue().find(name, name_owner())
    if job is None:
        abort(404)
    return job


def _find_output(name: str, kind: str = "dedup") -> Path:
    """The output folder of a job. Raises ``ProblemError`` if it is not done or of another kind."""
    job = find_job(name)
    if job.state != JobState.DONE:
        raise ProblemError(NOT_DONE, f"the job is {job.state}, its results come when it is done")
    if kind not in ("any", job.kind):
        raise ProblemError(NOT_DONE, f"the job is of the kind {job.kind}, only {kind} has this result")
    return find_folder(Path(current_app.config["SETTINGS"].data), job.id) / OUTPUT
