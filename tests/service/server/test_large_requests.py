"""Large requests: few at a time, each in a process of its own that ends with the answer, and bounded replies."""

import http.client
import json
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, suppress
from dataclasses import asdict
from time import sleep
from typing import Any, TypeVar

import psutil
import pytest

from service.http.batcher import LARGEST
from service.wire.document_models import describe_verdicts
from summarizer import Document, deduplicate
from tests.service.server.test_abuse import post
from tests.service.servers import Running, serving
from tests.waiting import wait_for

Sent = TypeVar("Sent")

# Over the 64 KiB above which a request has a process of its own.
LINES = json.dumps({"text": "ب\n" * 17_000}, ensure_ascii=False).encode()


@pytest.fixture(scope="module")
def service() -> Iterator[Running]:
    """One process, whose largest body is hardly larger."""
    with serving(KHULASA_SERVE_WORKERS="1", KHULASA_SERVE_MAX_BODY="70000") as running:
        post(running, b'{"text": ""}')
        yield running


def find_forker(service: Running) -> psutil.Process:
    """The process that forks for each large request, and sleeps until the next one."""
    (worker,) = psutil.Process(service.process.pid).children()
    (forker,) = worker.children()
    return forker


def find_forks(service: Running) -> list[psutil.Process]:
    """The processes that work on large requests now."""
    found = []
    for one in find_forker(service).children():
        with suppress(psutil.NoSuchProcess):
            found += [one] if one.status() != psutil.STATUS_ZOMBIE else []
    return found


def send_watched(service: Running, send: Callable[[], Sent]) -> tuple[Sent, int]:
    """What a request gives, and the most processes at once that worked on it.

    On a busy machine none may be seen. Then the process that forks tells of one: it sleeps again after it.
    """
    wait_for(lambda: not find_forks(service))  # that of the request before may still be ending
    seen, n_sleeps = 0, find_forker(service).num_ctx_switches().voluntary
    with ThreadPoolExecutor(1) as pool:
        sent = pool.submit(send)
        while not sent.done():
            seen = max(seen, len(find_forks(service)))
            sleep(0.002)
    wait_for(lambda: find_forker(service).num_ctx_switches().voluntary > n_sleeps)
    return sent.result(), max(seen, 1)


def stream(service: Running, path: str, lines: list[bytes]) -> list[dict[str, Any]]:
    """The lines that answer a stream."""
    link = http.client.HTTPConnection("127.0.0.1", service.port, timeout=60)
    with closing(link):
        link.request("POST", path, b"\n".join(lines), {"Content-Type": "application/x-ndjson"})
        return [json.loads(line) for line in link.getresponse().read().splitlines()]


def test_a_reply_has_a_bound(service: Running) -> None:
    """A page of which every line is listed, with its place, would be answered by many times its size."""
    status, reply = post(service, LINES, "/v1/pages")
    assert (status, reply["type"]) == (413, "/problems/too-large")
    assert "the reply would have" in str(reply["detail"])


def test_large_requests_take_turns(service: Running) -> None:
    """However many callers send one; all are answered, and no process is left."""
    seen = []
    with ThreadPoolExecutor(3) as pool:
        sent = [pool.submit(post, service, LINES) for _ in range(3)]
        while not all(one.done() for one in sent):
            seen.append(len(find_forks(service)))
            sleep(0.002)
    assert {one.result()[0] for one in sent} <= {200, 413}
    # One that has answered may still be ending while the next begins, or after the last answer.
    assert max(seen) <= 2
    assert sum(count > 1 for count in seen) < len(seen) / 2
    wait_for(lambda: not find_forks(service))


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (
            "/v1/shared-summaries",
            {"articles": [{"text": f"قال شاهد رقم {number}."} for number in range(600)]},
        ),
        ("/v1/phrases", [{"text": "قال المدير."}] * 1000),
        ("/v1/pages", {"html": "<p>ب" * 1500}),
    ],
    ids=["articles of a story", "a list", "tags"],
)
def test_costly_requests_have_a_process_of_their_own(service: Running, path: str, value: object) -> None:
    """However few bytes they have: what would keep the interpreter for long is done elsewhere."""
    body = json.dumps(value, ensure_ascii=False).encode()
    assert len(body) < LARGEST
    (status, _), seen = send_watched(service, lambda: post(service, body, path))
    assert status == 200
    assert seen == 1


def test_costly_lines_of_a_stream_have_a_process_of_their_own(service: Running) -> None:
    """Each is answered in its place as a request alone would be, or refused as that would be."""
    values = [
        {"text": "قال المدير."},
        {"html": "<p>ب" * 1500},
        {"text": 1},
        {"text": "ب\n" * 16_000},
        {"text": "نعم."},
    ]
    lines = [json.dumps(value, ensure_ascii=False).encode() for value in values]
    alone = [post(service, line, "/v1/pages") for line in lines]
    (*replies, end), seen = send_watched(service, lambda: stream(service, "/v1/pages", lines))
    # Of two costly lines: one that has answered may still be ending while the next begins.
    assert 1 <= seen <= 2
    assert [reply["line"] for reply in replies] == [1, 2, 3, 4, 5]
    assert [reply.get("result") or reply["error"] for reply in replies] == [reply for _, reply in alone]
    assert [status for status, _ in alone] == [200, 200, 422, 413, 200]
    assert end["counts"] == {"lines": 5, "answered": 3, "refused": 2}


def test_many_documents_of_a_stream_have_a_process_of_their_own(service: Running) -> None:
    """Each gets the verdict, in the place of its line, that it gets among few; refused lines keep theirs."""
    values = [{"id": f"{number % 300}", "text": f"{number % 300} قال المدير. " * 8} for number in range(305)]
    lines = [
        json.dumps(value, ensure_ascii=False).encode() for value in [*values[:5], {"id": "a"}, *values[5:]]
    ]
    assert LARGEST < len(b"\n".join(lines)) < 70_000
    (*replies, end), seen = send_watched(service, lambda: stream(service, "/v1/duplicates", lines))
    documents = [Document(value["id"], value["text"]) for value in values[:300]]
    verdicts = describe_verdicts(deduplicate(documents))
    ids = {number: json.loads(line)["id"] for number, line in enumerate(lines, 1)}
    found = {ids[reply["line"]]: reply["result"] for reply in replies if "result" in reply}
    assert seen == 1
    assert found == {name: asdict(verdict) for name, verdict in verdicts.items()}
    assert [reply["line"] for reply in replies if "error" in reply] == [6, 302, 303, 304, 305, 306]
    assert end["counts"] == {"lines": 306, "answered": 300, "refused": 6}
