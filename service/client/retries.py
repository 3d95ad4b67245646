"""Retrying: which failures pass, how long to wait, and what may be sent a second time.

What was refused unread may always be sent again. What may have been worked on is sent again only if that
changes nothing: reading, computing, and what carries an Idempotency-Key.
"""

from collections.abc import Callable
from random import random
from typing import Any

from service.client.errors import AnswerError, BusyError, RefusedError, ServiceError, UnreachableError

# Who is told to come back later than that had better hear it than wait for it.
LONGEST_WAIT = 60.0
# Refused for what happened on the way, or answered by what stands before the service.
_ON_THE_WAY = frozenset({"/problems/bad-request"})
_GATEWAY = frozenset({502, 504})


def plan(attempts: int, *, repeatable: bool) -> dict[str, Any]:
    """How often and when a request is sent again, as `stamina.retry_context` takes it: later each time, with
    jitter.
    """
    return {
        "on": decide(repeatable=repeatable),
        "attempts": attempts,
        "timeout": None,
        "wait_initial": 0.1,
        "wait_max": 10.0,
        "wait_jitter": 0.5,
    }


def decide(*, repeatable: bool) -> Callable[[Exception], bool | float]:
    """For an error: False to raise it, True to wait as usual, or the seconds to wait."""

    def look(error: Exception) -> bool | float:
        if not isinstance(error, ServiceError):
            return False
        if isinstance(error, BusyError) and error.retry_after is not None:
            return _honour(error.retry_after)
        return _passes(error, repeatable=repeatable)

    return look


def _honour(seconds: float) -> bool | float:
    """What Retry-After says and a little more, so that all who were told the same do not come at once."""
    if seconds > LONGEST_WAIT:
        return False
    return max(seconds, 0.1) * (1 + 0.25 * random())  # noqa: S311  no secret


def _passes(error: ServiceError, *, repeatable: bool) -> bool:
    match error:
        case BusyError():
            return repeatable or error.status != 408
        case UnreachableError():
            return repeatable or not error.sent
        case AnswerError():
            return repeatable
        case RefusedError():
            return repeatable and (error.type in _ON_THE_WAY or error.status in _GATEWAY)
    return False
