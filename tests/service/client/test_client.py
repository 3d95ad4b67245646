"""What the client promises: the library's own answers over HTTP, or an error that says what happened."""

import asyncio
import pickle
import subprocess
import sys
from collections.abc import Callable, Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any

import httpx2
import pytest
from hypothesis import given

from service.app import create_app
from service.client import AsyncClient, Client, errors
from service.client.errors import make_refusal
from service.settings import ServiceSettings
from service.wire.models import PhrasesReply
from service.wire.problems import KINDS
from summarizer import (
    SettingsError,
    SummarizerError,
    TextError,
    compare,
    deduplicate,
    find_key_phrases,
    parse,
    parse_html,
    summarize,
    summarize_page,
)
from summarizer.records import Document, DuplicateSettings, Mode, Summary, SummarySettings
from tests.service.client.answers import GOOD, answer, make_problem
from tests.service.client.make_client import TARGET, make_client
from tests.service.servers import Running
from tests.strategies import ARABIC_TEXT

pytestmark = pytest.mark.usefixtures("impatient")

PAGE = """الأخبار
افتتاح مكتبة في بلدة الصنوبر

أطفال في قاعة المكتبة (وكالة الصنوبر)
أطفال في قاعة المكتبة (وكالة الصنوبر)

افتتحت بلدة الصنوبر، السبت، مكتبتها العامة الأولى بعد ثلاث سنوات من العمل، وحضر الافتتاح أهل البلدة.

وقالت مديرة المكتبة إن الرفوف تضم 12 ألف كتاب تبرع بها القراء من القرى المجاورة.
"""
DOCUMENTS = [Document("a", PAGE), Document("b", "نص آخر تماماً.", date="2025-03-01"), Document("c", PAGE)]
SHORT = SummarySettings(sentences=1, mode=Mode.CONTENT)


@pytest.fixture(scope="module")
def client() -> Iterator[Client]:
    """A client of a service in this process."""
    app = create_app(ServiceSettings(max_body=100_000))
    with Client("http://localhost", transport=httpx2.WSGITransport(app)) as client:
        yield client


URL = "https://paper.example/1"
HTML = f"""<!doctype html><html lang="ar"><head><title>افتتاح مكتبة في بلدة الصنوبر</title></head><body>
<nav><a href="/">الرئيسية</a> <a href="/c">ثقافة</a></nav><article><h1>افتتاح مكتبة في بلدة الصنوبر</h1>
<p>بقلم: هالة الرندي</p>{"".join(f"<p>{line}</p>" for line in PAGE.splitlines()[6:] if line)}</article></body></html>"""


