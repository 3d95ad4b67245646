"""Attacks on a service at 127.0.0.1, each in a process of its own; started by `python -m benchmarks.attacks`.

    python -m benchmarks.attacks.kinds NAME PORT      # until its input is closed, two minutes at most

The first rows once stopped the service; the next are of the same kinds; then come short requests that ask for
much work, and bodies in more pieces than they need. The ways to attack are in `callers`.
"""

import gzip
import json
import os
import sys
import threading
from collections.abc import Sequence

from benchmarks.attacks.callers import (
    FORM,
    JSON,
    LINES,
    PROSE,
    Attack,
    break_off,
    drip,
    fill_archive,
    hold,
    make_and_cancel,
    make_documents,
    make_text,
    make_words,
    open_and_close,
    read_slowly,
    repeat,
    write_head,
    write_whole,
)

_MOST_SECONDS = 120.0
_PART = " " * 33_000
_LONG = write_head("/v1/pages", JSON, "Content-Length: 60000")
_CHUNKED = "Transfer-Encoding: chunked"
# Attacks that stopped an earlier version of the service.
KNOWN: dict[str, Attack] = {
    "33 KB of a body of 60 KB": hold(_LONG + _PART.encode()),
    "33 KB of a form of 60 KB": hold(write_head("/", FORM, "Content-Length: 60000") + b"a" * 33_000),
    "a chunked body without end": hold(write_head("/v1/pages", JSON, _CHUNKED)),
    "100 Continue, then nothing": hold(
        write_head("/v1/pages", JSON, "Expect: 100-continue", "Content-Length: 60000")
    ),
    "33 KB for the archive": hold(
        write_head("/v1/archive/documents", JSON, "Content-Length: 60000") + _PART.encode()
    ),
    "2 MB of one-letter lines": repeat(write_whole("/v1/summaries", make_text("ب\n", 2_000_000))),
    "2 MB of prose": repeat(write_whole("/v1/summaries", make_text(PROSE, 2_000_000))),
    "2 MB of 150,000 fields": repeat(
        write_whole("/v1/pages", json.dumps({str(number): 0 for number in range(150_000)}).encode())
    ),
    "empty lines in streams": drip(
        write_head("/v1/summaries", LINES, _CHUNKED), b"1\r\n\n\r\n", n=8, seconds=1
    ),
}
# Others of the same kinds.
SIMILAR: dict[str, Attack] = {
    "bodies just over the limit": repeat(write_whole("/v1/pages", make_text(PROSE, 2_200_000))),
    "chunked bodies over the limit": repeat(
        write_head("/v1/pages", JSON, _CHUNKED) + b"220000\r\n" + b" " * 0x220000 + b"\r\n0\r\n\r\n"
    ),
    "1,200 silent connections": hold(b"", 1_200),
    "1,200 of half a request": hold(write_head("/v1/pages", JSON, "Content-Length: 9"), 1_200),
    "slow heads, 400": drip(b"GET /livez HTTP/1.1\r\nHost: localhost\r\nX-A: ", b"a", 400),
    "chunks of one byte": drip(write_head("/v1/pages", JSON, _CHUNKED), b"1\r\n \r\n", 200),
    "replies read slowly": read_slowly(write_head("/v1/openapi.json", "", method="GET") * 4),
    "half of a TLS greeting, 400": hold(b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03" + bytes(60), 400),
    "connections that break off": open_and_close,
    "200 requests ahead": repeat(write_head("/livez", "", method="GET") * 200),
    "2,000 headers": repeat(write_head("/livez", "", *["X-A: b"] * 2_000, method="GET")),
    "a key of 8 KB": repeat(
        write_whole("/v1/pages", b'{"text": ""}', JSON, "Authorization: Bearer " + "k" * 8_000)
    ),
    "10,000 parameters": repeat(write_head("/v1/jobs?" + "a&" * 10_000, "", method="GET")),
    "1,900 parameters": repeat(write_head("/v1/jobs?" + "a&" * 1_900, "", method="GET")),
    "60 KB of open brackets": repeat(write_whole("/v1/pages", b"[" * 60_000)),
    "60 KB of one-letter lines": repeat(write_whole("/v1/summaries", make_text("ب\n", 60_000))),
    "60 KB of short lines": repeat(write_whole("/v1/summaries", make_text("قال إن.\n", 60_000))),
    "60 KB of alike documents": repeat(
        write_whole("/v1/duplicates", make_documents(PROSE, 50_000, 400))
    ),
    "ids of 10 KB": repeat(
        write_whole(
            "/v1/duplicates",
            json.dumps({"documents": [{"id": c * 10_000, "text": c} for c in "abcde"]}).encode(),
        )
    ),
    "a gzip body of 200 MB": repeat(
        write_whole("/v1/jobs?kind=dedup", gzip.compress(bytes(200_000_000)), LINES), 4
    ),
    "uploads of empty lines": repeat(write_whole("/v1/jobs?kind=dedup", b"\n" * 4_000_000, LINES)),
    "silent uploads": hold(write_head("/v1/jobs?kind=dedup", LINES, "Content-Length: 60000")),
    "jobs made and deleted": make_and_cancel,
    "1,000 ranges": repeat(
        write_head("/docs/try", "", "Range: bytes=" + "0-1," * 1_000 + "5-", method="GET")
    ),
    "1,000 tags": repeat(
        write_head("/v1/openapi.json", "", "If-None-Match: " + '"a",' * 1_000 + '"b"', method="GET")
    ),
    "HTTP/1.0 kept open": repeat(
        b"GET /livez HTTP/1.0\r\nHost: localhost\r\nConnection: keep-alive\r\n\r\n" * 20
    ),
    "the manual again and again": repeat(write_head("/docs", "", method="GET")),
    "silent event streams": hold(write_head("/v1/summaries", LINES, _CHUNKED)),
}  # fmt: skip
# Short requests that ask for much work, and callers that leave before it is done.
COSTLY: dict[str, Attack] = {
    "60 KB of comparisons in a list": repeat(
        write_whole("/v1/comparisons", json.dumps([{"a": "b", "b": "c"}] * 2_800).encode())
    ),
    "60 KB of `<p>`": repeat(
        write_whole("/v1/pages", json.dumps({"html": "<p>ب" * 12_000}, ensure_ascii=False).encode())
    ),
    "60 KB of lines that end otherwise": repeat(write_whole("/v1/pages", make_text("ب\u2028", 60_000))),
    "60 KB of one-letter sentences": repeat(write_whole("/v1/summaries", make_text("ب. ", 60_000))),
    "30 KB of articles of a story": repeat(
        write_whole("/v1/shared-summaries", json.dumps({"articles": [{"text": "a."}] * 1_900}).encode())
    ),
    "20 KB of words that never recur": repeat(write_whole("/v1/phrases", make_words(20_000))),
    "posts whose callers break off": break_off(write_whole("/v1/summaries", make_text(PROSE, 6_000))),
    "posts ahead, replies read slowly": read_slowly(write_whole("/v1/pages", make_text("ب\n", 1_500)) * 20),
    "Accept of 8 KB": repeat(
        write_head("/nothing", "", "Accept: " + ",".join(["a/b;q=0.1"] * 800), method="GET")
    ),
    "a path of 7 KB": repeat(write_head("/v1/jobs/" + "a" * 7_000, "", method="GET")),
    "15,000 fields of a form": repeat(write_whole("/", b"a=1&" * 15_000, FORM)),
    "2 MB of one-letter lines in a stream": repeat(
        write_whole("/v1/summaries", make_text("ب\n", 1_900_000) + b"\n", LINES), 4
    ),
    "2 MB of `<p>` in a stream": repeat(
        write_whole("/v1/pages", json.dumps({"html": "<p>b" * 400_000}).encode() + b"\n", LINES), 4
    ),
    "15,000 documents in a stream": repeat(
        write_whole(
            "/v1/duplicates",
            b"".join(b'{"id": "%d", "text": "word %d of the day"}\n' % (n, n) for n in range(15_000)),
            LINES,
        ),
        4,
    ),
    "readiness again and again": repeat(write_head("/readyz", "", method="GET")),
}  # fmt: skip
# Bodies in far more chunks, parts, lines or fields than they need; and callers who read no answers.
_BOUNDARY = "multipart/form-data; boundary=x"
_PART_HEAD = b'--x\r\nContent-Disposition: form-data; name="%b"\r\n\r\n'
_OPEN = write_head("/v1/pages", JSON, _CHUNKED)
FRAMES: dict[str, Attack] = {
    "a chunk of 3 MB announced": hold(_OPEN + b"300000\r\n "),
    "300 bytes of a chunk's line": hold(_OPEN + b"1;" + b"a" * 300),
    "9 KB of fields behind a body": hold(_OPEN + b"0\r\nX-A: " + b"a" * 9_000),
    "3 MB of fields behind a body, then bytes": drip(
        _OPEN + b"0\r\nX-A: " + b"a" * 3_000_000, b"a", n=8, seconds=0.005
    ),
    "2 MB in chunks of one byte": repeat(_OPEN + b"1\r\n \r\n" * 300_000 + b"0\r\n\r\n"),
    "a form of 20,000 parts": repeat(write_whole("/", (_PART_HEAD % b"a" + b"\r\n") * 20_000, _BOUNDARY)),
    "2 MB that are almost boundaries": repeat(
        write_whole(
            "/",
            b"%b%b\r\n--x--" % (_PART_HEAD % b"text", b"\r\n--y" * 380_000),
            _BOUNDARY,
        )
    ),
    "streams whose answers are not read": read_slowly(
        write_head("/v1/pages", LINES, "Content-Length: 100000000") + b'{"text": "a"}\n' * 500
    ),
    "100,000 lines that are no JSON": repeat(write_whole("/v1/pages", b"x\n" * 100_000, LINES), 4),
    "lines of one byte in chunks of one byte": repeat(
        write_head("/v1/pages", LINES, _CHUNKED) + b"1\r\nx\r\n1\r\n\n\r\n" * 20_000 + b"0\r\n\r\n", 4
    ),
    "uploads of a KB a second": drip(
        write_head("/v1/jobs?kind=dedup", LINES, "Content-Length: 60000000"), b'{"id": 1}\n' * 70
    ),
    "documents for the archive": fill_archive,
    "a number of 60 KB": repeat(write_whole("/v1/pages", b'{"text": 0.%b}' % (b"7" * 60_000))),
    "30 KB of cookies": repeat(write_head("/", "", *["Cookie: " + "a=b; " * 1_500] * 4, method="GET")),
    "Accept-Language of 8 KB": repeat(
        write_head("/docs/try", "", "Accept-Language: " + ",".join(["a;q=0.1"] * 1_000), method="GET")
    ),
    "the largest file again and again": repeat(
        write_head("/static/swagger-ui/swagger-ui-bundle.js", "", "Accept-Encoding: zstd", method="GET")
    ),
}
# Others of all these kinds, tried later.
LATER: dict[str, Attack] = {
    "60 KB of comparisons of digits": repeat(
        write_whole("/v1/comparisons", json.dumps({"a": "7 " * 15_000, "b": "7 " * 14_999}).encode())
    ),
    "20 KB of initials": repeat(write_whole("/v1/summaries", make_text("د. ", 20_000))),
    "5 KB of `<li>`": repeat(
        write_whole("/v1/pages", json.dumps({"html": "<li>ب" * 800}, ensure_ascii=False).encode())
    ),
    "60 KB of empty objects": repeat(write_whole("/v1/pages", b"[" + b"{}," * 20_000 + b"{}]")),
    "metrics again and again": repeat(write_head("/metrics", "", method="GET")),
    "probes ahead, replies read slowly": read_slowly(write_head("/livez", "", method="GET") * 200),
    "1 MB in chunks of two bytes, with extensions": repeat(
        _OPEN + b"2;a=b\r\n  \r\n" * 100_000 + b"0\r\n\r\n"
    ),
    "long posts that break off": break_off(_LONG + _PART.encode()),
    "uploads that break off": break_off(
        write_head("/v1/jobs?kind=dedup", LINES, "Content-Length: 60000") + b'{"id": 1}\n' * 3_000
    ),
    "posts that ask for another protocol": repeat(
        write_whole("/v1/pages", make_text(PROSE, 6_000), JSON, "Connection: Upgrade", "Upgrade: websocket")
    ),
}
# Texts that are almost something else, and requests that are almost HTTP.
ALMOST: dict[str, Attack] = {
    "60 KB of Latin letters and a sign": repeat(
        write_whole("/v1/phrases", json.dumps({"text": "a" * 60_000 + " a.b"}).encode())
    ),
    "5 KB of what is almost an address": repeat(write_whole("/v1/phrases", make_text("a.", 5_000))),
    "8,000 attributes of a tag": repeat(
        write_whole(
            "/v1/pages", json.dumps({"html": f"<p {' '.join(f'a{n}=b' for n in range(7_500))}>b"}).encode()
        )
    ),
    "20 KB of comparisons of percents": repeat(
        write_whole("/v1/comparisons", json.dumps({"a": "7%" * 5_000, "b": "7%" * 4_999}).encode())
    ),
    "60 KB of open quotation marks": repeat(write_whole("/v1/summaries", make_text("«", 60_000))),
    "60 KB of one Arabic word": repeat(write_whole("/v1/summaries", make_text("ب", 60_000))),
    "a focus of 30 KB": repeat(
        write_whole("/v1/summaries", json.dumps({"text": PROSE * 20, "focus": "7% " * 10_000}).encode())
    ),
    "60 KB of lines in `<pre>`": repeat(
        write_whole("/v1/pages", json.dumps({"html": "<pre>" + "ب\n" * 8_000}).encode())
    ),
    "posts that end early": repeat(_LONG + _PART.encode()),
    "greetings of HTTP/2, 400": hold(b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", 400),
    "a method that is none": repeat(write_head("/v1/pages", "", method="BREW" * 5)),
    "X-Request-ID of 7 KB": repeat(
        write_whole("/v1/pages", make_text(PROSE, 6_000), JSON, "X-Request-ID: " + "a" * 7_000)
    ),
    "a path of 2,000 dots": repeat(write_head("/v1/jobs/" + "%2e%2e%2f" * 700, "", method="GET")),
}  # fmt: skip
ATTACKS: dict[str, Attack] = {
    "none": lambda _port, end: [end.wait()].clear(),
    **KNOWN,
    **SIMILAR,
    **COSTLY,
    **FRAMES,
    **LATER,
    **ALMOST,
}


def run(words: Sequence[str]) -> None:
    """Attack until the input is closed; two minutes at most, whatever happens."""
    name, port = words
    os.nice(5)  # an attacker has a machine of its own; here it shares two processors with the service
    end = threading.Event()

    def await_end() -> None:
        sys.stdin.read()
        end.set()

    threading.Thread(target=await_end, daemon=True).start()
    threading.Timer(_MOST_SECONDS, end.set).start()
    ATTACKS[name](int(port), end)
    os._exit(0)


if __name__ == "__main__":
    run(sys.argv[1:])
