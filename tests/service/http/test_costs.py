"""Requests that take long cost much, however they are written."""

import json

import pytest

from service.http.costs import COSTLY, measure_cost

SIZE = 20_000
PROSE = "وصلت القافلة إلى الواحة مساء الأربعاء. "


def write(value: object, *, escaped: bool) -> bytes:
    """JSON with Arabic letters as they are, or escaped."""
    return json.dumps(value, ensure_ascii=escaped).encode()


@pytest.mark.parametrize("escaped", [False, True])
@pytest.mark.parametrize(
    "part",
    [
        "ب\n",
        "ب\r",
        "ب\x0b",
        "ب\x0c",
        "ب\x1c",
        "ب\x85",
        "ب\u2028",
        "ب\u2029",
        "ب. ",
        "ب؟ ",
        "ب۔ ",
        "ب! ",
        "<p>ب",
        "ب<br>",
    ],
)
def test_short_lines_sentences_and_tags_are_costly(part: str, *, escaped: bool) -> None:
    """20 KB of them, in JSON with letters as they are and escaped."""
    assert measure_cost(write({"text": part * (SIZE // 5)}, escaped=escaped)) > COSTLY


def test_tags_that_are_escaped_are_costly() -> None:
    """As JSON allows it, and in a form."""
    assert measure_cost(b'{"html": "' + b"\\u003cp>" * 3000 + b'"}') > COSTLY
    assert measure_cost(b"html=" + b"%3Cp%3E" * 3000) > COSTLY


def test_many_articles_are_costly() -> None:
    """Whatever their fields are called."""
    assert measure_cost(write({"articles": [{"text": "ب"}] * 1000}, escaped=False)) > COSTLY
    assert measure_cost(b'{"articles": [' + b'{"te\\u0078t": "b"}, ' * 1000 + b"]}") > COSTLY


def test_prose_costs_the_same_escaped() -> None:
    """Its letters have six bytes for two then, and take no longer."""
    plain, escaped = (measure_cost(write({"text": PROSE * 100}, escaped=one)) for one in (False, True))
    assert len(write({"text": PROSE * 100}, escaped=True)) > 2 * len(
        write({"text": PROSE * 100}, escaped=False)
    )
    assert abs(plain - escaped) < plain / 10
