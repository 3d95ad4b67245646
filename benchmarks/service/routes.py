"""Routes: processor time and throughput of every usual post beside the library's, and its latency.

    python -m benchmarks.service.routes --out benchmarks/results/routes.json     # 5 minutes

By turns: the library in one process for one caller, in as many as the service has for `BUSY_CALLERS`, then
the service. The sender shares the processors, so in wall time its work counts as the service's.
"""

import argparse
import json
import os
import tempfile
from functools import partial
from pathlib import Path
from typing import Any

from pydantic import BaseModel

from benchmarks.command_line import make_parser, show
from benchmarks.load import WORKERS, Asked, describe_turns, measure_turn, measure_usual_turn
from benchmarks.processes import measure_workers
from benchmarks.service.busy_callers import BUSY_CALLERS, saturate
from benchmarks.speed import ARTICLE, vary
from service.app import create_app
from service.client.calls import write_json
from service.http.operations import LibraryCall, Operation, find_operations
from service.settings import ServiceSettings
from service.wire.decoding import check_value
from tests.service.servers import serving

N_TEXTS = 200


def make_bodies(texts: list[str]) -> dict[str, list[dict[str, Any]]]:
    """Requests of each route."""
    pairs = list(zip(texts, texts[1:] + texts[:1], strict=True))
    return {
        "pages": [{"text": text} for text in texts],
        "summaries": [{"text": text} for text in texts],
        "phrases": [{"text": text} for text in texts],
        "shared_summaries": [{"articles": [{"text": one}, {"text": other}]} for one, other in pairs],
        "comparisons": [{"a": one, "b": other} for one, other in pairs],
    }


def find_calls() -> dict[str, Operation]:
    """The operation of each route, with what it calls of the library."""
    with tempfile.TemporaryDirectory() as folder:
        operations = find_operations(create_app(ServiceSettings(data=Path(folder))))
    return {name.removeprefix("api.create_"): one for name, one in operations.items() if one.call}


def ask(service: tuple[str, int], operation: Operation, bodies: list[dict[str, Any]]) -> Asked:
    """The requests of a route, and what it calls of the library with them."""
    url, pid = service
    assert operation.request and operation.call  # noqa: PT018  `find_calls` chose those
    wanted: dict[str, BaseModel] = {json.dumps(body): check_value(body, operation.request) for body in bodies}
    sent = [write_json(body) for body in bodies]
    return Asked(url, pid, sent, partial(_call, operation.call, wanted), list(wanted))


def _call(function: LibraryCall, wanted: dict[str, BaseModel], body: str) -> object:
    return function([wanted[body]])


def measure_route(asked: Asked, given: argparse.Namespace) -> dict[str, Any]:
    """Many callers, one caller, and the latency at a usual load."""
    saturate(asked.url, asked.bodies, 1)
    busy = [measure_usual_turn(asked, given.seconds) for _ in range(given.turns)]
    alone = [measure_turn(asked, given.seconds, 1) for _ in range(given.turns)]
    return {f"callers_{BUSY_CALLERS}": describe_turns(busy), "callers_1": describe_turns(alone)}


def main() -> None:
    """Measure all routes and print it as JSON."""
    parser = make_parser(__doc__)
    parser.add_argument("--turns", type=int, default=15)
    parser.add_argument("--seconds", type=float, default=0.7)
    given = parser.parse_args()
    texts = vary(ARTICLE.read_text(encoding="utf-8"), N_TEXTS)
    bodies, operations = make_bodies(texts), find_calls()
    with serving(KHULASA_SERVE_WORKERS=str(WORKERS)) as service:
        pid, root = service.process.pid, f"http://127.0.0.1:{service.port}/v1/"
        found: dict[str, Any] = {
            name: measure_route(ask((root + name.replace("_", "-"), pid), operations[name], rows), given)
            for name, rows in bodies.items()
        }
        found |= {"memory_of_each_process": measure_workers(pid), "load_average": os.getloadavg()}
    show(found, given.out)


if __name__ == "__main__":
    main()