# What is asked, of a client and of the library.
QUESTIONS: dict[str, tuple[Callable[[Any], Any], Callable[[], Any]]] = {
    "parse": (lambda one: one.parse(PAGE), lambda: parse(PAGE)),
    "summarize": (lambda one: one.summarize(PAGE), lambda: summarize(PAGE)),
    "summarize in one sentence": (lambda one: one.summarize(PAGE, SHORT), lambda: summarize(PAGE, SHORT)),
    "summarize under a title": (
        lambda one: one.summarize(PAGE, title="كتب المكتبة"),
        lambda: summarize(PAGE, title="كتب المكتبة"),
    ),
    "summarize about something": (
        lambda one: one.summarize(PAGE, SummarySettings(words=30, focus="الكتب")),
        lambda: summarize(PAGE, SummarySettings(words=30, focus="الكتب")),
    ),
    "summarize a page": (
        lambda one: one.summarize_page(PAGE, SummarySettings(ratio=0.5)),
        lambda: summarize_page(PAGE, SummarySettings(ratio=0.5)),
    ),
    "parse HTML": (lambda one: one.parse(html=HTML, url=URL), lambda: parse_html(HTML, URL)),
    "summarize HTML": (lambda one: one.summarize(html=HTML), lambda: summarize(HTML)),
    "summarize a page of HTML": (lambda one: one.summarize_page(html=HTML), lambda: summarize_page(HTML)),
    "find phrases": (lambda one: one.find_key_phrases(PAGE, 5), lambda: find_key_phrases(PAGE, 5)),
    "find phrases of HTML": (lambda one: one.find_key_phrases(html=HTML), lambda: find_key_phrases(HTML)),
    "find phrases, or why there are none": (
        lambda one: one.find_page_phrases("القائمة", 5),
        lambda: PhrasesReply((), parse("القائمة").no_article),
    ),
    "deduplicate": (lambda one: one.deduplicate(DOCUMENTS), lambda: deduplicate(DOCUMENTS)),
    "deduplicate by likeness": (
        lambda one: one.deduplicate(DOCUMENTS, DuplicateSettings(threshold=0.9, keep="longest")),  # type: ignore[arg-type]
        lambda: deduplicate(DOCUMENTS, DuplicateSettings(threshold=0.9, keep="longest")),  # type: ignore[arg-type]
    ),
    "deduplicate and keep a brief": (
        lambda one: one.deduplicate(DOCUMENTS, DuplicateSettings(allow_shorter=True)),
        lambda: deduplicate(DOCUMENTS, DuplicateSettings(allow_shorter=True)),
    ),
    "deduplicate texts": (
        lambda one: one.deduplicate([PAGE, PAGE]),
        lambda: deduplicate([PAGE, PAGE]),
    ),
    "deduplicate pairs": (
        lambda one: one.deduplicate([("a", PAGE), ("b", PAGE)]),
        lambda: deduplicate([("a", PAGE), ("b", PAGE)]),
    ),
    "deduplicate mappings": (
        lambda one: one.deduplicate([{"id": 1, "text": PAGE}, {"text": HTML}]),
        lambda: deduplicate([{"id": 1, "text": PAGE}, {"text": HTML}]),
    ),
    "compare": (
        lambda one: one.compare(PAGE, PAGE.replace("12", "13")),
        lambda: compare(PAGE, PAGE.replace("12", "13")),
    ),
}


@pytest.mark.parametrize(("ask", "expect"), QUESTIONS.values(), ids=QUESTIONS)
def test_an_answer_is_the_library_s_own(
    client: Client, ask: Callable[[Any], Any], expect: Callable[[], Any]
) -> None:
    """The same records with the same values."""
    assert ask(client) == expect()


def test_what_was_given_comes_back(client: Client) -> None:
    """Texts, pairs and mappings, as from the library."""
    rows: list[dict[str, object]] = [{"id": 1, "text": PAGE}, {"text": PAGE}]
    assert client.deduplicate([PAGE, PAGE]).kept == (PAGE,)
    assert client.deduplicate([("a", PAGE), ("b", PAGE)]).removed == (("b", PAGE),)
    assert client.deduplicate(rows).kept == (rows[0],)


@pytest.mark.parametrize("given", [{}, {"text": PAGE, "html": HTML}, {"html": b"<p>"}])
def test_a_call_has_one_page(client: Client, given: dict[str, Any]) -> None:
    """A text or HTML, refused before anything is sent."""
    with pytest.raises(TextError, match="wanted"):
        client.parse(**given)


@pytest.mark.parametrize(("ask", "expect"), QUESTIONS.values(), ids=QUESTIONS)
def test_the_asynchronous_client_says_the_same(
    service: Running, ask: Callable[[Any], Any], expect: Callable[[], Any]
) -> None:
    """Over a socket, under asyncio."""

    async def run() -> Any:
        async with AsyncClient(f"http://127.0.0.1:{service.port}") as one:
            return await ask(one)

    assert asyncio.run(run()) == expect()


@lru_cache(maxsize=1)
def _make_transport() -> httpx2.WSGITransport:
    """One service without a socket for every text."""
    return httpx2.WSGITransport(create_app(ServiceSettings()))


