"""The letters by which a title is known again."""

from hypothesis import given
from hypothesis import strategies as st

from summarizer.page.markup.letters import read_letters, read_letters_of_lines


@given(st.lists(st.text().map(lambda text: text.replace("\n", " ")), min_size=1))
def test_all_lines_at_once_are_read_as_each_alone(texts: list[str]) -> None:
    """Whatever stands at their edges."""
    assert read_letters_of_lines(texts) == [read_letters(text) for text in texts]
