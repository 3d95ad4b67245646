"""Security: who asks, what their key allows, and the headers that keep a browser from doing more."""

import hashlib
import secrets
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

from flask import Flask, Response, g, request
from flask_cors import CORS
from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError

from service.http.operations import Operation, Scope
from service.settings import ServiceSettings, check_rate
from service.wire.problems import FORBIDDEN, UNAUTHORIZED, ProblemError
from summarizer.errors import SettingsError

# A scanner of leaked secrets finds a key by it.
_MARK = "khulasa_"
_HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    # Pages bring a policy of their own; JSON needs nothing.
    "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'",
}

# What pages of other origins may send and see.
_ALLOWED = ["Authorization", "Content-Type", "Content-Encoding", "Idempotency-Key", "X-Request-ID"]
_EXPOSED = ["Location", "Retry-After", "X-Request-ID"]


class Key(BaseModel):
    """An entry of the key file. The key itself stands nowhere, only its SHA-256.

    A plain hash is right here: a key is 256 random bits, which no dictionary holds, so a slow hash such as
    argon2 would add a tenth of a second to every request and nothing to its safety.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: str = Field(pattern=r"^[A-Za-z0-9._-]{1,64}$")
    sha256: str = Field(pattern="^[0-9a-f]{64}$")
    scopes: tuple[Scope, ...] = (Scope.READ,)
    rate: Annotated[str, BeforeValidator(check_rate)] | None = None


class KeyFile(BaseModel):
    """All keys of a service."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    keys: tuple[Key, ...] = ()


@dataclass(slots=True)
class KeyRing:
    """The keys of a file, read anew when it changes: what outlives a request and must be shared by all."""

    path: Path
    stamp: tuple[int, int, int] = (0, 0, 0)
    by_hash: dict[str, Key] | None = None

    def find(self, token: str) -> Key | None:
        """The key whose token this is, if it is one."""
        self._refresh()
        # A look-up by hash tells an attacker nothing by its time: he cannot choose the hash.
        return (self.by_hash or {}).get(hash_token(token))

    def _refresh(self) -> None:
        """Read the file if it is another one; one that is broken leaves the last good keys in force."""
        try:
            found = self.path.stat()
            stamp = (found.st_mtime_ns, found.st_size, found.st_ino)
            if stamp != self.stamp:
                self.by_hash = {key.sha256: key for key in read_keys(self.path).keys}
                self.stamp = stamp
        except (OSError, SettingsError):
            if self.by_hash is None:
                raise


def register_security(app: Flask, settings: ServiceSettings, operations: dict[str, Operation]) -> None:
    """Ask every request for a key with the scope of its operation, where there is a file of keys.

    Pages of other origins may call only where the settings name them.
    """
    keys, origins = settings.keys, settings.origins
    ring = KeyRing(keys) if keys else None
    if keys:
        read_keys(keys)

    @app.before_request
    def authorize() -> None:
        operation = operations.get(request.endpoint or "")
        g.key = None
        # A browser asks by OPTIONS, without the key, whether it may ask with it.
        if ring and operation and operation.scope and request.method != "OPTIONS":
            g.key = _authorize(ring, operation.scope)

    if origins:
        CORS(app, origins=list(origins), allow_headers=_ALLOWED, expose_headers=_EXPOSED, max_age=600)

    @app.after_request
    def guard(reply: Response) -> Response:
        for name, value in _HEADERS.items():
            reply.headers.setdefault(name, value)
        return reply


def current_key() -> Key | None:
    """The key of the request in hand; None where the service needs none."""
    key: Key | None = g.get("key")
    return key


def name_owner() -> str:
    """Whose the request in hand is: the name of its key, which stays when the key is replaced."""
    key = current_key()
    return key.name if key else ""


def make_token() -> str:
    """A new key: 256 random bits."""
    return _MARK + secrets.token_urlsafe(32)


def hash_token(token: str) -> str:
    """What the file holds of a key."""
    return hashlib.sha256(token.encode("utf-8", "surrogateescape")).hexdigest()


def read_keys(path: Path) -> KeyFile:
    """The keys of a file. Raises ``SettingsError`` with the place of what is wrong in it."""
    try:
        return KeyFile.model_validate_json(path.read_bytes())
    except OSError as error:
        raise SettingsError("keys", str(path), f"a file that can be read ({error.strerror})") from None
    except ValidationError as error:
        row = error.errors(include_url=False, include_input=False)[0]
        place = ".".join(str(part) for part in row["loc"]) or "the file"
        raise SettingsError("keys", f"{path}, {place}", row["msg"]) from None


def _authorize(ring: KeyRing, scope: Scope) -> Key:
    """The key of the request. Raises ``ProblemError`` where it is none, or may not do this."""
    kind, _, token = request.headers.get("Authorization", "").partition(" ")
    key = ring.find(token.strip()) if kind.lower() == "bearer" else None
    if key is None:
        found = "a key that is not valid" if token else "no key"
        challenge = {"WWW-Authenticate": 'Bearer realm="khulasa"'}
        raise ProblemError(UNAUTHORIZED, f"found {found}, wanted one with the scope {scope}", (), challenge)
    if scope not in key.scopes and Scope.ADMIN not in key.scopes:
        scopes = ", ".join(key.scopes) or "none"
        raise ProblemError(FORBIDDEN, f"the key {key.name} has the scopes {scopes}, wanted {scope}")
    return key