@given(ARABIC_TEXT)
def test_spans_come_back_as_they_went(text: str) -> None:
    """Whatever the text holds, a remote summary is the local one."""
    with Client("http://localhost", transport=_make_transport()) as one:
        found = one.summarize(text, SHORT)
    assert found == summarize(text, SHORT)
    assert all(row.span.of(text) == row.text for row in found.sentences)


def test_the_synchronous_client_is_made_from_the_asynchronous_one() -> None:
    """If this fails, run ``python -m tests.service.client.make_client``."""
    assert TARGET.read_text(encoding="utf-8") == make_client()


def test_importing_the_client_loads_nothing_heavy() -> None:
    """Neither Flask nor numpy nor what else only the service or the library's stages need."""
    heavy = {"flask", "gunicorn", "huey", "numpy", "sklearn", "scipy", "nltk", "joblib", "orjson", "pyarrow"}
    code = f"import sys, service.client.client, service.client.async_client; print(*{heavy} & {{name.split('.')[0] for name in sys.modules}})"
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    assert loaded.strip() == ""


# ---- many ----


def test_many_are_answered_each_in_its_place(client: Client) -> None:
    """More than a batch holds, and a bad one among them, which is told and not lost."""
    texts: list[Any] = [f"{PAGE} {number}" for number in range(300)]
    texts[7] = "\ud800"
    texts[30], texts[31] = None, float("nan")  # as a column of a table says that a value is missing
    texts[20] = "ن" * 60_000  # 120,000 bytes: more than the service takes
    found = list(client.summarize_many(iter(texts), SHORT))
    assert len(found) == 300
    for place, (text, result) in enumerate(zip(texts, found, strict=True)):
        if place in (7, 30, 31):
            assert isinstance(result, errors.InvalidRequestError)
            assert (result.field, result.status) == ("text", 422)
        elif place == 20:
            assert isinstance(result, errors.TooLargeError)
        else:
            assert result == summarize(text, SHORT)


def test_many_are_not_held_at_once(client: Client) -> None:
    """The first are answered before the last are asked for: an endless source is no trouble."""
    taken = 0

    def count() -> Iterator[str]:
        nonlocal taken
        while True:
            taken += 1
            yield PAGE

    answers = client.summarize_many(count())
    assert isinstance(next(answers), Summary)
    assert taken <= 257


def test_many_may_come_asynchronously(service: Running) -> None:
    """From an asynchronous iterator or a plain one."""

    async def read() -> Any:
        for number in range(30):
            yield f"{PAGE} {number}"

    async def run() -> tuple[list[object], list[object]]:
        async with AsyncClient(f"http://127.0.0.1:{service.port}") as one:
            texts = [text async for text in read()]
            return [row async for row in one.summarize_many(read())], [
                row async for row in one.summarize_many(texts)
            ]

    slow, plain = asyncio.run(run())
    assert slow == plain == [summarize(f"{PAGE} {number}") for number in range(30)]


def test_none_are_no_request(client: Client) -> None:
    """Nothing in, nothing out."""
    assert list(client.summarize_many([])) == []


# ---- errors ----


def test_a_field_at_fault_is_named(client: Client) -> None:
    """With what the service says of it, and the id under which its log has the request."""
    with pytest.raises(errors.InvalidRequestError) as caught:
        client.parse("\ud800")
    error = caught.value
    assert (error.type, error.status, error.field) == ("/problems/invalid-field", 422, "text")
    assert "U+D800" in error.detail
    assert error.advice
    assert error.request_id
    assert str(error).endswith(f"(request {error.request_id})")
    assert isinstance(error, SummarizerError)


def test_what_is_no_text_is_not_sent(client: Client) -> None:
    """An article's spans would count another text's characters: the text itself is wanted."""
    with pytest.raises(TextError, match="found Article, wanted str"):
        client.summarize(parse(PAGE).articles[0])  # type: ignore[arg-type]


def test_an_address_of_nothing_is_missing() -> None:
    """A wrong path before the API's own."""
    transport = httpx2.WSGITransport(create_app(ServiceSettings()))
    with Client("http://localhost/elsewhere", transport=transport) as one, pytest.raises(errors.MissingError):
        one.parse(PAGE)


