"""Sentences that only announce: the quick look at their letters hides none that the patterns find."""

import re

from hypothesis import given
from hypothesis import strategies as st

from summarizer.summary.choice import announcements
from summarizer.summary.choice.announcements import announces, find_announcing

PATTERNS = ("_OPENING", "_COMES", "_COMES_LATE", "_ANNOUNCES_AT_END")
LETTERS = st.text("وفاملنيهبترسع ،.", max_size=12)


def say(name: str) -> st.SearchStrategy[str]:
    """What a pattern matches."""
    return st.from_regex(re.compile(getattr(announcements, name).pattern), fullmatch=True)


@given(st.lists(st.tuples(LETTERS, st.one_of(*map(say, PATTERNS)) | LETTERS, LETTERS).map("".join)))
def test_a_quick_look_finds_what_each_sentence_announces(texts: list[str]) -> None:
    """At its beginning, inside and at its end."""
    assert find_announcing(texts) == [announces(text) for text in texts]


@given(say("_OPENING"), LETTERS)
def test_no_opening_is_hidden(opening: str, more: str) -> None:
    """Behind "and" and "so" too."""
    assert find_announcing([opening + more]) == [announces(opening + more)]
