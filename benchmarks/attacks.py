"""Attacks: how long `/livez` and honest callers take, and how much memory, while a service is attacked.

    python -m benchmarks.attacks --out benchmarks/results/attacks.json

The service of the current folder's package is started with one process for each attack; the attacker and the
honest callers run beside it on 127.0.0.1.
"""

import argparse
import http.client
import json
import socket
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import psutil

from tests.service.servers import serving

_SECONDS = 20.0
_HOST = "POST {} HTTP/1.1\r\nHost: localhost\r\nContent-Type: {}\r\n"
_JSON, _LINES, _FORM = "application/json", "application/x-ndjson", "application/x-www-form-urlencoded"
_ARTICLE = json.dumps({"text": "وصلت القافلة إلى الواحة مساء الأربعاء. " * 40}, ensure_ascii=False).encode()
Attack = Callable[[int, threading.Event], None]


def _send_part(path: str, kind: str, length: str, sent: int, n: int = 40) -> Attack:
    """``n`` connections that send a head and so many bytes, then nothing."""

    def attack(port: int, end: threading.Event) -> None:
        head = _HOST.format(path, kind).encode() + length.encode() + b"\r\n\r\n"
        links = [socket.create_connection(("127.0.0.1", port)) for _ in range(n)]
        for link in links:
            link.sendall(head + b" " * sent)
        end.wait()
        for link in links:
            link.close()

    return attack


def _do_nothing(_port: int, end: threading.Event) -> None:
    end.wait()


def _drip_lines(port: int, end: threading.Event) -> None:
    """Eight streams with an empty line a second."""
    head = _HOST.format("/v1/summaries", _LINES).encode() + b"Transfer-Encoding: chunked\r\n\r\n"
    links = [socket.create_connection(("127.0.0.1", port)) for _ in range(8)]
    for link in links:
        link.sendall(head)
    while not end.wait(1):
        for link in links:
            try:
                link.sendall(b"1\r\n\n\r\n")
            except OSError:
                continue
    for link in links:
        link.close()


def _send_large(path: str, body: bytes) -> Attack:
    """Eight callers that send a large body again and again."""

    def attack(port: int, end: threading.Event) -> None:
        def send() -> None:
            while not end.is_set():
                _post(port, path, body, 30)

        for _ in range(8):
            threading.Thread(target=send, daemon=True).start()
        end.wait()

    return attack


def _make_body(line: str) -> bytes:
    written = len(json.dumps(line, ensure_ascii=False).encode()) - 2
    return json.dumps({"text": line * (2_000_000 // written)}, ensure_ascii=False).encode()


ATTACKS: dict[str, Attack] = {
    "none": _do_nothing,
    "33 KB of a body of 60 KB": _send_part("/v1/summaries", _JSON, "Content-Length: 60000", 33_000),
    "33 KB of a form of 60 KB": _send_part("/", _FORM, "Content-Length: 60000", 33_000),
    "a chunked body without end": _send_part("/v1/pages", _JSON, "Transfer-Encoding: chunked", 0),
    "100 Continue, then nothing": _send_part(
        "/v1/pages", _JSON, "Expect: 100-continue\r\nContent-Length: 60000", 0
    ),
    "a body at an unknown address": _send_part("/v1/nothing", _JSON, "Content-Length: 60000", 33_000),
    "33 KB for the archive": _send_part("/v1/archive/documents", _JSON, "Content-Length: 60000", 33_000),
    "silent uploads": _send_part("/v1/jobs?kind=dedup", _LINES, "Content-Length: 60000", 0),
    "1,200 silent connections": _send_part("/v1/pages", _JSON, "Content-Length: 9", 0, 1_200),
    "empty lines in streams": _drip_lines,
    "2 MB of one-letter lines": _send_large("/v1/summaries", _make_body("ب\n")),
    "2 MB of prose": _send_large("/v1/summaries", _make_body("وصلت القافلة إلى الواحة مساء الأربعاء. ")),
    "a million fields": _send_large(
        "/v1/pages", json.dumps({str(number): 0 for number in range(150_000)}).encode()
    ),
}


def measure(attack: Attack) -> dict[str, Any]:
    """Seconds of `/livez` at worst, of honest callers, and megabytes, during an attack."""
    probes: list[float] = []
    honest: list[float] = []
    memory: list[int] = []
    end = threading.Event()
    with serving(KHULASA_SERVE_WORKERS="1") as running:
        _post(running.port, "/v1/summaries", _ARTICLE, 30)
        threading.Thread(target=attack, args=(running.port, end), daemon=True).start()
        time.sleep(1)
        caller = threading.Thread(target=_call_honestly, args=(running.port, end, honest))
        caller.start()
        begun = time.monotonic()
        while time.monotonic() - begun < _SECONDS:
            probes.append(_ask(running.port, "GET", "/livez", b"", 30))
            memory.append(_measure_memory(running.process.pid))
            time.sleep(0.1)
        end.set()
        caller.join()
    honest.sort()
    return {
        "livez_worst_ms": round(1000 * max(probes)),
        "livez_median_ms": round(1000 * sorted(probes)[len(probes) // 2]),
        "honest_p99_ms": round(1000 * honest[int(len(honest) * 0.99)]) if honest else None,
        "honest_answered": len(honest),
        "memory_mb": max(memory) >> 20,
    }


def _call_honestly(port: int, end: threading.Event, seconds: list[float]) -> None:
    while not end.is_set():
        seconds.append(_post(port, "/v1/summaries", _ARTICLE, 20))
        time.sleep(0.1)


def _post(port: int, path: str, body: bytes, patience: float) -> float:
    return _ask(port, "POST", path, body, patience)


def _ask(port: int, method: str, path: str, body: bytes, patience: float) -> float:
    """Seconds until the whole answer; the whole patience where there is none."""
    begun = time.monotonic()
    link = http.client.HTTPConnection("127.0.0.1", port, timeout=patience)
    try:
        link.request(method, path, body, {"Content-Type": _JSON} if body else {})
        link.getresponse().read()
    except (OSError, http.client.HTTPException):
        return max(patience, time.monotonic() - begun)
    finally:
        link.close()
    return time.monotonic() - begun


def _measure_memory(pid: int) -> int:
    """Bytes that a process and all its children have for themselves and shared in parts."""
    total = 0
    for process in [psutil.Process(pid), *psutil.Process(pid).children(recursive=True)]:
        try:
            total += process.memory_full_info().pss
        except psutil.Error:
            continue
    return total


def main() -> None:
    """Measure all attacks, or those named, and save the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("names", nargs="*", help="parts of the names of attacks")
    parser.add_argument("--out", type=Path)
    given = parser.parse_args()
    found = {}
    for name, attack in ATTACKS.items():
        if not given.names or any(part in name for part in given.names):
            found[name] = measure(attack)
            print(name, found[name], flush=True)
    if given.out:
        given.out.write_text(json.dumps(found, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
