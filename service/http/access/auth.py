"""Keys, their scopes, and the security headers of answers; used by the app, the routes and `khulasa keys`."""

import hashlib
import secrets
from dataclasses import dataclass, field
from pathlib import Path
from typing import Annotated

from flask import Flask, Response, g, request
from flask_cors import CORS
from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError

from service.http.operations import Operation, Scope
from service.rates import check_rate
from service.settings import ServiceSettings
from service.wire.problems import FORBIDDEN, UNAUTHORIZED, ProblemError
from summarizer.errors import SettingsError

# Scanners for leaked secrets recognise a key by this prefix.
_MARK = "khulasa_"
SECURITY_HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    # For JSON, which needs nothing; pages set their own policy.
    "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'",
}

# Headers that pages of other origins may send and read.
_ALLOWED = ["Authorization", "Content-Type", "Content-Encoding", "Idempotency-Key", "X-Request-ID"]
_EXPOSED = ["Location", "Retry-After", "X-Request-ID"]


class Key(BaseModel):
    """An entry of the key file. It has the SHA-256 of a key, never the key.

    A fast hash is enough: a key is 256 random bits, which cannot be guessed. A slow hash such as argon2 would
    add a tenth of a second to every request and no safety.
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
    """The keys of a file, read again when it changes; shared by all requests."""

    path: Path
    stamp: tuple[int, int, int] = (0, 0, 0)
    by_hash: dict[str, Key] = field(default_factory=dict)
    fault: str | None = None  # why the file cannot be used as it is now

    def find(self, token: str) -> Key | None:
        """The key of a token, if there is one."""
        self.refresh()
        # The time of a look-up tells an attacker nothing: he cannot choose the hash.
        return self.by_hash.get(hash_token(token))

    def refresh(self) -> None:
        """Read the file if it changed; if it is broken or gone, the last good keys stay valid."""
        try:
            found = self.path.stat()
            stamp = (found.st_mtime_ns, found.st_size, found.st_ino)
            if stamp != self.stamp:
                self.by_hash = {key.sha256: key for key in read_keys(self.path).keys}
                self.stamp = stamp
            self.fault = None
        except OSError as error:
            self.fault = f"the key file cannot be read ({error.strerror}); the last keys are still valid"
        except SettingsError:
            # Without the place in the file, which is nothing for everybody.
            self.fault = "the key file is broken; the last keys are still valid"


def register_security(app: Flask, settings: ServiceSettings, operations: dict[str, Operation]) -> None:
    """Require a key with the scope of the operation from every request, if there is a file of keys.

    Pages of other origins may call only if the settings name them.
    """
    keys, origins = settings.keys, settings.origins
    ring = app.extensions["keys"] = KeyRing(keys) if keys else None
    if keys and ring:
        read_keys(keys)
        ring.refresh()

    @app.before_request
    def check() -> None:
        operation = operations.get(request.endpoint or "")
        g.key = None
        # A browser sends OPTIONS without the key before it sends the request with it.
        if operation and operation.scope and request.method != "OPTIONS":
            g.key = authorize(app, operation.scope, request.headers.get("Authorization", ""))

    if origins:
        CORS(app, origins=list(origins), allow_headers=_ALLOWED, expose_headers=_EXPOSED, max_age=600)

    @app.after_request
    def guard(reply: Response) -> Response:
        for name, value in SECURITY_HEADERS.items():
            reply.headers.setdefault(name, value)
        return reply


def authorize(app: Flask, scope: Scope, header: str) -> Key | None:
    """The key of a request by its header Authorization; None where none is needed.

    Raises ``ProblemError`` if there is none, or it lacks the scope.
    """
    ring: KeyRing | None = app.extensions["keys"]
    if ring is None:
        return None
    kind, _, token = header.partition(" ")
    key = ring.find(token.strip()) if kind.lower() == "bearer" else None
    if key is None:
        found = "a key that is not valid" if token else "no key"
        challenge = {"WWW-Authenticate": 'Bearer realm="khulasa"'}
        raise ProblemError(UNAUTHORIZED, f"found {found}, wanted one with the scope {scope}", (), challenge)
    if scope not in key.scopes and Scope.ADMIN not in key.scopes:
        scopes = ", ".join(key.scopes) or "none"
        raise ProblemError(FORBIDDEN, f"the key {key.name} has the scopes {scopes}, wanted {scope}")
    return key


def find_key_fault(app: Flask) -> str | None:
    """Why the key file of an app cannot be used as it is now; None where it can, or where there is none."""
    ring: KeyRing | None = app.extensions["keys"]
    if ring is None:
        return None
    ring.refresh()
    return ring.fault


def current_key() -> Key | None:
    """The key of the current request; None if the service needs no key."""
    key: Key | None = g.get("key")
    return key


def name_owner() -> str:
    """The owner of the current request: the name of its key, which stays when the key is replaced."""
    key = current_key()
    return key.name if key else ""


def make_token() -> str:
    """A new key: 256 random bits."""
    return _MARK + secrets.token_urlsafe(32)


def hash_token(token: str) -> str:
    """The hash of a key, as the file has it."""
    return hashlib.sha256(token.encode("utf-8", "surrogateescape")).hexdigest()


def read_keys(path: Path) -> KeyFile:
    """The keys of a file. Raises ``SettingsError`` with the place of an error in it."""
    try:
        return KeyFile.model_validate_json(path.read_bytes())
    except OSError as error:
        raise SettingsError("keys", str(path), f"a file that can be read ({error.strerror})") from None
    except ValidationError as error:
        row = error.errors(include_url=False, include_input=False)[0]
        place = ".".join(str(part) for part in row["loc"]) or "the file"
        found = f"{path}, {place} ({row['msg']})"
        raise SettingsError("keys", found, "a key file as khulasa keys add writes it") from None
