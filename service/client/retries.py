"""Retries: which requests are sent again, and after how long; used by both clients.

A request that the service refused unread may always be sent again. One that it may have worked on is sent
again only if that changes nothing: reading, computing, and requests with an Idempotency-Key.
"""

from collections.abc import Callable
from random import random
from typing import Any

from service.client.errors import AnswerError, BusyError, RefusedError, ServiceError, UnreachableError

# A longer Retry-After is raised to the caller instead of waited for.
LONGEST_WAIT = 60.0
# Refused for damage on the way, or answered by a proxy before the service.
_DAMAGED = frozenset({"/problems/bad-request"})
_PROXY = frozenset({502, 504})


def plan(attempts: int, *, repeatable: bool) -> dict[str, Any]:
    """The arguments of `stamina.retry_context`: waits that grow, with jitter."""
    return {
        "on": make_retry_rule(repeatable=repeatable),
        "attempts": attempts,
        "timeout": None,
        "wait_initial": 0.1,
        "wait_max": 10.0,
        "wait_jitter": 0.5,
    }


def make_retry_rule(*, repeatable: bool) -> Callable[[Exception], bool | float]:
    """A function of an error: False to raise it, True to wait as usual, or the seconds to wait."""

    def rule(error: Exception) -> bool | float:
        if not isinstance(error, ServiceError):
            return False
        if isinstance(error, BusyError) and error.retry_after is not None:
            return _wait_as_told(error.retry_after)
        return _may_repeat(error, repeatable=repeatable)

    return rule


def _wait_as_told(seconds: float) -> bool | float:
    """The wait of Retry-After and up to a quarter more, so that clients do not all come back at once."""
    if seconds > LONGEST_WAIT:
        return False
    return max(seconds, 0.1) * (1 + 0.25 * random())  # noqa: S311  no secret


def _may_repeat(error: ServiceError, *, repeatable: bool) -> bool:
    match error:
        case BusyError():
            return repeatable or error.status != 408
        case UnreachableError():
            return repeatable or not error.sent
        case AnswerError():
            return repeatable
        case RefusedError():
            return repeatable and (error.type in _DAMAGED or error.status in _PROXY)
    return False
