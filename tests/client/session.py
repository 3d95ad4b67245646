"""What a project does with the client; run by the interpreter of an environment that has the client alone.

``python session.py ADDRESS NAME`` does one of the functions below. It imports nothing of this repository.
"""

import asyncio
import copy
import json
import pickle
import sys
from collections.abc import Callable
from pathlib import Path
from tempfile import mkdtemp

from khulasa_client import AsyncClient, Client, Document, DuplicateSettings, SummarySettings
from khulasa_client.errors import InvalidRequestError, RefusedError, ServiceError, UnreachableError
from khulasa_client.records import Job, Keep, KeyPhrase, Match, Page, Summary

TITLE = "افتتاح مكتبة في بلدة الصنوبر"
BODY = (
    "افتتحت بلدة الصنوبر، السبت، مكتبتها العامة الأولى بعد ثلاث سنوات من العمل، وحضر الافتتاح أهل البلدة. "
    "وقالت مديرة المكتبة إن الرفوف تضم 12 ألف كتاب تبرع بها القراء من القرى المجاورة."
)
PAGE = f"{TITLE}\n\n{BODY}\n"
HTML = f'<!doctype html><html lang="ar"><body><article><h1>{TITLE}</h1><p>{BODY}</p></article></body></html>'
ONE = SummarySettings(sentences=1)


def summarize(url: str) -> None:
    """A summary is verbatim, has a text and becomes plain data; it survives copies and pickles."""
    with Client(url) as client:
        found = client.summarize(PAGE, ONE)
        phrases = client.find_key_phrases(PAGE, 3)
    (sentence,) = found.sentences
    assert isinstance(found, Summary)
    assert found.text == sentence.text == sentence.span.of(PAGE)
    assert json.loads(json.dumps(found.to_dict()))["sentences"][0]["text"] == sentence.text
    assert copy.deepcopy(found) == found
    assert pickle.loads(pickle.dumps(found)) == found  # noqa: S301  made here
    assert phrases
    assert all(isinstance(phrase, KeyPhrase) for phrase in phrases)


def parse_html(url: str) -> None:
    """HTML has its own text, in which spans count."""
    with Client(url) as client:
        page = client.parse(html=HTML, url="https://paper.example/1")
        summary = client.summarize_page(html=HTML)
    assert isinstance(page, Page)
    assert page.text is not None
    title = page.articles[0].title
    assert title is not None
    assert title.text == TITLE == title.span.of(page.text)
    assert summary.articles[0].summary.sentences[0].span.of(summary.text or "") in BODY


def stream(url: str) -> None:
    """Many texts, one of them no text: an error in its place."""
    texts = [f"{BODY} والعدد {number}." for number in range(600)]
    texts[7] = "نصف حرف: \ud800"
    with Client(url) as client:
        found = list(client.summarize_many(texts, ONE))
    assert len(found) == 600
    assert [place for place, one in enumerate(found) if isinstance(one, RefusedError)] == [7]


def compare(url: str) -> None:
    """Near-duplicates, and two texts side by side."""
    documents = [Document("a", BODY), Document("b", BODY.replace("افتتحت", "افتـتحت"))]
    with Client(url) as client:
        (cluster,) = client.deduplicate(documents, DuplicateSettings(keep=Keep.LONGEST)).clusters
        (number,) = client.compare(BODY, BODY.replace("12", "13")).numbers_b
    assert number.startswith("13")
    assert len(cluster.duplicates) == 1


def run_job(url: str) -> None:
    """A dump is sent, waited for, downloaded and removed."""
    with Client(url) as client:
        job = client.submit(Document(f"d{number}", f"{BODY} {number % 3}") for number in range(12))
        job = client.wait(job, every=0.1, timeout=200)
        assert isinstance(job, Job)
        path = client.download(job, "kept.jsonl", mkdtemp())
        assert len(path.read_bytes().splitlines()) == job.counts.kept
        assert job.to_dict()["state"] == "done"
        assert any(one.id == job.id for one in client.list_jobs())
        client.cancel(job)


def use_archive(url: str) -> None:
    """What was added is found again."""
    story = Document(f"archive/{Path(sys.executable).parent}", f"{BODY} من الأرشيف {sys.version}")
    with Client(url) as client:
        client.add_to_archive([story])
        (match,) = client.query_archive([story])
    assert isinstance(match, Match)


def use_asyncio(url: str) -> None:
    """The same methods with ``await``."""

    async def run() -> None:
        async with AsyncClient(url) as client:
            first, page = await asyncio.gather(client.summarize(PAGE, ONE), client.parse(html=HTML))
            assert first.sentences
            assert page.articles
            assert [one async for one in client.summarize_many([PAGE] * 3, ONE)] == [first] * 3
            job = await client.submit([{"id": "a", "text": BODY}, {"id": "b", "text": BODY}], ONE)
            job = await client.wait(job, every=0.1, timeout=200)
            assert (await client.download(job, "summaries.jsonl", mkdtemp())).read_bytes()
            await client.cancel(job)

    asyncio.run(run())


def meet_errors(url: str) -> None:
    """A refusal names the field; a service that is not there says so."""
    with Client(url) as client:
        refused = _catch(lambda: client.parse("\ud800"))
    assert isinstance(refused, InvalidRequestError)
    assert refused.field == "text"
    unreachable = _catch(lambda: Client("http://127.0.0.1:9", attempts=1).parse(""))
    assert isinstance(unreachable, UnreachableError)
    assert not unreachable.sent


def _catch(call: Callable[[], object]) -> ServiceError:
    try:
        call()
    except ServiceError as error:
        return error
    raise AssertionError("nothing was raised")


def load_nothing_else(_url: str) -> None:
    """Neither the folders of this project nor what the client does without is imported."""
    loaded = {name.partition(".")[0] for name in sys.modules}
    assert not loaded & {"numpy", "sklearn", "scipy", "flask", "nltk", "service", "summarizer"}


CHECKS = (
    summarize,
    parse_html,
    stream,
    compare,
    run_job,
    use_archive,
    use_asyncio,
    meet_errors,
    load_nothing_else,
)

if __name__ == "__main__":
    {check.__name__: check for check in CHECKS}[sys.argv[2]](sys.argv[1])
