"""Pages of HTML over HTTP: read as the library reads them, beside or in place of a text."""

import json
from dataclasses import asdict

import pytest
from flask.testing import FlaskClient

from summarizer.key_phrases import find_key_phrases
from summarizer.parsing import parse_html

URL = "https://paper.example/culture/1"
HTML = """<!doctype html><html lang="ar"><head><title>افتتاح مكتبة في بلدة السدرة</title>
<link rel="canonical" href="/culture/1"><meta property="article:published_time" content="2031-05-12T18:05:00+03:00">
</head><body><nav><a href="/">الرئيسية</a> <a href="/c">ثقافة</a> <a href="/s">رياضة</a></nav>
<article><h1>افتتاح مكتبة في بلدة السدرة</h1><p class="byline">بقلم: هالة الرندي</p><time>12 مايو 2031</time>
<p>افتتحت بلدة السدرة صباح السبت مكتبتها العامة الأولى بعد ثلاث سنوات من العمل، بحضور مئات من سكانها.</p>
<p>وقالت مديرة المكتبة إن الرفوف تضم اثني عشر ألف كتاب تبرع بها القراء، وإن الدخول مجاني للجميع.</p>
</article></body></html>"""


def test_a_page_of_html_is_the_librarys(client: FlaskClient) -> None:
    """With its text, in which spans count, its metadata, and the address it is at."""
    found = client.post("/v1/pages", json={"html": HTML, "url": URL}).get_json()
    assert found == json.loads(json.dumps(asdict(parse_html(HTML, URL))))
    (article,) = found["articles"]
    assert (article["byline"]["value"], article["published"]["value"], article["url"]) == (
        "هالة الرندي",
        "2031-05-12T18:05:00+03:00",
        URL,
    )
    span = article["body"][0]["span"]
    assert found["text"][span["start"] : span["end"]] == article["body"][0]["text"]


def test_a_summary_of_html_has_the_text_that_its_spans_count_in(client: FlaskClient) -> None:
    """And the facts of the article."""
    found = client.post("/v1/summaries", json={"html": HTML, "url": URL, "sentences": 1}).get_json()
    (article,) = found["articles"]
    (sentence,) = article["summary"]["sentences"]
    assert found["text"][sentence["span"]["start"] : sentence["span"]["end"]] == sentence["text"]
    assert article["byline"]["value"] == "هالة الرندي"


def test_phrases_of_html_are_those_of_its_first_article(client: FlaskClient) -> None:
    """As the library finds them."""
    found = client.post("/v1/phrases", json={"html": HTML, "n": 3}).get_json()
    wanted = find_key_phrases(parse_html(HTML).articles[0], 3)
    assert found == {"phrases": [asdict(phrase) for phrase in wanted], "no_article": None}


def test_html_sent_as_text_is_read_as_html(client: FlaskClient) -> None:
    """Markup is never summarised as text; a text has no `text` in its answer."""
    as_text, as_html = (
        client.post("/v1/summaries", json={name: HTML}).get_json() for name in ("text", "html")
    )
    assert as_text == as_html
    assert "<" not in as_text["articles"][0]["summary"]["sentences"][0]["text"]
    assert client.post("/v1/summaries", json={"text": "وصلت القافلة مساء."}).get_json()["text"] is None


@pytest.mark.parametrize("route", ["/v1/pages", "/v1/summaries", "/v1/phrases"])
@pytest.mark.parametrize(
    ("body", "field", "said"),
    [
        ({}, "text", 'found nothing, wanted text or html, such as {"text": "…"}'),
        ({"text": "نص", "html": "<p>نص</p>"}, "text", 'found "نص", wanted only one of text and html'),
        ({"text": "نص", "url": URL}, "url", f'found "{URL}", wanted html beside it'),
        ({"html": 5}, "html", "found 5, wanted a valid string"),
    ],
)
def test_there_is_one_page_in_a_body(
    client: FlaskClient, route: str, body: dict[str, object], field: str, said: str
) -> None:
    """Two pages, none, or an address alone are refused by name."""
    reply = client.post(route, json=body)
    assert (reply.status_code, reply.get_json()["field"]) == (422, field)
    assert said in reply.get_json()["detail"]


def test_lists_and_streams_take_both(client: FlaskClient) -> None:
    """Side by side; a fault is named by its place."""
    rows = [{"text": "وصلت القافلة مساء."}, {"html": HTML, "url": URL}]
    assert [len(row["articles"]) for row in client.post("/v1/pages", json=rows).get_json()] == [1, 1]
    assert client.post("/v1/pages", json=[*rows, {"url": URL}]).get_json()["field"] == "[2].text"
    lines = "\n".join(json.dumps(row) for row in [*rows, {}])
    answered = client.post("/v1/pages", data=lines, content_type="application/x-ndjson").text.splitlines()
    assert json.loads(answered[1])["result"]["text"].startswith("الرئيسية")
    assert json.loads(answered[2])["error"]["field"] == "text"


def test_the_schema_says_that_there_is_one_page(client: FlaskClient) -> None:
    """For programs that read it."""
    schemas = client.get("/v1/openapi.json").get_json()["components"]["schemas"]
    for name in ("PageRequest", "SummaryRequest", "PhrasesRequest"):
        assert [{"required": rule["required"]} for rule in schemas[name]["allOf"][0]["oneOf"]] == [
            {"required": ["text"]},
            {"required": ["html"]},
        ]
