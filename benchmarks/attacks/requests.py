"""Requests that must be refused: what an older tree and this one answer; at 127.0.0.1.

python -m benchmarks.attacks.requests [--before ../old] [--out FILE]
"""

import os
import tempfile
from pathlib import Path

from benchmarks.attacks.callers import exchange
from benchmarks.command_line import keep, make_parser
from tests.service.servers import serving

ROOT = Path(__file__).parents[2]
_BODY = b'{"text": ""}'
_JOB = (
    b"POST /v1/jobs?kind=dedup HTTP/1.1\r\nHost: %b\r\n%bContent-Type: application/x-ndjson\r\n"
    b"Content-Length: 2\r\n\r\n{}"
)
_CHUNKED = b"Transfer-Encoding: chunked"
_END = b"\r\nConnection: close\r\n\r\n"


def _post(fields: bytes, body: bytes = _BODY, path: bytes = b"/v1/pages") -> bytes:
    head = b"POST %b HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n" % path
    return head + fields + b"\r\nConnection: close\r\n\r\n" + body


def _get(target: bytes, host: bytes = b"Host: localhost", version: bytes = b"1.1") -> bytes:
    return b"GET %b HTTP/%b\r\n%b" % (target, version, host) + _END


# What is sent, and what is wanted.
REQUESTS: dict[str, tuple[bytes, str]] = {
    "jobs under the Host of another site": (_get(b"/v1/jobs", b"Host: evil.example"), "421"),
    "a dump from a page of that site": (
        _JOB % (b"evil.example", b"Origin: http://evil.example\r\nConnection: close\r\n"),
        "421",
    ),
    "a dump from a page of another origin": (
        _JOB % (b"localhost", b"Origin: http://evil.example\r\nConnection: close\r\n"),
        "421",
    ),
    "no Host": (_get(b"/livez", b"X-A: b"), "400"),
    "a broken Host": (_get(b"/livez", b"Host: a b"), "400"),
    "two Hosts": (_get(b"/livez", b"Host: localhost\r\nHost: evil.example"), "400"),
    "an address of another host as target": (_get(b"http://evil.example/v1/jobs", b"Host: localhost"), "421"),
    "Transfer-Encoding: gzip, chunked": (
        _post(b"Transfer-Encoding: gzip, chunked", b"c\r\n" + _BODY + b"\r\n0\r\n\r\n"),
        "400",
    ),
    "Transfer-Encoding: chunked, twice": (
        _post(_CHUNKED + b"\r\n" + _CHUNKED, b"c\r\n" + _BODY + b"\r\n0\r\n\r\n"),
        "400",
    ),
    "length and chunks": (
        _post(b"Content-Length: 12\r\nTransfer-Encoding: chunked", b"c\r\n" + _BODY + b"\r\n0\r\n\r\n"),
        "400",
    ),
    "two lengths": (_post(b"Content-Length: 12\r\nContent-Length: 5"), "400"),
    "the same length twice": (_post(b"Content-Length: 12\r\nContent-Length: 12"), "400"),
    "a list of lengths": (_post(b"Content-Length: 12, 12"), "400"),
    "a length with a sign": (_post(b"Content-Length: +12"), "400"),
    "a space before a colon": (_post(b"Content-Length : 12"), "400"),
    "a header that goes on in the next line": (_post(b"X-A: b\r\n c\r\nContent-Length: 12"), "400"),
    "a chunk size that is not one": (_post(b"Transfer-Encoding: chunked", b"0x c\r\n" + _BODY), "400"),
    "a parameter twice": (_get(b"/v1/jobs?limit=1&limit=2"), "422"),
    "a field twice": (_post(b"Content-Length: 24", b'{"text": "", "text": ""}'), "422"),
    "NaN": (_post(b"Content-Length: 34", b'{"text": "", "threshold": NaN}    '), "400"),
}  # fmt: skip


def find_answers(tree: Path) -> dict[str, str]:
    """The status of each answer, and what the service leaves readable to others."""
    found = {}
    with tempfile.TemporaryDirectory() as folder:
        data = Path(folder) / "data"
        environ = {"PYTHONPATH": str(tree), "PYTHONSAFEPATH": "1", "KHULASA_SERVE_DATA": str(data)}
        with serving(Path(os.devnull), 0, KHULASA_SERVE_WORKERS="1", **environ) as running:
            for name, (sent, _) in REQUESTS.items():
                reply = exchange(running.port, sent)
                found[name] = reply[9:12].decode() or "none"
        found["data folder"] = f"{data.stat().st_mode & 0o777:o}"
    return found


def main() -> None:
    """Print the table."""
    parser = make_parser(__doc__)
    parser.add_argument("--before", type=Path, help="an older tree, to be asked beside this one")
    given = parser.parse_args()
    os.umask(0o022)
    trees = {**({"before": given.before.absolute()} if given.before else {}), "now": ROOT}
    turns = {turn: find_answers(tree) for turn, tree in trees.items()}
    wanted = {**{name: status for name, (_, status) in REQUESTS.items()}, "data folder": "700"}
    for name, status in wanted.items():
        print(f"| {name} | {' / '.join(found[name] for found in turns.values())} | {status} |")
    keep(turns, given.out)


if __name__ == "__main__":
    main()
