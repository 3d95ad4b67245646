"""Jobs and the archive by the client, over a real service, with and without a bad network between them."""

import asyncio
import gzip
import hashlib
import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import httpx2
import pytest

from service.client import AsyncClient, Client
from service.client.errors import (
    AnswerError,
    InvalidRequestError,
    JobError,
    MissingError,
    ServiceError,
    UnreachableError,
)
from service.client.transfers import Transfer, is_done, open_dump
from service.wire.job_models import Job, JobState
from summarizer import deduplicate
from summarizer.dumps.records import Match
from summarizer.records import Document, DuplicateSettings, Keep, Reason, SummarySettings
from tests.service.client.faulty_proxy import between
from tests.service.servers import Running, serving

PAGE = """وصول القافلة رقم {0} إلى الواحة

وصلت القافلة رقم {0} إلى الواحة مساء الأربعاء بعد سفر طويل عبر الكثبان من جهة {0}، وكانت الإبل متعبة والماء قليلاً.

واستقبلها أهل الواحة بالماء والتمر، وقال شيخهم إن ضيوف القافلة {0} يبقون ثلاثة أيام في الخيام التي نُصبت لهم.
"""
DOCUMENTS = [Document(f"d{number}", PAGE.format(number % 40)) for number in range(60)]
KEPT = [cluster.kept for cluster in deduplicate(DOCUMENTS).clusters]


@pytest.fixture(scope="module")
def service() -> Iterator[Running]:
    """A service that does jobs."""
    with serving(KHULASA_SERVE_WORKERS="1", KHULASA_SERVE_WORKER="true") as running:
        yield running


@pytest.fixture
def client(service: Running) -> Iterator[Client]:
    """A client with nothing in between."""
    with Client(f"http://127.0.0.1:{service.port}") as client:
        yield client


@pytest.fixture(scope="module")
def done(service: Running) -> Job:
    """A deduplication that is done."""
    with Client(f"http://127.0.0.1:{service.port}") as client:
        return client.wait(client.submit(DOCUMENTS), every=0.05)


@pytest.fixture
def dump(tmp_path: Path) -> Path:
    """The documents as a file."""
    path = tmp_path / "dump.jsonl"
    path.write_bytes(write(DOCUMENTS))
    return path


def write(documents: list[Document]) -> bytes:
    """Documents as JSON Lines."""
    return b"".join(json.dumps({"id": one.id, "text": one.text}).encode() + b"\n" for one in documents)


def read_ids(path: Path) -> list[str]:
    """The documents of a result."""
    return [json.loads(line)["id"] for line in path.read_bytes().splitlines()]


def test_a_dump_is_deduplicated_as_the_library_does_it(client: Client, done: Job, tmp_path: Path) -> None:
    """The same documents are kept; the file is there whole, and nothing beside it."""
    assert done.counts is not None
    assert (done.counts.documents, done.counts.kept, done.counts.refused) == (60, len(KEPT), 0)
    assert read_ids(client.download(done, "kept.jsonl", tmp_path)) == KEPT
    assert [path.name for path in tmp_path.iterdir()] == ["kept.jsonl"]


def test_a_dump_may_be_a_file_or_open_or_packed(client: Client, dump: Path, tmp_path: Path) -> None:
    """By its path, as bytes to read, by gzip, or record by record: it is the same job."""
    packed = tmp_path / "dump.jsonl.gz"
    packed.write_bytes(gzip.compress(dump.read_bytes()))
    told: list[Transfer] = []
    with dump.open("rb") as file:
        jobs = [
            client.submit(dump, progress=told.append),
            client.submit(file),
            client.submit(str(packed)),
            client.submit({"id": one.id, "text": one.text} for one in DOCUMENTS),
        ]
    assert told[-1].done == told[-1].total == dump.stat().st_size
    for job in jobs:
        counts = client.wait(job, every=0.05).counts
        assert counts is not None
        assert (counts.documents, counts.kept) == (60, len(KEPT))
    assert len({job.id for job in jobs}) == 4


@pytest.mark.parametrize(
    ("name", "media"),
    [
        ("a.jsonl", "application/x-ndjson"),
        ("a", "application/x-ndjson"),
        ("a.CSV.gz", "text/csv"),
        ("a.tsv", "text/csv"),
        ("a.parquet", "application/vnd.apache.parquet"),
        ("a.parquet.zst", "application/vnd.apache.parquet"),
    ],
)
def test_a_file_is_sent_by_its_ending(tmp_path: Path, name: str, media: str) -> None:
    """Lines, rows or a table; packed too."""
    (tmp_path / name).write_bytes(b"1")
    with open_dump(tmp_path / name) as dump:
        assert dump.media == media
    with (tmp_path / name).open("rb") as file, open_dump(file) as dump:
        assert dump.media == media


