"""Patterns that may cut a line in too many ways are refused before any line is read."""

import math
import time
from collections.abc import Callable
from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer.errors import SettingsError
from summarizer.page.furniture import read_rows
from summarizer.page.phrases.cuts import LONGEST_LINE, MOST_WAYS, count_ways
from summarizer.page.phrases.spelling import spell

OPEN = LONGEST_LINE + 1
SLOW = [
    "(?:a+)+",
    "(?:a*)*b",
    "(?:[a-z]+)*b",
    r"(?:\s*\w+)*",
    "(?:a?b?)+",
    "(?:a|ab|b)+c",
    "(?:(?:a|b|ab)+)+",
    "(?:.*a){11}",
    "(?:(?:a+)+ )+",
    "(?=(?:a+)+b)a",
    "a*a*a*a*",
    "a?" * 30 + "a" * 30,
    "(?:a|a|a|a|a)" * 12,
    "(?:a+){2,}",
    "(?:~)*",
    "(?:أ|ا)+ب",
    "(?:A|a|b){16}" * 3,
    ".*.*(?=(?:a?){16}b)",
    "~ ~ ~ ~",
    "(?>(?:a+)+)",
    "(?:[ab]+[^ac]+)*",
    "(?:[ab]+[^ab]*)*",
    "(?:(?:a+)+){}",
    "[]a+]*(?:[^]]+)*",
]
QUICK = {
    "a": 1,
    "a+b*": LONGEST_LINE * OPEN,
    "a+?": LONGEST_LINE,
    "(?:ab)+": LONGEST_LINE,
    r"(?:\d{3}-)*": OPEN,
    "(?:x*){2}": OPEN**2,
    "(?:x*)?": OPEN + 1,
    "a{3}": 1,
    "a{,3}": 4,
    "a{2,}": LONGEST_LINE - 1,
    "a{1": 1,
    "a{}": 1,
    "(?>a+)+": LONGEST_LINE,
    r"(?: \S{1,9}){2,9}": OPEN,
    "a(?=b*c)(?!b*)(?<=a)": 1,
    "(?:[a,]+[^a,]+)*": OPEN,
    "(?:one|two|three)": 1,
    "(?:a+|b+c|b.)": LONGEST_LINE + 1,
    "(?:a?b|c)": 3,
    "(?:one|one more|two)": 2,
    "(?:.+|b)": LONGEST_LINE + 1,
    "(a)(?=b)(?!c)(?<=d)(?<!e)": 1,
    r"[]+*]\(\)\|[^\]+]": 1,
    "تابع قناة النهر(?: على)?~": 2 * OPEN,
}


@pytest.mark.parametrize("pattern", SLOW)
def test_a_file_with_a_slow_pattern_is_refused(pattern: str) -> None:
    """The message names the row, the pattern as it was written, what is wanted and what to do."""
    assert count_ways(spell(pattern)) > MOST_WAYS
    written = f"[[row]]\nline = 'a'\n[[row]]\npattern = '''{pattern}'''\n"
    with pytest.raises(
        SettingsError, match=r"rows\.toml, row 2, pattern: found .*, wanted at most three rep"
    ) as found:
        read_rows(written, "rows.toml")
    assert repr(pattern) in str(found.value)
    assert "write a row for each wording" in str(found.value)


@pytest.mark.parametrize("pattern", QUICK)
def test_ways_are_counted(pattern: str) -> None:
    """Such patterns are taken, and lines that almost match are read at once."""
    assert count_ways(spell(pattern)) == QUICK[pattern]
    rows = read_rows(f"[[row]]\npattern = '''{pattern}'''\n")
    begun = time.process_time()
    for line in ("a" * 239 + "!", " a" * 120, "ab" * 120, "x" * 239 + "a"):
        rows.find(line)
    assert time.process_time() - begun < 5


def test_words_with_names_are_counted_as_they_are_written_out() -> None:
    """A repeat may stand in the words and another around their name."""
    written = "[words]\nmore = 'b+'\n[[row]]\npattern = 'a(?:{more})*'\n"
    with pytest.raises(SettingsError, match="row 1, pattern"):
        read_rows(written)


@dataclass(frozen=True)
class Part:
    """A part of a pattern as it is written, and the places where it may end, each as often as there are ways."""

    written: str
    find_ends: Callable[[str, int], list[int]]


def make_letter(letter: str) -> Part:
    """One letter."""
    return Part(letter, lambda line, place: [place + 1] if line.startswith(letter, place) else [])


def join(one: Part, other: Part) -> Part:
    """One part behind the other."""

    def find_ends(line: str, place: int) -> list[int]:
        return [end for middle in one.find_ends(line, place) for end in other.find_ends(line, middle)]

    return Part(one.written + other.written, find_ends)


def choose(one: Part, other: Part) -> Part:
    """One part or the other."""
    written = f"(?:{one.written}|{other.written})"
    return Part(written, lambda line, place: one.find_ends(line, place) + other.find_ends(line, place))


def repeat(one: Part, rounds: tuple[str, int, int]) -> Part:
    """A part again and again; `re` ends a repeat at an empty round."""
    sign, least, most = rounds

    def find_ends(line: str, place: int) -> list[int]:
        found, ends = [place] * (least == 0), [place]
        for n in range(1, most + 1):
            ends = [end for start in ends for end in one.find_ends(line, start) if end > start or n <= least]
            found += ends if n >= least else []
        return found

    return Part(f"(?:{one.written}){sign}", find_ends)


ROUNDS = [("*", 0, 9), ("+", 1, 9), ("?", 0, 1), ("{2}", 2, 2), ("{1,3}", 1, 3), ("{,2}", 0, 2), ("*?", 0, 9)]
PARTS = st.recursive(
    st.sampled_from("ab").map(make_letter),
    lambda inner: st.one_of(
        st.builds(join, inner, inner),
        st.builds(choose, inner, inner),
        st.builds(repeat, inner, st.sampled_from(ROUNDS)),
    ),
    max_leaves=5,
)


@given(PARTS, st.text("ab", max_size=7))
def test_no_line_is_cut_in_more_ways_than_counted(part: Part, line: str) -> None:
    """A slow twin, which tries all ways one after the other, finds no more of them."""
    ways = count_ways(part.written)
    if ways < math.inf:
        assert len(part.find_ends(line, 0)) <= ways


def test_python_s_parser_agrees_on_what_a_pattern_is() -> None:
    """What `re` refuses is refused as no regular expression, whatever is counted."""
    with pytest.raises(SettingsError, match="a regular expression"):
        read_rows("[[row]]\npattern = '(a'\n")
