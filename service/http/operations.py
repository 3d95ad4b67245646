"""Describing: what a view takes, gives and needs, said beside it; security and OpenAPI read it there."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, TypeVar

from flask import Flask
from pydantic import BaseModel

from service.wire.problems import Kind

View = TypeVar("View", bound=Callable[..., Any])


class Scope(StrEnum):
    """What a key may do."""

    READ = "read"  # parse, summarize, compare: what leaves nothing behind
    JOBS = "jobs"  # jobs over dumps, and the archive
    ADMIN = "admin"  # all of it, and the metrics


@dataclass(frozen=True, slots=True)
class Operation:
    """One operation of the API, as its documentation tells it and as it is guarded."""

    summary: str = ""  # the first line of the view's docstring
    details: str = ""  # the rest of it
    scope: Scope | None = None  # None: for everybody
    request: type | None = None  # the JSON body
    query: type[BaseModel] | None = None
    reply: Any = None  # a record, a model or a type of Python
    status: int = 200
    batch: bool = False  # takes a list and a stream of ``request`` too, each answered by a ``reply``
    item: type | None = None  # of a list or a stream that is one request, as its ``reply`` is one
    verdict: Any = None  # the answer to a line of such a stream
    media: str = "application/json"  # of the reply
    body_media: str = "application/json"  # of the request
    headers: dict[str, str] | None = None  # of the reply, with what they say
    asks: dict[str, str] | None = None  # headers of the request, with what they say
    problems: tuple[Kind, ...] = ()  # beyond those that every operation may answer


def describe_view(**fields: Any) -> Callable[[View], View]:
    """Keep what an `Operation` says with a view; every view under ``/v1`` needs it."""

    def keep(view: View) -> View:
        summary, _, details = (view.__doc__ or "").partition("\n")
        text = " ".join(details.split())
        setattr(view, _NAME, Operation(summary.strip(), text, **fields))
        return view

    return keep


_NAME = "__operation__"


def find_operations(app: Flask) -> dict[str, Operation]:
    """The operation of each endpoint of an app that has one. Raises ``LookupError`` for one that must."""
    found = {name: getattr(view, _NAME, None) for name, view in app.view_functions.items()}
    for rule in app.url_map.iter_rules():
        if rule.rule.startswith("/v1") and found[rule.endpoint] is None:
            raise LookupError(f"{rule.rule}: the view {rule.endpoint} lacks `describe_view`")
    return {name: operation for name, operation in found.items() if operation is not None}
