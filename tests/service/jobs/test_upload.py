"""The upload of a dump: packed in any way, refused when it is damaged, too large or of another kind."""

import gzip
import http.client
import os
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
import zstandard
from flask.testing import FlaskClient

from service.app import create_app
from service.jobs.folders import PARQUET, find_folder, list_folders
from service.jobs.upload import MEDIA
from service.settings import ServiceSettings
from tests.service.jobs.clients import DUMP, LINES, create_job
from tests.service.servers import Running, serving


@pytest.mark.parametrize(
    ("pack", "headers"),
    [
        (bytes, {}),
        (gzip.compress, {}),
        (gzip.compress, {"Content_Encoding": "gzip"}),
        (zstandard.compress, {}),
        (zstandard.compress, {"Content_Encoding": "zstd"}),
        (lambda dump: gzip.compress(dump[:100]) + gzip.compress(dump[100:]), {}),
    ],
)
def test_a_dump_is_kept_unpacked(
    client: FlaskClient, settings: ServiceSettings, pack: Any, headers: dict[str, str]
) -> None:
    """Packed by gzip or zstd, with Content-Encoding or without."""
    job = create_job(client, pack(DUMP), **headers).get_json()
    assert (find_folder(settings.data, job["id"]) / "dump.jsonl").read_bytes() == DUMP


BOMB = b"\0" * 2_000_000


REFUSED = {
    "empty": (b"", {}, 400, "invalid-dump"),
    "gzip bomb": (gzip.compress(BOMB), {}, 413, "too-large"),
    "zstd bomb": (zstandard.compress(BOMB, 19), {"Content_Encoding": "zstd"}, 413, "too-large"),
    "too long": (os.urandom(200_001), {}, 413, "too-large"),
    "gzip cut off": (gzip.compress(DUMP)[:-9], {}, 400, "invalid-dump"),
    "zstd cut off": (zstandard.compress(DUMP)[:-9], {}, 400, "invalid-dump"),
    "no gzip": (DUMP, {"Content_Encoding": "gzip"}, 400, "invalid-dump"),
    "zstd for gzip": (zstandard.compress(DUMP), {"Content_Encoding": "gzip"}, 400, "invalid-dump"),
    "brotli": (DUMP, {"Content_Encoding": "br"}, 415, "unsupported-media-type"),
    "a form": (DUMP, {"Content_Type": "multipart/form-data; boundary=x"}, 415, "unsupported-media-type"),
    "a picture": (DUMP, {"Content_Type": "image/png"}, 415, "unsupported-media-type"),
    "Parquet as lines": (b"PAR1" + DUMP, {}, 400, "invalid-dump"),
    "lines as Parquet": (DUMP, {"Content_Type": PARQUET}, 400, "invalid-dump"),
    "a long key": (DUMP, {"Idempotency_Key": "k" * 256}, 422, "invalid-field"),
    "an Arabic key": (DUMP, {"Idempotency_Key": "\xd9\x85"}, 422, "invalid-field"),
}  # fmt: skip


@pytest.mark.parametrize("name", REFUSED)
def test_a_bad_dump_is_refused(client: FlaskClient, settings: ServiceSettings, name: str) -> None:
    """With a problem that says why; nothing is left behind, and the next dump is accepted."""
    data, headers, status, kind = REFUSED[name]
    reply = create_job(client, data, **headers)
    assert (reply.status_code, reply.get_json()["type"]) == (status, f"/problems/{kind}")
    assert list_folders(settings.data) == []
    assert create_job(client).status_code == 202


def test_a_window_of_zstd_has_a_bound(client: FlaskClient) -> None:
    """A header that asks for too much memory is refused."""
    parameters = zstandard.ZstdCompressionParameters.from_level(3, window_log=30, enable_ldm=True)
    packer = zstandard.ZstdCompressor(compression_params=parameters).compressobj()
    reply = create_job(client, packer.compress(DUMP) + packer.flush())
    assert reply.get_json()["type"] == "/problems/invalid-dump"


@pytest.mark.parametrize(
    "query",
    ["", "kind=other", "kind=dedup&threshold=2", "kind=dedup&keep=best", "kind=dedup&keep=source", "kind=dedup&sentences=2",
     "kind=summarize&keep=first", "kind=summarize&sentences=1&words=9", "kind=summarize&words=115919499741701871229568", "kind=dedup&text_field=", "kind=dedup&colour=red"],
)  # fmt: skip
def test_bad_settings_are_refused(client: FlaskClient, settings: ServiceSettings, query: str) -> None:
    """Before the dump is read."""
    reply = create_job(client, query=query)
    assert (reply.status_code, reply.get_json()["type"]) == (422, "/problems/invalid-field")
    assert list_folders(settings.data) == []


def test_a_job_of_no_kind_is_told_the_kinds(client: FlaskClient) -> None:
    """They stand in the address, not in the body."""
    detail = create_job(client, query="").get_json()["detail"]
    assert detail == "kind: found nothing in the address, wanted 'dedup' or 'summarize'"


def test_a_full_disk_is_told(tmp_path: Path) -> None:
    """Before the dump is read; and by `/readyz`."""
    client = create_app(ServiceSettings(data=tmp_path, floor=2**60)).test_client()
    assert client.post("/v1/jobs?kind=dedup", data=DUMP, headers=LINES).status_code == 507
    documents = {"documents": [{"id": "d", "text": "نص"}]}
    assert client.post("/v1/archive/documents", json=documents).status_code == 507
    ready = client.get("/readyz")
    assert (ready.status_code, "free" in ready.get_json()["detail"]) == (503, True)
    assert list_folders(tmp_path) == []


def test_without_pyarrow_parquet_is_refused_with_what_to_do(
    client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Before it is sent; other forms are taken."""
    monkeypatch.setattr("service.jobs.upload.find_spec", lambda _name: None)
    reply = create_job(client, b"PAR1", Content_Type=PARQUET)
    assert (reply.status_code, reply.get_json()["type"]) == (415, "/problems/unsupported-media-type")
    assert "pip install 'khulasa[" in reply.get_json()["detail"]
    assert create_job(client, DUMP).status_code == 202


@pytest.fixture(scope="module")
def small() -> Iterator[Running]:
    """A service whose largest body is far smaller than its largest upload."""
    limits = {"KHULASA_SERVE_MAX_BODY": "10000", "KHULASA_SERVE_MAX_UPLOAD": "200000"}
    with serving(KHULASA_SERVE_WORKERS="1", KHULASA_SERVE_FLOOR="0", **limits) as running:  # type: ignore[arg-type]
        yield running


def send_chunks(service: Running, media: str, data: bytes) -> int:
    """The status of an upload in chunks."""
    with closing(http.client.HTTPConnection("127.0.0.1", service.port, timeout=60)) as link:
        chunks = (data[start : start + 4096] for start in range(0, len(data), 4096))
        link.request("POST", "/v1/jobs?kind=dedup", chunks, {"Content-Type": media}, encode_chunked=True)
        return link.getresponse().status


@pytest.mark.parametrize("media", [*MEDIA, "text/csv; charset=utf-8"])
def test_a_dump_in_chunks_has_the_limit_of_uploads(small: Running, media: str) -> None:
    """Not that of other bodies, whatever its type."""
    start = b"PAR1" if media == PARQUET else b"id,text\n" if media.startswith("text/csv") else DUMP
    assert send_chunks(small, media, start + os.urandom(50_000)) == 202
    assert send_chunks(small, media, start + os.urandom(200_000)) == 413
