"""Which requests a client sends again, after how long, and what it tells of that."""

import logging
import re

import httpx2
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tenacity import RetryCallState, Retrying

from service.client import Client
from service.client.errors import (
    AnswerError,
    RefusedError,
    ServiceError,
    UnreachableError,
    make_refusal,
)
from service.client.retries import LONGEST_WAIT, find_wait, make_retry_rule
from tests.service.client.answers import GOOD, answer, make_problem


def busy(retry_after: float | None) -> RefusedError:
    """The refusal of a busy service."""
    return make_refusal(make_problem("/problems/busy", 503), retry_after=retry_after)


def fail(error: ServiceError, n_failed: int = 1) -> RetryCallState:
    """What a request is after it failed so often."""
    state = RetryCallState(Retrying(), None, (), {})
    state.attempt_number = n_failed
    state.set_exception((type(error), error, None))
    return state


@given(st.floats(0.1, LONGEST_WAIT))
def test_retry_after_is_honoured(seconds: float) -> None:
    """Never sooner, and up to a quarter later, so that not all come at once; unsafe requests too."""
    assert seconds <= find_wait(fail(busy(seconds))) <= seconds * 1.25
    assert all(make_retry_rule(repeatable=repeatable)(busy(seconds)) for repeatable in (True, False))


def test_a_long_wait_is_the_caller_s_to_decide() -> None:
    """An hour is not slept through."""
    assert not make_retry_rule(repeatable=True)(busy(3600))


def test_usual_waits_grow_up_to_ten_seconds() -> None:
    """Each twice the last, and up to half a second more; also where thousands of attempts are allowed."""
    waits = [find_wait(fail(busy(None), number)) for number in range(1, 5000)]
    least = [min(0.1 * 2**number, 10) for number in range(9)] + [10] * 4990
    assert all(low <= wait <= min(low + 0.5, 10) for low, wait in zip(least, waits, strict=True))


@pytest.mark.usefixtures("impatient")
def test_a_retry_is_silent_but_for_those_who_ask(
    caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    """One line at the level info, which names neither the address nor the text; nothing where nobody turned it on."""
    lines: list[str] = []
    for level in (logging.WARNING, logging.INFO):
        transport, _ = answer(httpx2.ConnectError("no"), GOOD)
        with caplog.at_level(level, "khulasa_client"), Client("http://secret", transport=transport) as one:
            one.parse("")
        lines += [row.getMessage() for row in caplog.records if row.name != "httpx2"]
    assert len(lines) == 1
    assert re.fullmatch(r"attempt 1: UnreachableError\(\); the next in 0\.\d seconds", lines[0])
    assert capfd.readouterr() == ("", "")


@pytest.mark.parametrize(
    ("error", "again"),
    [
        (UnreachableError("", "connection refused", sent=False), True),
        (UnreachableError("", "cut", sent=True), False),
        (AnswerError("", "half", "whole"), False),
        (busy(None), True),
        (make_refusal(make_problem("/problems/too-slow", 408)), False),
        (make_refusal(make_problem("about:blank", 502)), False),
        (make_refusal(make_problem("/problems/bad-request", 400)), False),
        (make_refusal(make_problem("/problems/internal-error", 500)), False),
    ],
)
def test_what_must_not_happen_twice_is_sent_again_only_if_it_did_not_happen(
    error: ServiceError,
    again: bool,  # noqa: FBT001
) -> None:
    """Refused unread, or never sent."""
    assert make_retry_rule(repeatable=False)(error) is again
