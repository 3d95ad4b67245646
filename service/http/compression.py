"""Compression of replies, as their callers accept it; used by the app and the fast path.

Not by Flask-Compress, which made a new compressor and read the accepted codings anew for each reply, and
installed brotli, which is not used here.
"""

import gzip
from functools import lru_cache
from importlib import import_module
from threading import local

from flask import Flask, Response, request
from werkzeug.http import parse_accept_header

from summarizer.dumps.input.streams import ZSTD

_CODINGS = ("zstd", "gzip")  # the first that a caller likes best
_TYPES = frozenset({"application/json", "text/html", "text/css", "text/javascript"})
# Bytes. A smaller answer to a post arrives in one round trip, compressed or not: ten packets may be sent at
# once (RFC 6928). Compressing the answer to a page of 600 words takes a thirtieth of the work on it.
_LEAST_ANSWER = 10 * 1460
# The files of the page come together, fifty of them, so each adds to what the network carries at once.
_LEAST_FILE = 1024
# Of the header Accept-Encoding.
_LONGEST = 1024
# Of a reply of 10 KB: zstd's 1 takes .04 ms and leaves 3.70 KB, its 3 .08 ms and 3.59; gzip's 2 .17 ms and
# 3.75, its usual 6 .34 ms and 3.44.
_ZSTD_LEVEL, _GZIP_LEVEL = 1, 2
_zstd = import_module(ZSTD)
_mine = local()


def register_compression(app: Flask) -> None:
    """Compress the replies of an app. Streams are not: each line is sent when it is ready."""
    app.after_request(_compress_reply)


def _compress_reply(reply: Response) -> Response:
    reply.vary.add("Accept-Encoding")
    if (
        reply.is_streamed
        or reply.mimetype not in _TYPES
        or not 200 <= reply.status_code < 300
        or "Content-Encoding" in reply.headers
    ):
        return reply
    body = reply.get_data()
    accepted = request.headers.get("Accept-Encoding", "")
    coding = choose_coding(accepted, len(body), is_answer=request.method == "POST")
    if coding is not None:
        reply.set_data(compress(body, coding))
        reply.headers["Content-Encoding"] = coding
    return reply


def choose_coding(accepted: str, size: int, *, is_answer: bool = True) -> str | None:
    """How a reply of so many bytes is compressed for a caller with this Accept-Encoding; None: not at all.

    is_answer  whether it answers a post, alone; or is one of the files that the page loads together
    """
    return _choose(accepted) if size >= (_LEAST_ANSWER if is_answer else _LEAST_FILE) else None


@lru_cache(maxsize=256)
def _choose(accepted: str) -> str | None:
    qualities = parse_accept_header(accepted[:_LONGEST])
    best = max(_CODINGS, key=qualities.quality)
    return best if qualities.quality(best) > 0 else None


def compress(body: bytes, coding: str) -> bytes:
    """A body in a coding that `choose_coding` returned."""
    if coding == "zstd":
        # One compressor for all replies of a thread: making it takes a third of the time.
        if not hasattr(_mine, "compressor"):
            _mine.compressor = _zstd.ZstdCompressor(level=_ZSTD_LEVEL)
        packed: bytes = _mine.compressor.compress(body, _zstd.ZstdCompressor.FLUSH_FRAME)
        return packed
    return gzip.compress(body, _GZIP_LEVEL, mtime=0)
