"""The reply of a request that gets no thread; used by `reception` and `gunicorn_worker`."""

import orjson

from service.wire.problems import MIMETYPE, ProblemError, describe_problem


def write_problem(problem: ProblemError) -> bytes:
    """The whole reply of a refused request, as bytes for the socket."""
    kind, body = problem.kind, orjson.dumps(describe_problem(problem))
    fields = {
        "Content-Type": MIMETYPE,
        "Content-Length": str(len(body)),
        "Connection": "close",
        "X-Content-Type-Options": "nosniff",
        **problem.headers,
    }
    lines = [f"HTTP/1.1 {kind.status} {kind.name}", *(f"{name}: {value}" for name, value in fields.items())]
    return "\r\n".join([*lines, "", ""]).encode() + body
