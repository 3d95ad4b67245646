"""What the log and the metrics contain, and what they must not."""

import http.client
import json
import signal
import subprocess
import sys
import urllib.parse
from dataclasses import dataclass
from pathlib import Path

import psutil
import pytest

from service.http.access.auth import hash_token
from tests.service.client.faulty_proxy import between
from tests.service.servers import Running, serving
from tests.waiting import wait_for

SECRET, KEY, ADMIN = "سرّالقافلة", "khulasa_reader-secret", "khulasa_admin-secret"


@dataclass(frozen=True)
class Told:
    """The log, metrics and statuses of a service after many kinds of requests."""

    log: str
    metrics: str
    statuses: list[int]


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Told:
    """Requests with a secret in every place where one could stand."""
    folder = tmp_path_factory.mktemp("told")
    rows = [
        {"name": "reader", "sha256": hash_token(KEY)},
        {"name": "boss", "sha256": hash_token(ADMIN), "scopes": ["admin"]},
    ]
    (folder / "keys.json").write_text(json.dumps({"keys": rows}))
    with serving(KHULASA_SERVE_KEYS=str(folder / "keys.json"), stderr=folder / "log") as service:
        quoted = urllib.parse.quote(SECRET)
        statuses = [
            ask(service, "POST", "/v1/summaries", {"text": SECRET}),
            ask(service, "POST", "/v1/summaries", [{"text": SECRET}, {SECRET: 1}]),
            ask(service, "POST", f"/v1/duplicates?keep={quoted}", [{"id": SECRET, "text": SECRET}]),
            ask(service, "POST", f"/v1/{quoted}", {}),
            ask(service, "POST", f"/problems/{quoted}", {}),
            ask(service, "POST", "/v1/pages", {}, KEY + SECRET.encode().hex()),
            ask(service, "BREW", "/v1/pages", {}),
            broken(service),
        ]
        metrics = read_metrics(service)
    return Told((folder / "log").read_text(encoding="utf-8"), metrics, statuses)


def ask(service: Running, method: str, path: str, body: object, key: str = KEY) -> int:
    """The status of the answer."""
    connection = http.client.HTTPConnection("127.0.0.1", service.port, timeout=30)
    headers = {"Authorization": f"Bearer {key}", "Content-Type": "application/json", "X-Request-ID": "id-1"}
    connection.request(method, path, json.dumps(body), headers)
    status = connection.getresponse().status
    connection.close()
    return status


def broken(service: Running) -> int:
    """The status of the answer to something that is not HTTP."""
    connection = http.client.HTTPConnection("127.0.0.1", service.port, timeout=30)
    connection.connect()
    connection.sock.sendall(f"{SECRET} {KEY}\r\n\r\n".encode())
    reply = http.client.HTTPResponse(connection.sock)
    reply.begin()
    connection.close()
    return reply.status


def read_metrics(service: Running) -> str:
    """The metrics, which only an admin may see."""
    assert ask(service, "GET", "/metrics", {}) == 403
    return fetch_metrics(service)


def fetch_metrics(service: Running) -> str:
    """The metrics, asked for by an admin."""
    connection = http.client.HTTPConnection("127.0.0.1", service.port, timeout=30)
    connection.request("GET", "/metrics", headers={"Authorization": f"Bearer {ADMIN}"})
    text = connection.getresponse().read().decode()
    connection.close()
    return text


def test_every_request_was_answered(told: Told) -> None:
    """Otherwise the other tests would show nothing."""
    assert told.statuses == [200, 422, 422, 404, 405, 401, 405, 400]


@pytest.mark.parametrize("secret", [SECRET, SECRET.encode().hex(), KEY, ADMIN, hash_token(KEY), "127.0.0.1"])
def test_neither_log_nor_metrics_tell_a_secret(told: Told, secret: str) -> None:
    """No text, no key nor its hash, no address, however they are written."""
    for form in (secret, urllib.parse.quote(secret), json.dumps(secret)[1:-1]):
        assert form not in told.log
        assert form not in told.metrics


RETRIES = """
import logging, sys
from service.client import Client
from service.client.errors import BusyError, ServiceError, UnreachableError
from summarizer import SummarySettings

text, key, faulty, busy = sys.argv[1:]
logging.basicConfig()
logging.getLogger("khulasa_client").setLevel("INFO")
for port, wanted in ((faulty, UnreachableError), (busy, BusyError)):
    with Client(f"http://127.0.0.1:{port}", key, timeout=10, attempts=4) as client:
        for call in (
            lambda: client.summarize(text, SummarySettings(focus=text)),
            lambda: client.submit([{"id": text, "text": text}], SummarySettings(focus=text)),
        ):
            try:
                call()
                call()
            except wanted:
                continue
            raise SystemExit(f"{port}: nothing failed")
"""


