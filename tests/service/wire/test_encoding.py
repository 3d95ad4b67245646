"""Replies are written as orjson would write them by itself."""

from pathlib import Path

import orjson
import pytest

from service.wire.encoding import encode_json
from summarizer import compare, parse_html, summarize_page
from summarizer.records.replies import make_summary_reply

PAGE = Path("samples/page.html").read_text(encoding="utf-8")
RECORDS = {
    "a page": parse_html(PAGE, "https://a.example/"),
    "a summary": make_summary_reply(
        summarize_page("افتتاح السوق\n\nافتُتح السوق صباح اليوم. وقال المدير إنه كبير.")
    ),
    "a comparison": compare("افتُتح السوق الجديد صباح اليوم", "افتُتح السوق الجديد صباح الأحد"),
    "lines": [{"line": 1, "result": compare("سوق", "سوق")}],
}


@pytest.mark.parametrize("name", RECORDS)
def test_records_are_written_as_orjson_writes_them(name: str) -> None:
    """Byte by byte, with enums and records inside records."""
    assert encode_json(RECORDS[name]) == orjson.dumps(RECORDS[name])


def test_what_is_no_record_is_refused() -> None:
    """By the same error."""
    with pytest.raises(orjson.JSONEncodeError):
        encode_json({"a": object()})
