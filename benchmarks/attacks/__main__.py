"""Attacks: how long `/livez` and honest callers take, and how much memory, while a service is attacked.

    python -m benchmarks.attacks --before ../old --out attacks.json   # 20 minutes; 10 without --before
    python -m benchmarks.attacks --out attacks.json --resume          # only what is not there yet
    python -m benchmarks.attacks "half a head" brackets --out attacks.json

For each attack the service of an older tree and that of this one are started, one after the other, with one
process each. Honest callers ask again when they are refused. The attacker is another process (`kinds`).
Everything is at 127.0.0.1 and is stopped by its process id. Rows measured now replace those in the file.
"""

import http.client
import json
import os
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psutil

from benchmarks.attacks.kinds import ATTACKS
from benchmarks.command_line import keep, make_parser
from summarizer.dumps.run.tasks import measure_memory
from tests.service.servers import serving

ROOT = Path(__file__).parents[2]
_ARTICLE = json.dumps({"text": "وصلت القافلة إلى الواحة مساء الأربعاء. " * 40}, ensure_ascii=False).encode()
# Seconds after which an answer counts as none.
_PATIENCE = 10.0


def measure(name: str, tree: Path, length: float) -> dict[str, Any]:
    """Milliseconds of `/livez` and of honest callers, and megabytes, in so many seconds of an attack."""
    honest: list[float] = []
    end = threading.Event()
    with serving(
        PYTHONPATH=str(tree),
        PYTHONSAFEPATH="1",  # not the current folder's package
        KHULASA_SERVE_WORKERS="1",
        KHULASA_SERVE_QUOTA=str(2 << 30),
    ) as running:
        _ask(running.port, "POST", "/v1/summaries", _ARTICLE)
        with _attacking(name, running.port):
            time.sleep(1)
            caller = threading.Thread(target=_call_honestly, args=(running.port, end, honest))
            caller.start()
            probes, memory = _probe(running.port, running.process.pid, length)
            end.set()
            caller.join()
    honest.sort()
    return {
        "livez_worst_ms": round(1000 * max(probes)),
        "livez_median_ms": round(1000 * sorted(probes)[len(probes) // 2]),
        "honest_p99_ms": round(1000 * honest[int(len(honest) * 0.99)]) if honest else None,
        "honest_answered": sum(seconds < _PATIENCE for seconds in honest),
        "memory_mb": memory >> 20,
    }


@contextmanager
def _attacking(name: str, port: int) -> Iterator[None]:
    words = [sys.executable, "-m", "benchmarks.attacks.kinds", name, str(port)]
    with subprocess.Popen(words, stdin=subprocess.PIPE, cwd=ROOT, env=_make_environ()) as attacker:
        try:
            yield
        finally:
            assert attacker.stdin is not None  # PIPE was asked for
            attacker.stdin.close()
            try:
                attacker.wait(5)
            except subprocess.TimeoutExpired:
                attacker.kill()


def _make_environ() -> dict[str, str]:
    return {**os.environ, "PYTHONPATH": str(ROOT)}


def _probe(port: int, pid: int, length: float) -> tuple[list[float], int]:
    """Seconds of each request to `/livez`, twenty a second, and the most memory."""
    probes, memory = [], 0
    begun = time.monotonic()
    while time.monotonic() - begun < length:
        probes.append(_ask(port, "GET", "/livez", b""))
        if len(probes) % 5 == 1:
            memory = max(memory, measure_memory(psutil.Process(pid)))
        time.sleep(0.05)
    return probes, memory


def _call_honestly(port: int, end: threading.Event, seconds: list[float]) -> None:
    while not end.is_set():
        begun, answered = time.monotonic(), False
        while not answered and time.monotonic() - begun < _PATIENCE:
            answered = _ask(port, "POST", "/v1/summaries", _ARTICLE) < _PATIENCE
            time.sleep(0.05)
        # Without the pause after the last try.
        seconds.append(time.monotonic() - begun - 0.05 if answered else _PATIENCE)


def _ask(port: int, method: str, path: str, body: bytes) -> float:
    """Seconds until the whole answer; the whole patience where there is none, or a refusal."""
    begun = time.monotonic()
    link = http.client.HTTPConnection("127.0.0.1", port, timeout=_PATIENCE)
    try:
        link.request(method, path, body, {"Content-Type": "application/json"} if body else {})
        reply = link.getresponse()
        reply.read()
        return time.monotonic() - begun if reply.status == 200 else _PATIENCE
    except (OSError, http.client.HTTPException):
        return _PATIENCE
    finally:
        link.close()


def write_table(found: dict[str, dict[str, dict[str, Any]]]) -> str:
    """The rows of a Markdown table: milliseconds and megabytes, before / now."""
    lines = ["| attack | `/livez` at worst | honest p99 | memory |", "| --- | --- | --- | --- |"]
    for name, turns in found.items():
        cells = [
            " / ".join(_write(turn[field]) for turn in turns.values())
            for field in ("livez_worst_ms", "honest_p99_ms", "memory_mb")
        ]
        lines.append(" | ".join([f"| {name}", *cells]) + " |")
    return "\n".join(lines)


def _write(number: int | None) -> str:
    return "none" if number is None or number >= 1000 * _PATIENCE else f"{number:,}"


def main() -> None:
    """Measure all attacks, or those named, save and print the table."""
    parser = make_parser(__doc__)
    parser.add_argument("names", nargs="*", help="parts of the names of attacks")
    parser.add_argument("--before", type=Path, help="an older tree, to be measured in turns with this one")
    parser.add_argument("--seconds", type=float, default=4, help="of each measurement")
    parser.add_argument("--resume", action="store_true", help="only what the file of results has not")
    given = parser.parse_args()
    trees = {**({"before": given.before.absolute()} if given.before else {}), "now": ROOT}
    found = json.loads(given.out.read_text(encoding="utf-8")) if given.out and given.out.exists() else {}
    for name in ATTACKS:
        if given.names and not any(part in name for part in given.names):
            continue
        done = found.setdefault(name, {})
        for turn, tree in trees.items():
            if not (given.resume and turn in done):
                done[turn] = measure(name, tree, given.seconds)
                done[turn]["load_average"] = round(os.getloadavg()[0], 1)
                print(name, turn, done[turn], flush=True)
        keep(found, given.out)
    print(write_table(found))


if __name__ == "__main__":
    main()