def test_a_service_that_is_not_there_is_unreachable() -> None:
    """Nothing can have happened there."""
    with Client("http://127.0.0.1:9", attempts=2) as one, pytest.raises(errors.UnreachableError) as caught:
        one.parse(PAGE)
    assert not caught.value.sent
    assert "http://127.0.0.1:9/v1/pages" in str(caught.value)


def test_a_key_that_may_not_is_denied(tmp_path: Path) -> None:
    """And one that may is not."""
    from service.http.access.auth import hash_token, make_token

    good, weak = make_token(), make_token()
    keys = tmp_path / "keys.json"
    rows = [f'{{"name": "{name}", "sha256": "{hash_token(token)}", "scopes": [{scopes}]}}' for name, token, scopes in (("good", good, '"read"'), ("weak", weak, '"jobs"'))]  # fmt: skip
    keys.write_text(f'{{"keys": [{", ".join(rows)}]}}')
    app = create_app(ServiceSettings(keys=keys))

    def ask(key: str | None) -> object:
        with Client("http://localhost", key, transport=httpx2.WSGITransport(app)) as one:
            return one.parse(PAGE)

    assert ask(good) == parse(PAGE)
    for key, status in ((weak, 403), ("khulasa_wrong", 401), (None, 401)):
        with pytest.raises(errors.DeniedError) as caught:
            ask(key)
        assert caught.value.status == status


@pytest.mark.parametrize("url", ["localhost:8000", "", "ftp://127.0.0.1"])
def test_what_is_no_address_is_told_at_once(url: str) -> None:
    """Before anything is sent, not after five attempts."""
    with pytest.raises(SettingsError, match="http://"):
        Client(url)


@pytest.mark.parametrize("key", ["a b", "مفتاح", "a\r\nHost: b"])
def test_what_is_no_key_is_told_at_once(key: str) -> None:
    """And not shown: it may be nearly one."""
    with pytest.raises(SettingsError) as caught:
        Client("http://localhost", key)
    assert key not in str(caught.value)


FAMILIES = {
    400: errors.InvalidRequestError,
    401: errors.DeniedError,
    403: errors.DeniedError,
    404: errors.MissingError,
    405: errors.InvalidRequestError,
    408: errors.BusyError,
    409: errors.ConflictError,
    413: errors.TooLargeError,
    415: errors.InvalidRequestError,
    416: errors.InvalidRequestError,
    421: errors.InvalidRequestError,
    422: errors.InvalidRequestError,
    429: errors.BusyError,
    431: errors.InvalidRequestError,
    500: errors.FailedError,
    503: errors.BusyError,
    507: errors.FailedError,
}


def test_every_problem_has_its_family() -> None:
    """All that the service can say, and the same error after a trip from another process."""
    for kind in KINDS.values():
        error = make_refusal(make_problem(f"/problems/{kind.name}", kind.status))
        assert type(error) is FAMILIES[kind.status]
        assert str(pickle.loads(pickle.dumps(error))) == str(error)  # noqa: S301


@pytest.mark.parametrize(
    "damaged",
    [
        b"",
        b"{",
        b"<html>",
        b"[]",
        b'{"articles": []}',
        b'{"articles": [], "removed": [5]}',
        b'{"articles": "", "removed": []}',
    ],
)
def test_a_damaged_answer_is_no_answer(damaged: bytes) -> None:
    """What does not hold to the last field the records it should is an error, once attempts are spent."""
    transport, asked = answer(httpx2.Response(200, content=damaged))
    with (
        Client("http://localhost", transport=transport, attempts=3) as one,
        pytest.raises(errors.AnswerError),
    ):
        one.parse("")
    assert len(asked) == 3


