"""The kernel of sentence ends finds, character by character, what the patterns find."""

import json
from pathlib import Path

import pytest
from hypothesis import given, settings

from summarizer.text.sentences.segmenting import find_by_kernel
from tests.kernels.compiled import get_library, needs_kernels
from tests.kernels.line_samples import LINE_CHARACTERS, LINE_PIECES, LINES
from tests.kernels.twins import find_different_lines

CASES = Path(__file__).parents[1] / "text" / "sentences" / "cases.jsonl"
pytestmark = needs_kernels


@given(LINES)
@settings(deadline=None, max_examples=200)
def test_nasty_lines_have_the_same_ends(lines: list[str]) -> None:
    """Quotes, brackets, initials, lists, addresses, hidden characters, characters of no plane."""
    assert find_different_lines(get_library(), lines) == []


def test_the_cases_of_the_rules_have_the_same_ends() -> None:
    """Each case that a rule was written for."""
    texts = [str(json.loads(line)["text"]) for line in CASES.read_text(encoding="utf-8").splitlines()]
    assert find_different_lines(get_library(), texts) == []


@pytest.mark.parametrize("piece", [*LINE_PIECES, *LINE_CHARACTERS, "كلمة. ", '"كلمة." ', "(كلمة. "])
def test_lines_that_never_end_have_the_same_ends(piece: str) -> None:
    """One piece over and over: as many candidates as a line can have, words longer than what is read of them."""
    assert find_different_lines(get_library(), [piece * 400, "", piece]) == []


def test_halves_of_surrogate_pairs_are_no_letters() -> None:
    """An article that a caller builds may hold them."""
    assert find_different_lines(get_library(), ["كلمة\ud800. كلمة أخرى. \udc00. نعم."]) == []


def test_no_lines_have_no_ends() -> None:
    """Nor has an empty line."""
    assert find_by_kernel(get_library(), []) == ([], True)
    assert list(map(list, find_by_kernel(get_library(), ["", " "])[0])) == [[], []]


@pytest.mark.parametrize(
    "code", [*range(0x21), 0x85, 0xA0, 0xAD, 0x640, 0x64B, *range(0x2000, 0x2030), 0x3000]
)
@pytest.mark.parametrize("place", [0, 2, 4])
def test_a_line_that_is_none_is_seen_by_both(code: int, place: int) -> None:
    """White space around it, a line end in it, a hidden first character."""
    line = "كلمة"[:place] + chr(code) + "كلمة"[place:]
    assert find_different_lines(get_library(), ["سطر قبله.", line]) == []
