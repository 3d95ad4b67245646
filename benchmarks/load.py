"""Load: throughput of the service beside the bare library, its latency, and its behaviour under overload.

    python -m benchmarks.load --out benchmarks/results/load.json    # 14 minutes, on a quiet machine
    python -m benchmarks.load --seconds 10 --overload 20            # a quick look
    python -m benchmarks.load --turns 2 --seconds 6 --no-sumy       # the overload alone, 11 minutes

How requests are sent is told in `busy_callers` and `callers`. The rival is sumy's LexRank behind the same
Flask and gunicorn.
"""

import argparse
import asyncio
import os
import platform
import socket
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import count
from multiprocessing import get_context
from typing import Any

from benchmarks.command_line import make_parser, show
from benchmarks.processes import measure_memory, measure_processes, measure_processor
from benchmarks.service.busy_callers import BUSY_CALLERS, saturate
from benchmarks.service.callers import load
from benchmarks.speed import ARTICLE, vary
from service.client.calls import write_json
from tests.service.servers import serving

N_TEXTS = 500
WORKERS = 2
# Shares of the highest throughput; the last one runs longer.
USUAL, TOO_MUCH = 0.7, 1.2


@dataclass(frozen=True)
class Asked:
    """What is asked of a service again and again, and of the library beside it.

    bodies  the requests, sent to ``url``; ``pid`` is the service's first process
    texts   what ``call`` is called with, one after the other
    """

    url: str
    pid: int
    bodies: list[bytes]
    call: Callable[[str], object]
    texts: list[str]


def measure_library(
    seconds: float, call: Callable[[str], object], texts: list[str], n_processes: int = WORKERS
) -> dict[str, float]:
    """Articles a second of processes that only call a function, and the processor time of each article."""
    context = get_context("fork")
    with context.Pool(n_processes) as pool:
        jobs = [pool.apply_async(_count_calls, (seconds, call, texts)) for _ in range(n_processes)]
        rates, costs = zip(*(job.get() for job in jobs), strict=True)
    return {"a_second": round(sum(rates), 1), "processor_ms": round(1000 * statistics.mean(costs), 2)}


def _count_calls(seconds: float, call: Callable[[str], object], texts: list[str]) -> tuple[float, float]:
    call(texts[0])
    begun, worked = time.perf_counter(), time.process_time()
    for number in count(1):
        call(texts[number % len(texts)])
        taken = time.perf_counter() - begun
        if taken > seconds:
            return number / taken, (time.process_time() - worked) / number
    raise AssertionError


async def overload(url: str, bodies: list[bytes], rate: float, seconds: float, pid: int) -> dict[str, Any]:
    """The replies of an overloaded service, its memory in ten slices of time, the work of each process."""
    before = measure_processes(pid)
    task = asyncio.create_task(load(url, bodies, rate, seconds))
    memory: list[float] = []
    for _ in range(10):
        await asyncio.sleep(seconds / 10)
        memory.append(measure_memory(pid))
    answers = await task
    worked = {name: spent - before.get(name, 0.0) for name, spent in measure_processes(pid).items()}
    # The shares of a processor that the processes had, the busiest first; the master and the worker are idle.
    shares = sorted((round(spent / seconds, 2) for spent in worked.values()), reverse=True)
    return {"answers": answers.describe(), "megabytes": memory, "processor_shares": shares}


def measure_service(
    url: str, pid: int, call: Callable[[str], object], texts: list[str], given: argparse.Namespace
) -> dict[str, Any]:
    """Its highest throughput beside the bare library's, its latency at the usual load, and the overload."""
    bodies = [write_json({"text": text}) for text in texts]  # as our client writes it
    saturate(url, bodies, 3)
    asked = Asked(url, pid, bodies, call, texts)
    turns = [measure_usual_turn(asked, given.seconds / given.turns) for _ in range(given.turns)]
    found: dict[str, Any] = describe_turns(turns)
    if given.overload:
        most = found["a_second"]["median"]
        found["too_much"] = asyncio.run(overload(url, bodies, TOO_MUCH * most, given.overload, pid))
    return found


