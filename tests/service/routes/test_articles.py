"""The answers of the service about pages, summaries and duplicates."""

import io
import json
from pathlib import Path

import pytest
from click.testing import CliRunner
from docx import Document as Word
from flask.testing import FlaskClient
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter

from service.app import create_app
from service.routes.health import add_check
from service.routes.word_document import MEDIA
from service.settings import ServiceSettings
from summarizer import parse, summarize_page
from summarizer.command.main import commands
from summarizer.deduplicating import compare, deduplicate
from summarizer.records import Document, SummarySettings
from summarizer.records.record import Record
from summarizer.records.replies import SummaryReply
from tests.duplicates.samples import write_story
from tests.strategies import ARABIC_TEXT

PAGE = """الأخبار
عودة سباق الهجن إلى وادي الغضا بعد عشرة أعوام

مشاركون في السباق عند خط البداية (وكالة الوادي)

عاد سباق الهجن إلى وادي الغضا، الخميس، بعد توقف دام عشرة أعوام، وشاركت فيه أربعون ناقة من ست قبائل.

وقال رئيس اللجنة المنظمة، سالم العتيق، إن السباق أُقيم على مسار طوله ثمانية كيلومترات، وإن الأطباء البيطريين فحصوا الإبل قبل الانطلاق.

وفازت ناقة تُدعى «الريح» يملكها راعٍ في التاسعة عشرة من عمره، وقال إنه درّبها وحده طوال الشتاء.
"""
DOCUMENTS = [{"id": "a", "text": PAGE}, {"id": "b", "text": "نص آخر تماماً."}, {"id": "c", "text": PAGE}]


def to_json(record: Record) -> object:
    """A record as JSON would give it back."""
    return json.loads(record.to_json())


def test_it_lives(client: FlaskClient) -> None:
    """Programs that watch the process get an answer."""
    reply = client.get("/livez")
    assert (reply.status_code, reply.json) == (200, {"status": "ok"})


def test_it_is_ready_when_every_part_is(client: FlaskClient) -> None:
    """Each is named."""
    assert client.get("/readyz").json == {
        "status": "ok",
        "models": "ok",
        "disk": "ok",
        "jobs": "ok",
    }


def test_a_part_that_fails_is_named(tmp_path: Path) -> None:
    """A folder that cannot be written, and a check of another part, whose error may quote anything."""
    (tmp_path / "file").touch()
    app = create_app(ServiceSettings(data=tmp_path / "file"))
    add_check(app, "jobs", lambda: 1 / 0)  # type: ignore[arg-type]
    reply = app.test_client().get("/readyz")
    assert (reply.status_code, reply.get_json()["type"]) == (503, "/problems/not-ready")
    assert (
        reply.get_json()["detail"]
        == "models: ok; disk: failed: FileExistsError; jobs: failed: ZeroDivisionError"
    )


def test_a_page_is_the_library_s(client: FlaskClient) -> None:
    """The same fields and values as `parse` gives."""
    assert client.post("/v1/pages", json={"text": PAGE}).json == to_json(parse(PAGE))


def test_summaries_are_the_library_s(client: FlaskClient) -> None:
    """The same sentences, scores and spans as `summarize_page` gives."""
    reply = client.post("/v1/summaries", json={"text": PAGE, "sentences": 2, "mode": "content"}).get_json()
    item = summarize_page(PAGE, SummarySettings(sentences=2, mode="content")).articles[0]  # type: ignore[arg-type]
    assert reply["articles"] == [{**asdict_json(item.article), "summary": to_json(item.summary)}]


def asdict_json(record: Record) -> dict[str, object]:
    """The same, for a record that is an object."""
    found = to_json(record)
    assert isinstance(found, dict)
    return found


def test_the_command_says_the_same(client: FlaskClient) -> None:
    """`khulasa summarize --format json` differs by the name of the file alone."""
    said = CliRunner().invoke(commands, ["summarize", "--format", "json"], input=PAGE, standalone_mode=False)
    assert json.loads(said.output) == {
        "file": "-",
        **client.post("/v1/summaries", json={"text": PAGE}).get_json(),
    }


def test_a_summary_reply_is_as_its_schema_says(client: FlaskClient) -> None:
    """The answer matches the schema, for a page that has every field."""
    body = client.post("/v1/summaries", json={"text": PAGE}).data
    TypeAdapter(SummaryReply).validate_json(body, strict=True)


def test_the_title_given_is_used(client: FlaskClient) -> None:
    """The date decides between sentences that say the same."""
    text = PAGE.splitlines()[5] + "\n\n" + PAGE.splitlines()[7] + "\n\n" + PAGE.splitlines()[9]
    plain, titled = (
        client.post("/v1/summaries", json={"text": text, **more}).get_json()["articles"][0]["summary"]
        for more in ({}, {"title": "ناقة يملكها راعٍ"})
    )
    assert plain != titled


def test_arabic_stays_arabic(client: FlaskClient) -> None:
    """No escapes, which would make it more than twice as long."""
    assert "سباق الهجن".encode() in client.post("/v1/pages", json={"text": PAGE}).data


@pytest.mark.parametrize("path", ["/v1/pages", "/v1/summaries"])
def test_an_empty_text_has_an_empty_reply(client: FlaskClient, path: str) -> None:
    """No text, no articles, no error."""
    reply = client.post(path, json={"text": ""}).get_json()
    assert (reply["articles"], reply["removed"]) == ([], [])
    assert not any(reply.get(name) for name in ("text", "metadata"))


