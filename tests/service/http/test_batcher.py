"""Requests that arrive together are answered in one batch; each gets its own result."""

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from threading import Event

import pytest

from service.app import create_app
from service.client import Client
from service.http.batcher import MOST, Batcher, find_batcher
from service.settings import ServiceSettings
from service.wire.models import SummaryRequest
from summarizer import SummarySettings, summarize_page
from tests.service.servers import serving
from tests.waiting import wait_for

N_CALLERS = 3 * MOST


class Doubling:
    """Doubles numbers, refuses 13, and records its batches; waits until `go_on` is set."""

    def __init__(self) -> None:
        self.seen: list[list[int]] = []
        self.begun, self.go_on = Event(), Event()

    def __call__(self, wanted: Sequence[int]) -> list[int]:
        """Double each number."""
        self.seen.append(list(wanted))
        self.begun.set()
        assert self.go_on.wait(30)
        if 13 in wanted:
            raise ValueError("13")
        return [2 * number for number in wanted]


def _ask_all(work: Doubling, numbers: Sequence[int]) -> list[int | str]:
    """The result of each caller; the first is alone, the others wait behind it."""
    batcher = Batcher(work)

    def ask(number: int) -> int | str:
        try:
            return int(batcher.call(number))
        except ValueError as error:
            return str(error)

    with ThreadPoolExecutor(len(numbers)) as pool:
        first = pool.submit(ask, numbers[0])
        assert work.begun.wait(30)
        others = [pool.submit(ask, number) for number in numbers[1:]]
        wait_for(lambda: len(batcher.waiting) == len(others))
        work.go_on.set()
        return [future.result(30) for future in (first, *others)]


def test_each_gets_its_own_result() -> None:
    """No caller gets the result of another, in any order."""
    numbers = list(range(100, 100 + N_CALLERS))
    assert _ask_all(Doubling(), numbers) == [2 * number for number in numbers]


def test_who_waits_goes_together() -> None:
    """After the first, batches have up to `MOST` requests."""
    work = Doubling()
    _ask_all(work, list(range(100, 100 + 1 + 2 * MOST)))
    assert [len(batch) for batch in work.seen] == [1, MOST, MOST]


def test_what_one_raises_the_others_do_not_see() -> None:
    """Only the bad request gets the error; the rest of its batch is answered."""
    work = Doubling()
    assert _ask_all(work, [1, 2, 13, 4]) == [2, 4, "13", 8]


def test_an_error_leaves_the_batcher_usable() -> None:
    """The next request is answered."""
    work = Doubling()
    work.go_on.set()
    batcher = Batcher(work)
    with pytest.raises(ValueError, match="13"):
        batcher.call(13)
    assert batcher.call(4) == 8


def test_nobody_waits_for_work_that_was_broken_off() -> None:
    """If a thread is ended, the requests of its batch get an error, and the next is answered."""
    work = Doubling()

    def break_off(wanted: Sequence[int]) -> list[int]:
        if 13 in wanted:
            raise SystemExit
        return work(wanted)

    batcher = Batcher(break_off)

    def ask(number: int) -> object:
        try:
            return batcher.call(number)
        except (SystemExit, RuntimeError) as error:
            return type(error)

    with ThreadPoolExecutor(3) as pool:
        first = pool.submit(ask, 1)
        assert work.begun.wait(30)
        others = [pool.submit(ask, number) for number in (13, 4)]
        wait_for(lambda: len(batcher.waiting) == len(others))
        work.go_on.set()
        assert first.result(30) == 2
        assert {future.result(30) for future in others} == {SystemExit, RuntimeError}
    assert batcher.call(5) == 10


@pytest.mark.slow
def test_a_busy_service_answers_each_request_as_the_library_does() -> None:
    """Texts, settings and titles of requests in one batch do not mix."""
    texts = [
        "\n".join(f"قال شاهد رقم {number} إن الجسر {place} أغلق اليوم." for place in range(8))
        for number in range(4 * MOST)
    ]
    settings = [SummarySettings(sentences=1 + number % 3) for number in range(len(texts))]
    with (
        serving() as service,
        Client(f"http://127.0.0.1:{service.port}") as client,
        ThreadPoolExecutor(len(texts)) as pool,
    ):
        found = list(pool.map(client.summarize_page, texts, settings))
    assert found == [summarize_page(text, one) for text, one in zip(texts, settings, strict=True)]


def test_costly_pages_have_batches_of_their_own() -> None:
    """By their length, or by their lines, of which each costs as much as forty letters."""
    app = create_app(ServiceSettings())
    work = Doubling()
    short, long, lines = (
        find_batcher(app, work, SummaryRequest(text=text))
        for text in ("سطر " * 1000, "سطر " * 10_000, "س\n" * 1200)
    )
    assert short is not long
    assert long is lines
    assert (short.most, long.most) == (MOST, 1)
