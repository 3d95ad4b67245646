"""Retries: which requests are sent again, and after how long; used by both clients.

A request that the service refused unread may always be sent again. One that it may have worked on is sent
again only if that changes nothing: reading, computing, and requests with an Idempotency-Key.
"""

import logging
from collections.abc import Callable
from random import random
from typing import Any

from tenacity import RetryCallState, retry_if_exception, stop_after_attempt, wait_exponential_jitter

from service.client.errors import AnswerError, BusyError, RefusedError, ServiceError, UnreachableError

# Silent unless a program turns it on. A line has the class of an error and its status, nothing that was sent.
LOG = logging.getLogger("khulasa_client")
# A longer Retry-After is raised to the caller instead of waited for.
LONGEST_WAIT = 60.0
# Each wait is twice the last, and up to the jitter more, so that clients do not come back at once; seconds.
_WAIT_AS_USUAL = wait_exponential_jitter(multiplier=0.1, max=10.0, jitter=0.5)
# Refused for damage on the way, or answered by a proxy before the service.
_DAMAGED = frozenset({"/problems/bad-request"})
_PROXY = frozenset({502, 504})


def plan(attempts: int, *, repeatable: bool) -> dict[str, Any]:
    """The arguments of `tenacity.Retrying`.

    attempts    how often a request is sent at most
    repeatable  whether it may be sent again where the service may have worked on it
    """
    return {
        "stop": stop_after_attempt(attempts),
        "retry": retry_if_exception(make_retry_rule(repeatable=repeatable)),
        "wait": find_wait,
        "before_sleep": _log_wait,
        "reraise": True,
    }


def make_retry_rule(*, repeatable: bool) -> Callable[[BaseException], bool]:
    """Whether a request is sent again after an error."""

    def rule(error: BaseException) -> bool:
        if not isinstance(error, ServiceError):
            return False
        if isinstance(error, BusyError) and error.retry_after is not None:
            return error.retry_after <= LONGEST_WAIT
        return _may_repeat(error, repeatable=repeatable)

    return rule


def find_wait(state: RetryCallState) -> float:
    """The seconds until a request is sent again."""
    error = state.outcome.exception() if state.outcome else None
    if isinstance(error, BusyError) and error.retry_after is not None:
        # Up to a quarter more, so that clients do not all come back at once.
        return max(error.retry_after, 0.1) * (1 + 0.25 * random())  # noqa: S311  no secret
    return _WAIT_AS_USUAL(state)


def _log_wait(state: RetryCallState) -> None:
    error = state.outcome.exception() if state.outcome else None
    LOG.info("attempt %d: %r; the next in %.1f seconds", state.attempt_number, error, state.upcoming_sleep)


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
