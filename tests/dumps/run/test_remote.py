"""What a run promises elsewhere: on a Dask cluster and in an object store the bytes are those of this machine."""

import os
import re
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import fsspec
import pytest

from summarizer.dumps.deduplicating import deduplicate_dump, rethreshold_dump
from summarizer.dumps.records import DumpSettings, Progress
from summarizer.errors import RunError
from summarizer.records import DuplicateSettings
from tests.dumps.dask_clusters import Cluster, start_cluster
from tests.dumps.samples import TIMED, hash_outputs, make_documents, write_dump
from tests.waiting import wait_for

ONE = DumpSettings(workers=1)
# Dask and the S3 client leave sockets to the garbage collector.
pytestmark = pytest.mark.filterwarnings(
    "ignore::ResourceWarning", "ignore::DeprecationWarning", "ignore::pytest.PytestUnraisableExceptionWarning"
)


def find_port() -> int:
    """A port that is free now."""
    with socket.socket() as server:
        server.bind(("127.0.0.1", 0))
        return int(server.getsockname()[1])


def start(arguments: list[str], log: Path) -> subprocess.Popen[bytes]:
    """A process of its own, its words in a file."""
    with log.open("wb") as file:
        return subprocess.Popen(
            [sys.executable, "-m", *arguments], stdout=file, stderr=file, cwd=Path(__file__).parents[3]
        )


def wait_for_line(log: Path, pattern: str, process: subprocess.Popen[bytes]) -> None:
    """Wait until a process has written something to its log; a process that ended is an error."""
    wait_for(lambda: re.search(pattern, log.read_text(errors="replace")) or process.poll() is not None)
    assert process.poll() is None, log.read_text(errors="replace")


@pytest.fixture
def cluster(tmp_path: Path) -> Iterator[Cluster]:
    """A Dask scheduler and two workers, started by Dask's own command line."""
    with start_cluster(tmp_path / "cluster") as found:
        yield found


@pytest.mark.slow
def test_a_dask_cluster_gives_the_same_bytes(tmp_path: Path, cluster: Cluster) -> None:
    """Two workers, one of which dies in the middle of the run."""
    path = str(write_dump(tmp_path / "in.jsonl", make_documents(21, 150)))
    deduplicate_dump([path], str(tmp_path / "here"), DuplicateSettings(), ONE)
    on_dask = DumpSettings(cluster=cluster.address, memory=256 * 1024**2)
    deduplicate_dump([path], str(tmp_path / "dask"), DuplicateSettings(), on_dask)
    assert hash_outputs(tmp_path / "dask") == hash_outputs(tmp_path / "here")

    def kill_one(progress: Progress) -> None:
        if progress.phase == "collapse":
            cluster.workers[0].kill()

    killed = replace(on_dask, report=kill_one)
    deduplicate_dump([path], str(tmp_path / "killed"), DuplicateSettings(), killed)
    assert cluster.workers[0].wait() == -signal.SIGKILL
    assert hash_outputs(tmp_path / "killed") == hash_outputs(tmp_path / "here")
    assert not list((tmp_path / "killed").rglob(".unfinished*"))


@pytest.mark.slow
def test_a_cluster_that_is_not_there_is_refused(tmp_path: Path) -> None:
    """The address is named, and how to start a scheduler."""
    path = str(write_dump(tmp_path / "in.jsonl", make_documents(21, 2)))
    nowhere = DumpSettings(cluster=f"tcp://127.0.0.1:{find_port()}")
    with pytest.raises(RunError, match="dask scheduler"):
        deduplicate_dump([path], str(tmp_path / "out"), DuplicateSettings(), nowhere)


@pytest.mark.slow
def test_a_cluster_of_another_version_is_refused(tmp_path: Path) -> None:
    """Its processes have a package of the name without what the tasks need. The run ends, and says what to install."""
    (tmp_path / "other/summarizer").mkdir(parents=True)
    (tmp_path / "other/summarizer/__init__.py").touch()
    path = str(write_dump(tmp_path / "in.jsonl", make_documents(21, 2)))
    with start_cluster(tmp_path / "cluster", 1, tmp_path / "other") as cluster:
        there = DumpSettings(cluster=cluster.address)
        with pytest.raises(RunError, match="the same version of khulasa"):
            deduplicate_dump([path], str(tmp_path / "out"), DuplicateSettings(), there)


@pytest.mark.slow
def test_a_cluster_without_workers_is_refused(tmp_path: Path) -> None:
    """How to start one is said."""
    path = str(write_dump(tmp_path / "in.jsonl", make_documents(21, 2)))
    with start_cluster(tmp_path / "cluster", 0) as cluster:
        nobody = DumpSettings(cluster=cluster.address)
        with pytest.raises(RunError, match="dask worker tcp"):
            deduplicate_dump([path], str(tmp_path / "out"), DuplicateSettings(), nobody)


@pytest.fixture
def bucket(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """A bucket of an S3 server of our own."""
    port = str(find_port())
    for name, value in {
        "AWS_ACCESS_KEY_ID": "test",
        "AWS_SECRET_ACCESS_KEY": "test",
        "AWS_DEFAULT_REGION": "us-east-1",
        "FSSPEC_S3_ENDPOINT_URL": f"http://127.0.0.1:{port}",
        "NO_PROXY": "127.0.0.1",
    }.items():
        monkeypatch.setenv(name, value)
    fsspec.config.set_conf_env(fsspec.config.conf, os.environ)
    server = start(["moto.server", "-H", "127.0.0.1", "-p", port], tmp_path / "moto")
    try:
        wait_for_line(tmp_path / "moto", "Running on", server)
        fsspec.filesystem("s3").mkdir("news")
        yield "s3://news"
    finally:
        server.kill()
        server.wait()
        fsspec.config.conf.pop("s3", None)
        fsspec.get_filesystem_class("s3").clear_instance_cache()


@pytest.mark.slow
@pytest.mark.parametrize("ending", [".jsonl", ".jsonl.gz"])
def test_an_object_store_is_read_and_written(tmp_path: Path, bucket: str, ending: str) -> None:
    """Inputs and outputs at s3://; what lies between is in a folder here; a new decision works there too."""
    documents = make_documents(22, 20)
    here = write_dump(tmp_path / "in.jsonl", documents)
    with fsspec.open(f"{bucket}/in/a{ending}", "wb", compression="infer") as file:
        file.write(here.read_bytes())
    deduplicate_dump([str(here)], str(tmp_path / "here"), DuplicateSettings(), ONE)
    with pytest.raises(RunError, match="--work"):
        deduplicate_dump([f"{bucket}/in/*"], f"{bucket}/out", DuplicateSettings(), ONE)
    there = DumpSettings(workers=1, work=str(tmp_path / "work"))
    deduplicate_dump([f"{bucket}/in/*"], f"{bucket}/out", DuplicateSettings(), there)
    assert fetch(bucket, tmp_path / "fetched") == hash_outputs(tmp_path / "here")
    rethreshold_dump(str(tmp_path / "here"), DuplicateSettings(0.5), ONE)
    rethreshold_dump(f"{bucket}/out", DuplicateSettings(0.5), there)
    assert fetch(bucket, tmp_path / "again") == hash_outputs(tmp_path / "here")


def fetch(bucket: str, folder: Path) -> dict[str, str]:
    """What stands in the outputs in a bucket."""
    fsspec.filesystem("s3").get(f"{bucket}/out/", str(folder), recursive=True)
    assert all((folder / name).is_file() for name in TIMED[:1])
    return hash_outputs(folder)