def test_a_budget_without_end_takes_the_whole_article(client: FlaskClient) -> None:
    """The largest number there is; beyond it no two readers of JSON agree."""
    reply = client.post("/v1/summaries", json={"text": PAGE, "sentences": 2**53}).get_json()
    assert len(reply["articles"][0]["summary"]["sentences"]) >= 3


def test_duplicates_are_the_library_s(client: FlaskClient) -> None:
    """The same clusters as `deduplicate` gives."""
    expected = to_json(deduplicate(Document(**row) for row in DOCUMENTS))
    assert client.post("/v1/duplicates", json={"documents": DOCUMENTS}).json == expected


def test_a_whole_number_is_an_id(client: FlaskClient) -> None:
    """It is answered as a string; a fraction, a bool and the same digits again are refused."""
    documents = [{"id": 1, "text": PAGE}, {"id": 2.0, "text": PAGE}]
    (cluster,) = client.post("/v1/duplicates", json={"documents": documents}).get_json()["clusters"]
    assert (cluster["kept"], cluster["duplicates"][0]["id"]) == ("1", "2")
    for wrong in (1.5, True, "1", None, 2**64):
        rows = [*documents, {"id": wrong, "text": "نص"}]
        assert client.post("/v1/duplicates", json={"documents": rows}).status_code == 422


@pytest.mark.parametrize(("query", "body"), [("?allow_shorter=true", {}), ("", {"allow_shorter": True})])
def test_a_brief_may_be_kept_if_that_is_asked_for(
    client: FlaskClient, query: str, body: dict[str, bool]
) -> None:
    """Otherwise the report that holds more is, whatever comes first."""
    words = write_story(4, 120).split()
    documents = [{"id": "brief", "text": " ".join(words[:50])}, {"id": "whole", "text": " ".join(words)}]

    def ask(address: str, more: dict[str, bool]) -> str:
        reply = client.post(address, json={"documents": documents, **more}).get_json()
        (cluster,) = reply["clusters"]
        return str(cluster["kept"])

    assert ask("/v1/duplicates", {}) == "whole"
    assert ask(f"/v1/duplicates{query}", body) == "brief"


def test_what_is_kept_can_be_chosen(client: FlaskClient) -> None:
    """By source, the best first."""
    documents = [{**row, "source": row["id"]} for row in DOCUMENTS]
    wanted = {"documents": documents, "keep": "source", "sources": ["c", "a"]}
    clusters = client.post("/v1/duplicates", json=wanted).get_json()["clusters"]
    assert [cluster["kept"] for cluster in clusters] == ["b", "c"]


def test_a_comparison_is_the_library_s(client: FlaskClient) -> None:
    """The same evidence as `compare` gives."""
    b = PAGE.replace("أربعون", "خمسون")
    assert client.post("/v1/comparisons", json={"a": PAGE, "b": b}).json == to_json(compare(PAGE, b))


@given(text=ARABIC_TEXT)
def test_spans_lead_back_to_the_text(client: FlaskClient, text: str) -> None:
    """Spans count the characters of the text that was sent, whatever it holds."""
    reply = client.post("/v1/summaries", json={"text": text})
    assert reply.status_code == 200
    sentences = [row for article in reply.get_json()["articles"] for row in article["summary"]["sentences"]]
    assert all(text[row["span"]["start"] : row["span"]["end"]] == row["text"] for row in sentences)


@given(
    value=st.recursive(
        st.none() | st.booleans() | st.integers() | st.floats() | st.text(st.characters()),
        lambda part: (
            st.lists(part)
            | st.dictionaries(st.text() | st.sampled_from(["text", "title", "mode", "documents", "a"]), part)
        ),
    ),
    name=st.sampled_from(["pages", "summaries", "duplicates", "comparisons"]),
)
def test_no_json_is_too_much(client: FlaskClient, value: object, name: str) -> None:
    """Any JSON is answered or refused; the service does not fail."""
    reply = client.post(f"/v1/{name}", data=json.dumps(value), content_type="application/json")
    assert reply.status_code in (200, 400, 422)


@given(body=st.binary(max_size=60))
def test_no_bytes_are_too_much(client: FlaskClient, body: bytes) -> None:
    """Any bytes are answered or refused."""
    reply = client.post("/v1/pages", data=body, content_type="application/json")
    assert reply.status_code in (400, 422)


def test_a_word_document_has_the_sentences_of_the_summary(client: FlaskClient) -> None:
    """From right to left, under the title; what XML cannot hold is left out."""
    said = client.post("/v1/summaries", json={"text": PAGE, "sentences": 2}).get_json()["articles"][0]
    reply = client.post("/v1/summaries/docx", json={"text": PAGE, "sentences": 2})
    assert reply.mimetype == MEDIA
    paragraphs = Word(io.BytesIO(reply.data)).paragraphs
    wanted = [said["title"]["text"], *(row["text"] for row in said["summary"]["sentences"])]
    assert [row.text for row in paragraphs][: len(wanted)] == wanted
    assert all(row.paragraph_format.element.xpath("w:pPr/w:bidi") for row in paragraphs)
    strange = PAGE.replace("الخميس", "الخميس\x0b\ufffe")
    assert client.post("/v1/summaries/docx", json={"text": strange}).status_code == 200


def test_a_word_document_refuses_what_a_summary_refuses(client: FlaskClient) -> None:
    """With the same problem."""
    reply = client.post("/v1/summaries/docx", json={"text": PAGE, "sentences": 0})
    assert (reply.status_code, reply.get_json()["errors"][0]["field"]) == (422, "sentences")
