"""What a line of HTML says by itself, against patterns that say the same slowly."""

import re

from hypothesis import given
from hypothesis import strategies as st

from summarizer.page.markup.labels.own_measures import measure_own_markup
from summarizer.page.records import Form, Line
from summarizer.records import Block, Markup, Span

TEXTS = st.lists(
    st.text(min_size=1, max_size=30) | st.text("ab٣7?؟.!»\u201d \u2003\U0001d7d8", min_size=1), min_size=1
)
STOP = re.compile(r"[.!…۔؟?][\"»”’)\]\s]*$")


@given(TEXTS)
def test_digits_letters_and_stops_are_those_that_patterns_find(texts: list[str]) -> None:
    """Of all scripts, and of each line alone."""
    lines = [Line(Block(text, Span(0, len(text)), 0), 1, Form.SHORT, "") for text in texts]
    found = measure_own_markup(lines, [Markup("p", "p", 0, 0)] * len(lines))
    assert found["digits"].tolist() == [len(re.findall(r"\d", text)) / len(text) for text in texts]
    assert found["latin"].tolist() == [len(re.findall("[A-Za-z]", text)) / len(text) for text in texts]
    assert found["stop"].tolist() == [float(bool(STOP.search(text[-12:]))) for text in texts]
