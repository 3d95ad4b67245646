"""Whether the text goes on over a line, and in which list the line stands."""

import numpy as np

from summarizer.page.regions.measures.continuity import CONTINUITY, find_openings, measure_continuity
from tests.page.pages import PARAGRAPHS, TITLE, read


def find(measure: str, *lines: str) -> list[int]:
    """The rows of which a measure is 1; sentences end with a stop, headings say "read also"."""
    described = read(*lines)
    sentence = np.array([line.endswith(".") for line in lines])
    heading = np.array([line == "اقرأ أيضا" for line in lines])
    colon = np.array([line.endswith(":") for line in lines])
    column = CONTINUITY.index(measure)
    found = measure_continuity(find_openings(described, sentence), sentence, heading, colon)
    return np.flatnonzero(found[:, column]).tolist()


def test_a_sentence_that_refers_back_goes_on() -> None:
    """A line before it stands inside the text."""
    assert find("the next sentence goes on", TITLE, PARAGRAPHS[0], "بداية القصة", PARAGRAPHS[1]) == [1, 2]


def test_the_lines_under_a_heading_are_counted_from_it() -> None:
    """No sentence stands between them and the heading."""
    lines = (PARAGRAPHS[0], "اقرأ أيضا", TITLE, TITLE, PARAGRAPHS[1], TITLE)
    assert find("sentences since a heading: 0", *lines) == [2, 3, 4]
    assert find("sentences since a heading: 1", *lines) == [5]
    assert find("sentences since a heading: no heading", *lines) == [0, 1]


def test_a_colon_announces_the_lines_up_to_the_next_sentence() -> None:
    """The items of a list, and nothing after them."""
    lines = (PARAGRAPHS[0], "وفي السلة:", "تفاح", "خبز", PARAGRAPHS[1], "ختام")
    assert find("a colon announces the line", *lines) == [2, 3]


def test_sentences_are_counted_on_both_sides() -> None:
    """A line is not counted with itself."""
    assert find("sentences above: 0", TITLE, *PARAGRAPHS) == [0, 1]
    assert find("sentences below: 0", *PARAGRAPHS, TITLE) == [2, 3]
