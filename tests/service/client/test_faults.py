"""The client and the real service with a bad network between them: right answers or typed errors, no loss."""

import asyncio

import pytest

from service.client import AsyncClient, Client
from service.client.errors import InvalidRequestError, ServiceError, UnreachableError
from summarizer import compare, parse, summarize
from summarizer.records import Summary, SummarySettings
from tests.service.client.faulty_proxy import between
from tests.service.servers import Running

pytestmark = pytest.mark.usefixtures("impatient")

PAGE = """وصول القافلة إلى الواحة

وصلت القافلة رقم {} إلى الواحة مساء الأربعاء بعد سفر طويل عبر الكثبان، وكانت الإبل متعبة.

واستقبلها أهل الواحة بالماء والتمر، وقال شيخهم إن الضيوف يبقون ثلاثة أيام.
"""
TEXTS = [PAGE.format(number) for number in range(120)]
ONE = SummarySettings(sentences=1)
# Long enough for a slow machine: no connection of these tests is silent but where that is what is tested.
TIMEOUT = 60.0
# All that the proxy can do to a connection, but for silence.
BREAKS = ("refuse", "cut_request", "cut_answer", "half_request", "dribble")


@pytest.mark.parametrize("attempts", [1, 8])
def test_each_call_is_answered_rightly_or_told_to_have_failed(service: Running, attempts: int) -> None:
    """Of many calls on new connections every one has an end, and a right answer is the library's."""
    expected, right, failed = summarize(TEXTS[0], ONE), 0, 0
    with between(service.port, seed=attempts, share=0.8, kinds=BREAKS, longest=2000) as proxy:
        for _ in range(24):
            with Client(f"http://127.0.0.1:{proxy.port}", timeout=TIMEOUT, attempts=attempts) as client:
                try:
                    assert client.summarize(TEXTS[0], ONE) == expected
                    right += 1
                except ServiceError:
                    failed += 1
    assert right + failed == 24
    assert right >= (4 if attempts == 1 else 20)
    assert failed or attempts > 1
    assert set(proxy.done) == {*proxy.kinds, "pass"}


def test_other_questions_are_no_worse_off(service: Running) -> None:
    """Pages and comparisons over connections that break."""
    with (
        between(service.port, seed=3, kinds=BREAKS, longest=2000) as proxy,
        Client(f"http://127.0.0.1:{proxy.port}", timeout=TIMEOUT, attempts=8) as client,
    ):
        for text in TEXTS[:10]:
            assert client.parse(text) == parse(text)
            assert client.compare(text, TEXTS[0]) == compare(text, TEXTS[0])
    assert sum(proxy.done.values()) > proxy.done["pass"]


@pytest.mark.parametrize("seed", [0, 1, 4, 5])  # each of which spoils the first connection: one may be enough
def test_a_stream_loses_nothing(service: Running, seed: int) -> None:
    """Each text has its own summary, in its place; where the stream ends early it says so."""
    texts, found = [*TEXTS, "\ud800", *TEXTS], list[object]()
    with (
        between(service.port, seed, share=0.9, kinds=BREAKS, longest=400_000) as proxy,
        Client(f"http://127.0.0.1:{proxy.port}", timeout=TIMEOUT, attempts=8) as client,
    ):
        try:
            found += client.summarize_many(texts, ONE)
            assert len(found) == len(texts)
        except ServiceError:
            assert len(found) < len(texts)
    for place, answer in enumerate(found):
        if place == len(TEXTS):
            assert isinstance(answer, InvalidRequestError)
            assert answer.field == "text"
        else:
            assert answer == summarize(texts[place], ONE)
    assert sum(proxy.done.values()) > 1


def test_silence_ends_with_the_timeout(service: Running) -> None:
    """A service that never answers, however often it is asked, is an error; the library does not hang."""
    with (
        between(service.port, seed=1, share=1.0, kinds=("stall",), longest=1) as proxy,
        Client(f"http://127.0.0.1:{proxy.port}", timeout=0.5, attempts=3) as client,
        pytest.raises(UnreachableError),
    ):
        client.summarize(TEXTS[0], ONE)
    assert proxy.done["stall"] == 3


@pytest.mark.slow
def test_an_answer_after_silence_is_right(service: Running) -> None:
    """The next attempt is answered; a stream goes on where it was silent."""
    with (
        between(service.port, seed=8, kinds=("stall",), longest=2000) as proxy,
        Client(f"http://127.0.0.1:{proxy.port}", timeout=10.0, attempts=8) as client,
    ):
        assert list(client.summarize_many(TEXTS[:3], ONE)) == [summarize(text, ONE) for text in TEXTS[:3]]
        assert client.parse(TEXTS[0]) == parse(TEXTS[0])
    assert proxy.done["stall"] >= 1


def test_a_stream_over_a_dead_line_says_where_it_ended(service: Running) -> None:
    """Every connection is cut within an answer: what came whole is kept, the rest is told."""
    with (
        between(service.port, seed=1, share=1.0, kinds=("cut_answer",), longest=300) as proxy,
        Client(f"http://127.0.0.1:{proxy.port}", timeout=TIMEOUT, attempts=3) as client,
    ):
        answers = client.summarize_many(TEXTS, ONE)
        with pytest.raises(ServiceError):
            next(answers)
    assert proxy.done["cut_answer"] == 3


def test_asynchronous_streams_lose_nothing_either(service: Running) -> None:
    """Several at once over one pool of connections."""

    async def read(client: AsyncClient, texts: list[str]) -> list[object]:
        return [row async for row in client.summarize_many(texts, ONE)]

    async def run(port: int) -> list[object]:
        async with AsyncClient(f"http://127.0.0.1:{port}", timeout=TIMEOUT, attempts=8) as client:
            parts = [read(client, TEXTS[start::3]) for start in range(3)]
            return list(await asyncio.gather(*parts, return_exceptions=True))

    with between(service.port, seed=5, share=0.9, kinds=BREAKS, longest=400_000) as proxy:
        found = asyncio.run(run(proxy.port))
    for start, part in enumerate(found):
        if isinstance(part, list):
            assert part == [summarize(text, ONE) for text in TEXTS[start::3]]
            assert all(isinstance(row, Summary) for row in part)
        else:
            assert isinstance(part, ServiceError)
    assert sum(proxy.done.values()) > proxy.done["pass"]