def test_settings_go_along(client: Client, done: Job) -> None:
    """Those of duplicates make a deduplication, those of summaries a summary."""
    strict = client.wait(
        client.submit(DOCUMENTS, DuplicateSettings(threshold=1.0, keep=Keep.LONGEST)), every=0.05
    )
    assert strict.settings["threshold"] == 1.0
    short = client.wait(client.submit(DOCUMENTS[:3], SummarySettings(sentences=1)), every=0.05)
    assert (done.kind, short.kind, short.settings["sentences"]) == ("dedup", "summarize", 1)


def test_progress_is_told_until_the_end(client: Client) -> None:
    """Each look at the job, the last one when it is done."""
    told: list[Job] = []
    job = client.wait(client.submit(DOCUMENTS), told.append, every=0.05)
    assert told[-1] == job
    assert {one.id for one in told} == {job.id}


def test_a_job_that_came_to_no_good_end_is_an_error(done: Job) -> None:
    """With what the service says of it; one that goes on is none."""
    said: Any = {
        "type": "/problems/job-failed",
        "title": "",
        "status": 500,
        "detail": "found no id",
        "advice": "Name one.",
    }
    with pytest.raises(JobError, match=f"job {done.id} is failed: found no id Name one."):
        is_done(replace(done, state=JobState.FAILED, error=said))
    with pytest.raises(JobError, match="cancelled"):
        is_done(replace(done, state=JobState.CANCELLED))
    assert is_done(replace(done, state=JobState.RUNNING)) is False
    assert is_done(done) is True


def test_a_job_that_takes_too_long_is_an_error(client: Client) -> None:
    """The job itself goes on."""
    job = client.submit(DOCUMENTS)
    with pytest.raises(JobError, match="did not end in the time given"):
        client.wait(job, timeout=0)
    assert client.wait(job, every=0.05).state == "done"


def test_jobs_are_listed_and_removed(client: Client) -> None:
    """Newest first; one that is removed is gone."""
    first, second = client.submit(DOCUMENTS[:2]), client.submit(DOCUMENTS[:2])
    listed = [job.id for job in client.list_jobs()]
    assert listed.index(second.id) < listed.index(first.id)
    client.wait(first, every=0.05)
    client.cancel(first)
    with pytest.raises(MissingError):
        client.find_job(first)


def test_a_result_that_there_is_not_is_named(client: Client, done: Job, tmp_path: Path) -> None:
    """With those that there are."""
    with pytest.raises(JobError, match=r"no result lost\.jsonl, wanted one of its results: .*kept\.jsonl"):
        client.download(done, "lost.jsonl", tmp_path)


def test_a_download_goes_on_where_it_ended(client: Client, done: Job, tmp_path: Path) -> None:
    """What came before is not fetched again: half a file lies there, the rest is asked for."""
    whole = client.download(done, "kept.jsonl", tmp_path / "a.jsonl").read_bytes()
    (result,) = (row for row in done.results if row.name == "kept.jsonl")
    part = tmp_path / f".b.jsonl.{result.sha256[:16]}.part"
    part.write_bytes(whole[:1000])
    told: list[Transfer] = []
    path = client.download(done, "kept.jsonl", tmp_path / "b.jsonl", progress=told.append)
    assert path.read_bytes() == whole
    assert told[0].done > 1000
    assert not part.exists()


def test_a_download_that_is_not_what_it_should_be_is_refused(
    client: Client, done: Job, tmp_path: Path
) -> None:
    """Half a file that was damaged on the disk: the SHA-256 tells, and the next call begins anew."""
    (result,) = (row for row in done.results if row.name == "kept.jsonl")
    (tmp_path / f".kept.jsonl.{result.sha256[:16]}.part").write_bytes(b"x" * 1000)
    with pytest.raises(AnswerError, match="SHA-256"):
        client.download(done, "kept.jsonl", tmp_path)
    assert list(tmp_path.iterdir()) == []
    assert read_ids(client.download(done, "kept.jsonl", tmp_path)) == KEPT