def measure_turn(asked: Asked, seconds: float, n_callers: int = BUSY_CALLERS) -> dict[str, float]:
    """The bare library and the service, one right after the other, since the speed of a machine drifts."""
    library = measure_library(seconds, asked.call, asked.texts, min(n_callers, WORKERS))
    begun = measure_processor(asked.pid)
    most = saturate(asked.url, asked.bodies, seconds, n_callers)
    spent = 1000 * (measure_processor(asked.pid) - begun) / (most * seconds)
    return {
        "a_second": most,
        "processor_ms": spent,
        "library_a_second": library["a_second"],
        "library_processor_ms": library["processor_ms"],
        "share_of_library": most / library["a_second"],
        # The sender shares the processors, so in wall time its work counts as the service's.
        "share_by_processor": library["processor_ms"] / spent,
    }


def measure_usual_turn(asked: Asked, seconds: float) -> dict[str, float]:
    """The same with many callers, then the latency at the usual share of this turn's throughput.

    Not of the median of all turns: where the machine was slower for a while, that was more than the service
    could answer, and the times were those of a full queue.
    """
    turn = measure_turn(asked, seconds)
    answers = asyncio.run(load(asked.url, asked.bodies, USUAL * turn["a_second"], seconds))
    times = sorted(answers.seconds[200])
    p50, p99 = (1000 * times[int(share * len(times))] for share in (0.5, 0.99))
    n_refused = len(answers.late) - len(times)
    usual = {"usual_p50_ms": p50, "usual_p99_ms": p99, "p99_to_p50": p99 / p50, "usual_refused": n_refused}
    return turn | usual


def describe_turns(turns: list[dict[str, float]]) -> dict[str, dict[str, float]]:
    """Of each figure the median, the lowest and the highest."""
    columns = {name: [turn[name] for turn in turns] for name in turns[0]}
    return {
        name: {
            "median": round(statistics.median(values), 3),
            "lowest": round(min(values), 3),
            "highest": round(max(values), 3),
        }
        for name, values in columns.items()
    }


@contextmanager
def serving_sumy() -> Iterator[tuple[str, int]]:
    """sumy's LexRank behind Flask and gunicorn: its address and process."""
    words = [sys.executable, "-m", "gunicorn", "benchmarks.load:make_sumy_app()", "--preload"]
    words += [
        "--worker-class",
        "gthread",
        "--threads",
        "8",
        "--workers",
        str(WORKERS),
        "--bind",
        "127.0.0.1:8759",
    ]
    process = subprocess.Popen(words, stderr=subprocess.DEVNULL, start_new_session=True)
    try:
        while not _listens(8759):
            time.sleep(0.2)
        yield "http://127.0.0.1:8759/", process.pid
    finally:
        process.terminate()
        process.wait()


def _listens(port: int) -> bool:
    with socket.socket() as one:
        return one.connect_ex(("127.0.0.1", port)) == 0


def make_sumy_app() -> Any:
    """A minimal service around sumy."""
    from flask import Flask, jsonify, request

    from benchmarks.rivals import SUMMARISERS

    app = Flask("sumy")

    @app.post("/")
    def summarize() -> Any:
        wanted = request.get_json()
        return jsonify(SUMMARISERS["sumy LexRank"](None, wanted["text"], n_sentences=3))

    return app


def call_library(text: str) -> object:
    """The work of a request, without a service."""
    from summarizer import summarize_page

    return summarize_page(text)


def call_sumy(text: str) -> object:
    """The same work by the rival."""
    from benchmarks.rivals import SUMMARISERS

    return SUMMARISERS["sumy LexRank"](None, text, n_sentences=3)


def main() -> None:
    """Measure all of it and print it as JSON."""
    parser = make_parser(__doc__)
    parser.add_argument("--seconds", type=float, default=30)
    parser.add_argument("--turns", type=int, default=6, help="of library and service")
    parser.add_argument("--overload", type=float, default=600, help="seconds of too much; 0: none")
    parser.add_argument("--no-sumy", action="store_true")
    given = parser.parse_args()
    texts = vary(ARTICLE.read_text(encoding="utf-8"), N_TEXTS)
    found: dict[str, Any] = {
        "machine": {
            "python": platform.python_version(),
            "machine": platform.machine(),
            "processors": os.cpu_count(),
            "load_average": os.getloadavg(),
        },
    }
    with serving(KHULASA_SERVE_WORKERS=str(WORKERS), KHULASA_SERVE_WORKER="true") as service:
        url = f"http://127.0.0.1:{service.port}/v1/summaries"
        found["khulasa"] = measure_service(url, service.process.pid, call_library, texts, given)
    if not given.no_sumy:
        given.overload = 0
        with serving_sumy() as (url, pid):
            found["sumy LexRank"] = measure_service(url, pid, call_sumy, texts, given)
    show(found, given.out)


if __name__ == "__main__":
    main()
