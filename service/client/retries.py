"""Retries: which requests are sent again, and after how long; used by both clients.

A request that the service refused unread may always be sent again. One that it may have worked on is sent
again only if that changes nothing: reading, computing, and requests with an Idempotency-Key. Own code, not a
library: those that retry log each wait in a way of their own, and not for one caller alone.
"""

import logging
from dataclasses import dataclass
from random import random

from service.client.errors import AnswerError, BusyError, RefusedError, ServiceError, UnreachableError

# Silent unless a program turns it on. A line has the class of an error and its status, nothing that was sent.
LOG = logging.getLogger("khulasa_client")
# A longer Retry-After is raised to the caller instead of waited for.
LONGEST_WAIT = 60.0
# Seconds. Each wait is twice the last, and up to the jitter more, so that clients do not come back at once.
_FIRST_WAIT, _LONGEST_USUAL_WAIT, _JITTER = 0.1, 10.0, 0.5
# Refused for damage on the way, or answered by a proxy before the service.
_DAMAGED = frozenset({"/problems/bad-request"})
_PROXY = frozenset({502, 504})


@dataclass(slots=True)
class Attempts:
    """How often one request has failed, and what to do then.

    most        how often it is sent at most
    repeatable  whether it may be sent again where the service may have worked on it
    """

    most: int
    repeatable: bool
    n_failed: int = 0

    def find_wait(self, error: ServiceError) -> float | None:
        """The seconds until it is sent again after an error, which is logged; None to raise the error."""
        self.n_failed += 1
        wait = _find_wait(error, self.n_failed, repeatable=self.repeatable)
        if wait is None or self.n_failed >= self.most:
            return None
        LOG.info("attempt %d of %d: %r; the next in %.1f seconds", self.n_failed, self.most, error, wait)
        return wait


def _find_wait(error: ServiceError, n_failed: int, *, repeatable: bool) -> float | None:
    if isinstance(error, BusyError) and error.retry_after is not None:
        return _wait_as_told(error.retry_after)
    return _wait_as_usual(n_failed) if _may_repeat(error, repeatable=repeatable) else None


def _wait_as_told(seconds: float) -> float | None:
    """The wait of Retry-After and up to a quarter more, so that clients do not all come back at once."""
    if seconds > LONGEST_WAIT:
        return None
    return max(seconds, 0.1) * (1 + 0.25 * random())  # noqa: S311  no secret


def _wait_as_usual(n_failed: int) -> float:
    # Not 2.0 ** n_failed alone: a caller may allow thousands of attempts.
    wait = _FIRST_WAIT * 2.0 ** min(n_failed - 1, 10) + _JITTER * random()  # noqa: S311
    return min(wait, _LONGEST_USUAL_WAIT)


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