def test_an_answer_of_what_stands_before_the_service_is_told() -> None:
    """A gateway's HTML is no problem as the service has them; its status still tells the family."""
    transport, _ = answer(httpx2.Response(502, html="<h1>Bad Gateway</h1>"))
    with (
        Client("http://localhost", transport=transport, attempts=2) as one,
        pytest.raises(errors.FailedError) as caught,
    ):
        one.parse("")
    assert (caught.value.type, caught.value.status) == ("about:blank", 502)


GOOD_LINE = '{"line": 1, "result": {"articles": [], "removed": []}}\n'


@pytest.mark.parametrize(
    "damaged",
    [
        "",
        GOOD_LINE,
        '{"counts": {"lines": 0, "answered": 0, "refused": 0}, "error": null}',
        '{"line": 1}\n{"counts": {"lines": 1, "answered": 1, "refused": 0}, "error": null}',
        GOOD_LINE.replace("1", "2") + '{"counts": {"lines": 1, "answered": 1, "refused": 0}, "error": null}',
        GOOD_LINE + '{"counts": {"lines": 2, "answered": 1, "refused": 0}, "error": null}',
    ],
    ids=["nothing", "no end", "no line", "no answer", "another line", "other counts"],
)
def test_a_stream_that_does_not_add_up_is_no_answer(damaged: str) -> None:
    """One answer to each line, in their order, and an end that says as much."""
    transport, asked = answer(httpx2.Response(200, text=damaged))
    with (
        Client("http://localhost", transport=transport, attempts=3) as one,
        pytest.raises(errors.AnswerError),
    ):
        list(one.summarize_many([""]))
    assert len(asked) == 3


@pytest.mark.parametrize(
    "passing",
    [
        httpx2.Response(429, headers={"Retry-After": "3"}),
        httpx2.Response(503),
        httpx2.Response(502),
        httpx2.ConnectError("no route"),
        httpx2.ReadTimeout("silence"),
        httpx2.RemoteProtocolError("cut"),
        httpx2.Response(200, content=b'{"articles": [], "rem'),
    ],
    ids=str,
)
def test_what_passes_is_asked_again(passing: httpx2.Response | Exception) -> None:
    """Computing changes nothing, so that a question may be asked twice."""
    transport, asked = answer(passing, passing, GOOD)
    with Client("http://localhost", transport=transport) as one:
        assert one.parse("") == parse("")
    assert len(asked) == 3


@pytest.mark.parametrize("status", [400, 401, 403, 404, 409, 413, 422, 500])
def test_what_stays_is_asked_once(status: int) -> None:
    """The same request would be refused again."""
    transport, asked = answer(httpx2.Response(status))
    with Client("http://localhost", transport=transport) as one, pytest.raises(errors.RefusedError):
        one.parse("")
    assert len(asked) == 1


@pytest.mark.parametrize(
    ("value", "seconds"),
    [("7", 7.0), ("Wed, 01 Jan 2020 00:00:00 GMT", 0.0), ("soon", None), ("٧", None), ("", None)],
)
def test_retry_after_may_be_a_date(value: str, seconds: float | None) -> None:
    """One that is past is no wait, one that cannot be read is none."""
    transport, _ = answer(httpx2.Response(503, headers=[(b"Retry-After", value.encode())]))
    with (
        Client("http://localhost", transport=transport, attempts=1) as one,
        pytest.raises(errors.BusyError) as caught,
    ):
        one.parse("")
    assert caught.value.retry_after == seconds


@pytest.mark.parametrize(
    "wanted",
    [
        SHORT,
        SummarySettings(),
        SummarySettings(words=9, mode=Mode.NEWS),
        SummarySettings(focus="الجسر"),
    ],
)
def test_a_page_without_an_article_has_the_summary_of_the_library(
    client: Client, wanted: SummarySettings
) -> None:
    """Though the service has no summary to send for it."""
    assert client.summarize("الرئيسية", wanted) == summarize("الرئيسية", wanted)
    assert [*client.summarize_many(["الرئيسية"], wanted)] == [summarize("الرئيسية", wanted)]
