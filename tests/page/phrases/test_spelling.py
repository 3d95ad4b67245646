"""How patterns are spelled: folded, but for their escapes."""

import re

import pytest

from summarizer.page.phrases.spelling import spell
from summarizer.text.normalizing import normalize

LINES = ["صفحة 7", "صفحة أولى", "صفحة", "page 7", "7", "صَفحة\\"]


@pytest.mark.parametrize(
    "pattern", [r"\w+ \d", r"\w+ \D+", r"\W", r"\S+", r"صفحه\\\\", r"\bصفحة\b(?! \d)\D*"]
)
def test_escapes_keep_their_meaning(pattern: str) -> None:
    """The opposite of a class stays the opposite, and matches what it matches in a folded line."""
    folded = pattern.replace("صفحة", normalize("صفحة"))
    for line in map(normalize, LINES):
        assert bool(re.fullmatch(spell(pattern), line)) == bool(re.fullmatch(folded, line))


def test_letters_are_folded() -> None:
    """Whatever stands before them."""
    assert spell("إعلان") == normalize("إعلان")
    assert spell(r"\\Dإ") == r"\\d" + normalize("إ")
