"""The heads of plain posts and probes, read without gunicorn; used by `short_requests`.

gunicorn's parser stays the judge of all that is not plain: here is only read what can be understood in one
way, and what no server in front of this one understands in another.
"""

import re
from functools import lru_cache

# A path without a query, and one field a line. No underscore in a name: for WSGI it is the same as a hyphen.
_PLAIN = re.compile(
    r"(?P<method>POST|GET) (?P<path>/[a-z0-9/-]{1,80}) HTTP/1\.1"
    r"(?P<fields>(?:\r\n[A-Za-z0-9-]{1,80}: ?[!-~](?:[ -~]*[!-~])?)+)"
)
_LONGEST = 4096
# Fields that change how a request is read, by which protocol, or whether it is meant for this server.
_JUDGED = frozenset(
    {
        "CONTENT_ENCODING",
        "CONTENT_LENGTH",  # a second one
        "EXPECT",
        "HTTP2_SETTINGS",
        "TE",
        "TRAILER",
        "TRANSFER_ENCODING",
        "UPGRADE",
        "X_FORWARDED_PROTOCOL",
        "X_FORWARDED_SSL",
    }
)
# All else in the heads of a caller is the same for each post.
_LENGTH = re.compile(rb"\r\ncontent-length: ?([0-9]{1,9})(?=\r\n|\Z)", re.IGNORECASE)
_TYPE, _BODY_LENGTH = "CONTENT_TYPE", "CONTENT_LENGTH"
# Heads whose fields are remembered: reading one takes six times as long. None with another field, which may
# hold a key, a cookie or an address.
_MOST_REMEMBERED = 64
_COMMON = re.compile(
    rb"[^\r\n]*(?:\r\n(?:host|user-agent|accept|accept-encoding|accept-language|connection|content-type):[^\r\n]*)*",
    re.IGNORECASE,
)


def read_plain_head(head: bytes) -> dict[str, str] | None:
    """The WSGI environment of a post, as far as its head says it; None where the head is not plain.

    head  without the empty line at its end
    """
    if len(head) > _LONGEST:
        return None
    found = _LENGTH.search(head)
    if found is None:
        return None
    rest = head[: found.start()] + head[found.end() :]
    fields = _remember_fields(rest) if _COMMON.fullmatch(rest) else _read_fields(rest)
    return None if fields is None else {**fields, _BODY_LENGTH: found[1].decode()}


def read_bare_head(head: bytes) -> dict[str, str] | None:
    """The same for a request without a body; None where the head announces one."""
    if len(head) > _LONGEST:
        return None
    fields = _remember_fields(head) if _COMMON.fullmatch(head) else _read_fields(head)
    return None if fields is None else {**fields}


def _read_fields(head: bytes) -> dict[str, str] | None:
    """The same for a head without the length of its body."""
    if not head.isascii():
        return None
    found = _PLAIN.fullmatch(head.decode("ascii"))
    if found is None:
        return None
    rows = [row.partition(":") for row in found["fields"][2:].split("\r\n")]
    fields = {name.upper().replace("-", "_"): value.lstrip(" ") for name, _, value in rows}
    if len(fields) < len(rows) or not _JUDGED.isdisjoint(fields):
        return None
    if fields.get("CONNECTION", "keep-alive").lower() not in ("keep-alive", "close"):
        return None
    bare = {_TYPE: fields.pop(_TYPE)} if _TYPE in fields else {}
    named = {f"HTTP_{name}": value for name, value in fields.items()}
    return {"REQUEST_METHOD": found["method"], "SCRIPT_NAME": "", "PATH_INFO": found["path"], **bare, **named}


_remember_fields = lru_cache(maxsize=_MOST_REMEMBERED)(_read_fields)