@pytest.mark.usefixtures("impatient")
@pytest.mark.parametrize("sent", [b"", b"x" * 10, b"x" * 1_000_000])
def test_a_result_of_another_size_is_refused(done: Job, tmp_path: Path, sent: bytes) -> None:
    """A whole answer that is shorter or longer than the job says: no endless asking for the rest."""
    transport = httpx2.MockTransport(lambda _request: httpx2.Response(200, stream=httpx2.ByteStream(sent)))
    with Client("http://service", transport=transport, attempts=3) as one, pytest.raises(AnswerError):
        one.download(done, "kept.jsonl", tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_asyncio_does_the_same(service: Running, tmp_path: Path) -> None:
    """Submit, wait, download, list, remove."""

    async def run() -> Job:
        async with AsyncClient(f"http://127.0.0.1:{service.port}") as client:
            told: list[Transfer] = []
            sent = await client.submit(DOCUMENTS, level="both", progress=told.append)
            job = await client.wait(sent, every=0.05)
            assert job.settings["level"] == "both"
            assert told[-1].done == told[-1].total
            await client.download(job, "kept.jsonl", tmp_path)
            assert job.id in [one.id async for one in client.list_jobs()]
            await client.cancel(job)
            with pytest.raises(MissingError):
                await client.find_job(job)
            return job

    assert asyncio.run(run()).counts
    assert read_ids(tmp_path / "kept.jsonl") == KEPT


def test_the_archive_says_what_was_seen(client: Client) -> None:
    """As the library's archive does; a query adds nothing."""
    new, copy = Document("new", PAGE.format("الأولى")), Document("copy", PAGE.format("الأولى"))
    assert client.query_archive([new]) == (None,)
    assert client.add_to_archive([new, copy]) == (None, Match("new", 1.0, Reason.EXACT))
    assert client.query_archive([copy]) == (Match("new", 1.0, Reason.EXACT),)

    async def ask(port: str) -> object:
        async with AsyncClient(port) as one:
            return await one.query_archive([copy]), await one.add_to_archive([copy])

    assert asyncio.run(ask(str(client._http.base_url))) == ((Match("new", 1.0, Reason.EXACT),),) * 2


# ---- a bad network ----


@pytest.mark.slow
@pytest.mark.usefixtures("impatient")
def test_an_upload_over_a_bad_network_makes_one_job_or_says_why_not(
    service: Running, client: Client, dump: Path
) -> None:
    """Its key has the service know it again: however often it is sent, there is one job, and it is right."""
    before, jobs = {job.id for job in client.list_jobs()}, []
    kinds = ("refuse", "cut_request", "half_request", "cut_answer")
    with between(service.port, seed=2, share=0.8, kinds=kinds) as proxy:
        for _ in range(6):
            with Client(f"http://127.0.0.1:{proxy.port}", timeout=60.0, attempts=12) as bad:
                jobs.append(bad.submit(dump))
    assert sum(proxy.done[kind] for kind in kinds) >= 3
    assert {one.id for one in client.list_jobs()} - before == {job.id for job in jobs}
    assert len({job.id for job in jobs}) == 6
    for job in jobs[:3]:
        client.cancel(job)
    for job in jobs[3:]:
        counts = client.wait(job, every=0.05).counts
        assert counts is not None
        assert (counts.documents, counts.kept) == (60, len(KEPT))


@pytest.mark.usefixtures("impatient")
@pytest.mark.parametrize("seed", [1, 2, 3])
def test_a_download_over_a_bad_network_is_whole_or_not_there(
    service: Running, done: Job, tmp_path: Path, seed: int
) -> None:
    """Cut again and again, it goes on; the file has the SHA-256 of the job."""
    (result,) = (row for row in done.results if row.name == "kept.jsonl")
    with (
        between(service.port, seed, share=1.0, longest=6000, kinds=("refuse", "cut_answer", "dribble")) as proxy,
        Client(f"http://127.0.0.1:{proxy.port}", timeout=60.0, attempts=12) as bad,
    ):  # fmt: skip
        path = bad.download(done, "kept.jsonl", tmp_path)
    assert hashlib.sha256(path.read_bytes()).hexdigest() == result.sha256
    assert [one.name for one in tmp_path.iterdir()] == ["kept.jsonl"]
    assert proxy.done["cut_answer"] + proxy.done["refuse"] + proxy.done["dribble"] >= 1


@pytest.mark.usefixtures("impatient")
def test_asynchronous_transfers_survive_it_too(
    service: Running, done: Job, dump: Path, tmp_path: Path
) -> None:
    """Up and down at once."""

    async def run(port: int) -> tuple[Job, Path]:
        async with AsyncClient(f"http://127.0.0.1:{port}", timeout=60.0, attempts=12) as bad:
            return await asyncio.gather(bad.submit(dump), bad.download(done, "kept.jsonl", tmp_path))

    kinds = ("refuse", "cut_request", "cut_answer", "dribble")
    with between(service.port, seed=4, share=0.8, longest=8000, kinds=kinds) as proxy:
        job, path = asyncio.run(run(proxy.port))
    with Client(f"http://127.0.0.1:{service.port}") as client:
        assert client.wait(job, every=0.05).state == "done"
    assert read_ids(path) == KEPT


@pytest.mark.usefixtures("impatient")
@pytest.mark.parametrize("kind", ["cut_answer", "half_request", "refuse"])
def test_what_is_added_to_the_archive_is_never_sent_twice_unasked(service: Running, kind: str) -> None:
    """It was added and is said to be new, or an error says whether it can have been added."""
    document = Document(kind, PAGE.format(kind))
    with (
        between(service.port, seed=1, share=1.0, longest=20, kinds=(kind,)) as proxy,
        Client(f"http://127.0.0.1:{proxy.port}", timeout=60.0, attempts=3) as bad,
    ):
        with pytest.raises(ServiceError) as caught:
            bad.add_to_archive([document])
        assert proxy.done[kind] == 1
    assert isinstance(caught.value, UnreachableError | InvalidRequestError)
