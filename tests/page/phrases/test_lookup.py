"""Phrases found by their beginnings are those that one pattern of all phrases finds."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models.pages.phrase_beginnings import list_beginnings, split_alternatives
from models.pages.phrase_index import SECTION, TABLE, read_table, write_tables
from summarizer.page.furniture import read_rows
from summarizer.page.phrases.lookup import LINES, MODEL, SECTIONS, list_line_beginnings, load_table
from summarizer.page.phrases.matching import strip_edges
from summarizer.page.phrases.spelling import spell
from summarizer.text.normalizing import normalize
from summarizer.trained import find_models

ROWS = load_table(LINES).rows
PHRASES = read_table().rows
SECTIONS_OF_PAPERS = spell(read_table().words[SECTION])
WORDS = st.sampled_from(
    [
        "شارك",
        "الخبر",
        "اقرا",
        "ايضا",
        "المزيد",
        "3",
        "دقائق",
        "©",
        "2031",
        ":",
        "اخبار",
        "مصر",
        "نهر",
        "x",
        "ads",
        "",
    ]
)


def find_slowly(line: str) -> str | None:
    """The kind of a line by all phrases, one after the other, earlier kinds first."""
    kinds = dict.fromkeys(phrase.label for phrase in PHRASES)
    patterns = [(kind, spell(phrase.pattern)) for kind in kinds for phrase in PHRASES if phrase.label is kind]
    return next((kind.value for kind, pattern in patterns if re.fullmatch(pattern, line)), None)


def test_the_index_has_the_phrases_of_the_table() -> None:
    """After a change of `models/phrases.toml`: `python -m models.pages.phrase_index`."""
    assert (find_models() / MODEL).read_text(encoding="utf-8") == write_tables()


def test_the_table_is_a_file_of_furniture() -> None:
    """What `--furniture` reads: each row finds the lines that the index finds."""
    rows = read_rows(TABLE.read_text(encoding="utf-8"))
    assert rows.rows == PHRASES
    for line in ("شارك هذا الخبر", "- إقرأ أيضاً:", "1,204 مشاهدة", "بداية القصة"):
        found = rows.find(line)
        assert (found.label.value if found else None) == load_table(LINES).find(strip_edges(normalize(line)))


@settings(deadline=None)
@given(st.sampled_from(ROWS).flatmap(lambda row: st.from_regex(row[1], fullmatch=True)))
def test_whatever_a_phrase_matches_is_found(line: str) -> None:
    """Folded lines, as they reach the table: digits are those of ASCII."""
    if "\n" not in line and not any(sign.isdigit() and not sign.isascii() for sign in line):
        assert load_table(LINES).find(line) == find_slowly(line)


@settings(deadline=None)
@given(st.lists(WORDS, max_size=4).map(" ".join) | st.text(max_size=6))
def test_what_no_phrase_matches_is_not_found(line: str) -> None:
    """Words of phrases in any order, and any text."""
    assert load_table(LINES).find(line) == find_slowly(line)
    is_section = re.fullmatch(SECTIONS_OF_PAPERS, line) is not None
    assert (load_table(SECTIONS).find(line) is not None) == is_section


@pytest.mark.parametrize(
    ("pattern", "lines"),
    [
        ("(?:ال)?خبر|قصة", ["خبر", "الخبر", "قصة"]),
        (r"\d{1,2} ?(?:min|دقيقة)", ["7 min", "12دقيقة"]),
        ("[ :]*(?:من|في)+ ?[^ ]{2,}", ["من بعيد", " :في بيت", "منمن هنا"]),
        (".{0,3}©(?!.*x)", ["©", "abc©"]),
        ("a(?:b|c(?:d|e)?)*", ["a", "abcd", "acecb"]),
        ("a b", ["a b"]),
    ],
)
def test_every_line_of_a_pattern_has_one_of_its_beginnings(pattern: str, lines: list[str]) -> None:
    """Optional signs, repeated groups, classes, looking ahead, lines shorter than a beginning."""
    beginnings = list_beginnings(pattern)
    assert all(not beginnings.isdisjoint(list_line_beginnings(line)) for line in lines)
    assert beginnings.isdisjoint(list_line_beginnings("zz")) or pattern.startswith(".")


def test_only_alternatives_outside_of_groups_are_divided() -> None:
    """A bar in a group, in a class or behind a backslash is no end."""
    assert list(split_alternatives(r"a(?:b|c)|[|]d|e\|f")) == ["a(?:b|c)", "[|]d", r"e\|f"]