@pytest.mark.slow
def test_retries_tell_no_secret(tmp_path: Path) -> None:
    """Connections that break and a key over its limit: the client's lines and the service's name the failure alone."""
    row = {"name": "reader", "sha256": hash_token(KEY), "scopes": ["admin"], "rate": "1/hour"}
    (tmp_path / "keys.json").write_text(json.dumps({"keys": [row]}))
    with (
        serving(tmp_path / "log", KHULASA_SERVE_KEYS=str(tmp_path / "keys.json")) as service,
        between(service.port, seed=1, share=1.0, kinds=("refuse", "cut_answer"), longest=20) as proxy,
    ):
        ports = (str(proxy.port), str(service.port))
        done = subprocess.run(
            [sys.executable, "-c", RETRIES, SECRET, KEY, *ports], capture_output=True, text=True
        )
    assert done.returncode == 0, done.stderr
    log, told = (tmp_path / "log").read_text(encoding="utf-8"), done.stdout + done.stderr
    assert told.count("INFO:khulasa_client:attempt") >= 6
    assert '"status":429' in log
    for secret in (SECRET, KEY, hash_token(KEY), "127.0.0.1"):
        for form in (secret, urllib.parse.quote(secret), json.dumps(secret)[1:-1]):
            assert form not in log + told


def test_the_log_is_json(told: Told) -> None:
    """A line for each request, with its id, route, status, key's name and time."""
    rows = [json.loads(line) for line in told.log.splitlines()]
    requests = [row for row in rows if row["event"] == "request" and row["id"] == "id-1"]
    assert {(row["method"], row["route"], row["status"], row["key"]) for row in requests} >= {
        ("POST", "/v1/summaries", 200, "reader"),
        ("POST", "/v1/summaries", 422, "reader"),
        ("POST", "/v1/duplicates", 422, "reader"),
        ("POST", "none", 404, None),
    }
    assert all(row["seconds"] > 0 and row["level"] == "info" and row["timestamp"] for row in requests)


def test_the_metrics_count_all_processes(told: Told) -> None:
    """By route and status; what was refused without a thread too."""
    assert 'khulasa_requests_total{method="POST",route="/v1/summaries",status="200"} 1.0' in told.metrics
    assert 'khulasa_requests_total{method="other",route="none",status="405"} 1.0' in told.metrics
    assert 'khulasa_request_seconds_count{route="/v1/summaries"} 2.0' in told.metrics
    assert "khulasa_in_hand" in told.metrics


@pytest.mark.slow
def test_keys_are_made_and_removed_by_a_command(tmp_path: Path) -> None:
    """The key is printed once and stored nowhere; only the owner can read the file."""
    path = tmp_path / "keys.json"

    def run(*words: str) -> subprocess.CompletedProcess[str]:
        done = [sys.executable, "-m", "summarizer", "keys", *words, "--file", str(path)]
        return subprocess.run(done, capture_output=True, text=True)

    key = run("add", "desk", "--scope", "read", "--scope", "jobs", "--rate", "5/second").stdout.strip()
    assert key.startswith("khulasa_")
    assert key not in path.read_text()
    assert path.stat().st_mode & 0o077 == 0
    assert run("list").stdout == f"desk\t{hash_token(key)[:12]}\tread,jobs\t5/second\n"
    new = run("add", "desk").stdout.strip()
    assert run("remove", "desk", "--hash", hash_token(key)).returncode == 0
    assert run("list").stdout == f"desk\t{hash_token(new)[:12]}\tread\n"
    assert run("remove", "nobody").returncode == 2
    assert run("add", "a b").returncode == 2
    assert run("add", "a", "--rate", "often").returncode == 2
    path.write_text("{")
    assert run("list").returncode == 3


@pytest.mark.slow
def test_metrics_outlive_every_worker(tmp_path: Path) -> None:
    """Workers are killed or stopped and replaced; the counts stay and go on."""

    def count(times: int) -> None:
        """Ask, and wait for the count, which comes after the reply."""
        line = f'khulasa_requests_total{{method="POST",route="/v1/pages",status="200"}} {times}.0'
        assert ask(service, "POST", "/v1/pages", {"text": SECRET}) == 200
        wait_for(lambda: line in fetch_metrics(service))

    with serving(TMPDIR=str(tmp_path)) as service:
        for times, how in enumerate((signal.SIGKILL, signal.SIGTERM), 1):
            count(times)
            before = wait_for(psutil.Process(service.process.pid).children)
            for worker in before:
                worker.send_signal(how)
            psutil.wait_procs(before, timeout=60)
        count(3)
    assert list(tmp_path.glob("khulasa-metrics-*")) == []
