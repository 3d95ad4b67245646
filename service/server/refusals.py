"""The reply of a request that gets no thread; used by `reception` and `gunicorn_worker`."""

import orjson

from service.wire.problems import BAD_REQUEST, HEAD_TOO_LARGE, MIMETYPE, ProblemError, describe_problem

# What gunicorn's parser finds wrong, by the classes of its errors, whose own words repeat what was sent.
FAULTS = {
    "ChunkMissingTerminator": "a chunk that does not end where its size says",
    "ExpectationFailed": "another Expect, wanted 100-continue or none",
    "InvalidChunkExtension": "a chunk with a broken extension",
    "InvalidChunkSize": "a chunk without its size, wanted a number of base 16",
    "InvalidH2CPreface": "a request of HTTP/2, wanted HTTP/1.1",
    "InvalidHTTPVersion": "another version, wanted HTTP/1.1",
    "InvalidHeader": "a header that is broken, or a second one that may be there once",
    "InvalidHeaderName": "a header with a sign in its name that is not allowed",
    "InvalidRequestLine": "another first line, wanted a method, an address without blanks, and HTTP/1.1",
    "InvalidRequestMethod": "another method, wanted one in capital letters",
    "LimitRequestHeaders": "too many headers or a long one, wanted at most 100 of 8,190 bytes",
    "LimitRequestLine": "a long first line, wanted at most 4,094 bytes",
    "ObsoleteFolding": "a header that goes on in the next line, wanted one line",
    "UnsupportedTransferCoding": "another Transfer-Encoding, wanted chunked, or none",
}
_TOO_LARGE = frozenset({"LimitRequestHeaders", "LimitRequestLine"})


def explain_parse_error(name: str) -> ProblemError:
    """The problem for an error of gunicorn's parser with a class of this name."""
    kind = HEAD_TOO_LARGE if name in _TOO_LARGE else BAD_REQUEST
    fault = FAULTS.get(name)
    return ProblemError(kind, f"found {fault}" if fault else f"the request is not valid HTTP: {name}")


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
