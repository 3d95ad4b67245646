"""Whether a request is meant for this service: its Host, Origin and framing; used by `app` and the server.

A page of another site can point its own name at 127.0.0.1 (DNS rebinding). A browser then lets it read every
answer, since name and port are those of the page. So a service without keys answers to known names only.
"""

import re
from collections.abc import Mapping
from functools import lru_cache
from ipaddress import ip_address
from typing import Any
from urllib.parse import urlsplit

from flask import Flask, Response, request

from service.http.operations import Operation, Scope
from service.settings import ServiceSettings
from service.wire.problems import BAD_REQUEST, WRONG_HOST, ProblemError

# A name or an address (RFC 3986, 3.2.2, without what no browser sends), and a port.
_HOST = re.compile(r"(?P<name>[A-Za-z0-9._-]{1,253}|\[[0-9A-Fa-f:.]{2,45}\])(?P<port>:[0-9]{1,5})?")
_CHANGING = frozenset({"POST", "PUT", "PATCH", "DELETE"})
# In the settings: any name.
_ANY = "*"


def register_hosts(app: Flask, settings: ServiceSettings, operations: dict[str, Operation]) -> None:
    """Refuse what is meant for another service, before anything else is looked at."""

    @app.before_request
    def check() -> None:
        check_framing(request.headers.get("Transfer-Encoding"))
        check_host(find_host(request.environ), settings)
        operation = operations.get(request.endpoint or "")
        if request.method in _CHANGING and operation and operation.scope == Scope.JOBS:
            check_origin(request.headers.get("Origin"), settings)

    @app.after_request
    def shorten(reply: Response) -> Response:
        """Name no host in a redirect: Werkzeug takes it from the caller."""
        if 300 <= reply.status_code < 400 and "Location" in reply.headers:
            place = urlsplit(reply.headers["Location"])
            # Not "//name", which is an address at another host.
            path = "/" + place.path.lstrip("/")
            reply.headers["Location"] = f"{path}?{place.query}" if place.query else path
        return reply


def check_framing(coding: str | None) -> None:
    """Raise ``ProblemError`` for a Transfer-Encoding other than chunked: nothing here unpacks a body."""
    if coding is not None and coding.strip(" \t").lower() != "chunked":
        raise ProblemError(BAD_REQUEST, "found another Transfer-Encoding, wanted chunked, or none")


def find_host(environ: Mapping[str, Any]) -> str | None:
    """The host that a request names: that of a whole address counts before Host (RFC 9112, 3.2.2)."""
    target, host = str(environ.get("RAW_URI", "/")), environ.get("HTTP_HOST")
    if target.startswith("/"):
        return host
    try:
        return urlsplit(target).netloc or host
    except ValueError:
        return ""  # which is no host


def check_host(host: str | None, settings: ServiceSettings) -> None:
    """Raise ``ProblemError`` where a request names no host, a broken one, or one that is not this service."""
    if host is None:
        raise ProblemError(BAD_REQUEST, "found no Host, wanted the name of this service")
    found = _HOST.fullmatch(host)
    if found is None or int((found["port"] or ":0")[1:]) > 65535:
        raise ProblemError(BAD_REQUEST, "found a Host that is not a name or an address with a port")
    if not _knows(found["name"], settings):
        detail = "found the Host of another service, wanted this one's; the setting hosts adds names"
        raise ProblemError(WRONG_HOST, detail)


def check_origin(origin: str | None, settings: ServiceSettings) -> None:
    """Raise ``ProblemError`` where a page of an origin that is not allowed would change what is stored."""
    if origin is None or settings.keys is not None or {origin, _ANY} & set(settings.origins):
        return
    found = _HOST.fullmatch(origin.partition("://")[2])
    if found is None or not _knows(found["name"], settings):
        raise ProblemError(WRONG_HOST, "found a page of another origin, wanted one that the settings name")


def _knows(host: str, settings: ServiceSettings) -> bool:
    return _is_known(host, settings.hosts, (settings.host, settings.keys is not None, settings.open))


@lru_cache(maxsize=256)
def _is_known(host: str, hosts: tuple[str, ...], service: tuple[str, bool, bool]) -> bool:
    """Whether a name is one of a service: its names, address, whether it has keys and is open."""
    name = host.strip("[]").rstrip(".").lower()
    known = {known.strip("[]").rstrip(".").lower() for known in hosts}
    own, has_keys, is_open = service
    if _ANY in known or name in known or (has_keys and not known):
        return True
    if name in ("localhost", own.lower()):
        return True
    try:
        address = ip_address(name)
    except ValueError:
        return False
    # No page can point an address elsewhere. An open service is reached by any address of its machine.
    return address.is_loopback or is_open
