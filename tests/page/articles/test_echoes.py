"""Short lines whose words also stand in a paragraph."""

from hypothesis import given
from hypothesis import strategies as st

from summarizer.page.articles.echoes import _ECHOING, find_echoes, search_echoes
from tests.page.pages import PARAGRAPHS, read

SOME = "متحفا جديدا في المدينة القديمة يضم أكثر من ألف"


def echoes_of(*lines: str) -> frozenset[int]:
    """The rows that echo another."""
    return find_echoes(read(*lines), range(len(lines)))


def test_a_line_cut_from_a_paragraph_is_an_echo() -> None:
    """A caption without a credit, a pull quote."""
    assert echoes_of(PARAGRAPHS[0], SOME, PARAGRAPHS[1]) == {1}


def test_words_before_and_after_do_not_hide_an_echo() -> None:
    """If half of its runs of three words come from the paragraph."""
    assert echoes_of(PARAGRAPHS[0], f"للمرة الأولى {SOME} يوم الخميس") == {1}


def test_a_line_of_new_words_is_no_echo() -> None:
    """It is a sentence without its full stop."""
    assert echoes_of(PARAGRAPHS[0], "وينتظر أن يزوره عدد كبير من طلاب المدارس هذا العام") == frozenset()


def test_a_repeated_sentence_is_no_echo() -> None:
    """An echo is shorter than what it echoes."""
    assert echoes_of(*PARAGRAPHS, PARAGRAPHS[1]) == frozenset()


def test_only_the_rows_given_are_looked_at() -> None:
    """Other articles of the page do not count."""
    assert find_echoes(read(PARAGRAPHS[0], SOME), [1]) == frozenset()


WORDS = st.lists(st.sampled_from(["مدينة", "نهر", "في", "على", "متحف"]), min_size=1, max_size=9)
BLANKS = st.sampled_from([" ", " ", " ", "  ", "\u00a0", " \u200f"])


@given(st.lists(st.tuples(WORDS, BLANKS, st.sampled_from(["", "."])), max_size=9))
def test_a_quick_look_finds_what_the_long_way_does(pieces: list[tuple[list[str], str, str]]) -> None:
    """Whatever stands between the words, and if only a short line says them again."""
    lines = read(*(blank.join(words) + end for words, blank, end in pieces))
    rows = list(range(len(lines)))
    echoing = [row for row in rows if lines[row].form in _ECHOING]
    assert find_echoes(lines, rows) == search_echoes(lines, rows, echoing)
