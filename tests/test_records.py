"""What every record can do: become plain data, and a summary one text."""

import json

import orjson
from hypothesis import given

from summarizer import Document, deduplicate, parse, summarize, summarize_page, summarize_together
from summarizer.records.replies import make_summary_reply
from tests.strategies import ARABIC_TEXT


@given(ARABIC_TEXT)
def test_a_record_becomes_plain_data(text: str) -> None:
    """What ``to_dict`` gives is what the service sends: ``json.dumps`` takes it, with nothing lost."""
    page = summarize_page(text)
    records = (parse(text), page, make_summary_reply(page), deduplicate([Document("a", text)]))
    for record in records:
        plain = record.to_dict()
        assert json.loads(json.dumps(plain)) == plain
        assert plain == orjson.loads(orjson.dumps(record))


@given(ARABIC_TEXT)
def test_a_summary_is_one_text(text: str) -> None:
    """Its sentences in reading order; of several articles too."""
    found = summarize(text)
    assert found.text.split() == [word for row in found.sentences for word in row.text.split()]
    shared = summarize_together([text, text])
    assert shared.text == " ".join(row.text for row in shared.sentences)
