"""Service layers: the processor time of one article's request, layer by layer, beside the bare library.

    python -m benchmarks.service.layers --out benchmarks/results/service_layers.json     # 1 minute

Each layer is measured with all those above it, by turns, in one process; what it costs is the difference. The
server around them, threads and sockets included, is measured by `benchmarks.service.routes`.
"""

import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from flask import Flask

from benchmarks.command_line import make_parser, show
from benchmarks.load import call_library
from benchmarks.speed import ARTICLE, vary
from service.app import create_app
from service.client.calls import write_json
from service.http.compression import compress
from service.logs import start_logging
from service.routes.library_calls import summarize_pages
from service.settings import ServiceSettings
from service.wire.decoding import check_value, parse_json
from service.wire.encoding import encode_json
from service.wire.models import SummaryRequest
from tests.service.both_ways import call, make_environ

N_TEXTS = 200
ACCEPTED = "gzip, deflate, br, zstd"
# Requests that are summarised by one call, as a busy process does.
BATCH = 8
PATH = "/v1/summaries"
Step = Callable[[int], object]


def make_layers(texts: list[str], bodies: list[bytes], folder: Path) -> dict[str, Step]:
    """What answers the request of a number, with more and more layers."""
    app = create_app(ServiceSettings(data=folder))

    def read(number: int) -> SummaryRequest:
        return check_value(parse_json(bodies[number]), SummaryRequest)

    def write(number: int) -> bytes:
        return encode_json(summarize_pages([read(number)])[0])

    def ask(answer: Any, number: int) -> object:
        environ = make_environ(PATH, bodies[number], {"HTTP_ACCEPT_ENCODING": ACCEPTED})
        return call(answer, environ, bodies[number])

    return {
        "library": lambda number: call_library(texts[number]),
        "+ JSON and checks": write,
        "+ zstd": lambda number: compress(write(number), "zstd"),
        "+ keys, limits, hosts, batch, metrics, log": lambda number: ask(app.wsgi_app, number),
        "the same by Flask": lambda number: ask(lambda *given: Flask.wsgi_app(app, *given), number),
    }


def measure_steps(steps: dict[str, Step], turns: int) -> dict[str, list[float]]:
    """Milliseconds of processor time a request, of each step in each turn."""
    found: dict[str, list[float]] = {name: [] for name in steps}
    for _ in range(turns):
        for name, step in steps.items():
            begun = time.process_time()
            for number in range(N_TEXTS):
                step(number)
            found[name].append(1000 * (time.process_time() - begun) / N_TEXTS)
    return found


def measure_batches(texts: list[str], turns: int) -> list[float]:
    """The same of the library for `BATCH` requests at a time."""
    wanted = [SummaryRequest(text=text) for text in texts]
    found = []
    for _ in range(turns):
        begun = time.process_time()
        for start in range(0, N_TEXTS, BATCH):
            summarize_pages(wanted[start : start + BATCH])
        found.append(1000 * (time.process_time() - begun) / N_TEXTS)
    return found


def describe(rows: list[float]) -> dict[str, float]:
    """The median of the turns, and the lowest."""
    return {"median": round(statistics.median(rows), 3), "lowest": round(min(rows), 3)}


def main() -> None:
    """Measure all of it and print it as JSON."""
    parser = make_parser(__doc__)
    parser.add_argument("--turns", type=int, default=7)
    given = parser.parse_args()
    log, sys.stderr = sys.stderr, open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115, PTH123
    start_logging("info")
    texts = vary(ARTICLE.read_text(encoding="utf-8"), N_TEXTS)
    bodies = [write_json({"text": text}) for text in texts]
    with tempfile.TemporaryDirectory() as folder:
        layers = measure_steps(make_layers(texts, bodies, Path(folder)), given.turns)
    sys.stderr = log
    found = {
        "layers": {name: describe(rows) for name, rows in layers.items()},
        "library, eight at a time": describe(measure_batches(texts, given.turns)),
        "load_average": os.getloadavg(),
    }
    show(found, given.out)


if __name__ == "__main__":
    main()
