"""Operations: what a view takes, returns and needs, written beside it; read by `auth` and `openapi`."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, TypeVar

from flask import Flask
from pydantic import BaseModel

from service.wire.problems import Kind

View = TypeVar("View", bound=Callable[..., Any])
# Answers many requests at once, in their order.
LibraryCall = Callable[[Sequence[Any]], Sequence[object]]


class Scope(StrEnum):
    """What a key allows."""

    READ = "read"  # parse, summarize, compare: nothing is stored
    JOBS = "jobs"  # jobs over dumps, and the archive
    ADMIN = "admin"  # all of these, and the metrics


@dataclass(frozen=True, slots=True)
class Operation:
    """One operation of the API: its documentation and the scope it needs."""

    summary: str = ""  # the first line of the view's docstring
    details: str = ""  # the rest of it
    scope: Scope | None = None  # None: no key needed
    request: type | None = None  # the JSON body
    query: type[BaseModel] | None = None
    reply: Any = None  # a record, a model or a type of Python
    status: int = 200
    call: LibraryCall | None = None  # what the view calls with the requests of a batch
    together: bool = False  # whether `call` takes less for several requests at once than for each by itself
    batch: bool = False  # also takes a list or a stream of ``request``; each gets a ``reply``
    item: type | None = None  # of a list or a stream that is one request with one ``reply``
    verdict: Any = None  # the answer to a line of such a stream
    media: str = "application/json"  # of the reply
    body_media: tuple[str, ...] = ("application/json",)  # of the request
    headers: dict[str, str] | None = None  # of the reply, with their meaning
    request_headers: dict[str, str] | None = None  # with their meaning
    problems: tuple[Kind, ...] = ()  # besides those of every operation


def describe_view(**fields: Any) -> Callable[[View], View]:
    """Store an `Operation` with a view; every view under ``/v1`` needs one."""

    def keep(view: View) -> View:
        summary, _, details = (view.__doc__ or "").partition("\n")
        text = " ".join(details.split())
        setattr(view, _NAME, Operation(summary.strip(), text, **fields))
        return view

    return keep


_NAME = "__operation__"


def find_operations(app: Flask) -> dict[str, Operation]:
    """The operation of each endpoint. Raises ``LookupError`` for a view under ``/v1`` without one."""
    found = {name: getattr(view, _NAME, None) for name, view in app.view_functions.items()}
    for rule in app.url_map.iter_rules():
        if rule.rule.startswith("/v1") and found[rule.endpoint] is None:
            raise LookupError(f"{rule.rule}: the view {rule.endpoint} lacks `describe_view`")
    return {name: operation for name, operation in found.items() if operation is not None}
