"""Short lines whose words also stand in a paragraph."""

from summarizer.page.echoes import find_echoes
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
