"""What marking promises: the whole text in pieces, and each piece what it is said to be."""

from hypothesis import given

from summarizer.dumps.records import Marked
from summarizer.dumps.report.diff import mark_texts
from tests.duplicates.reference import list_runs, split_words
from tests.duplicates.samples import write_bulletin
from tests.strategies import ARABIC_TEXT


@given(ARABIC_TEXT, ARABIC_TEXT)
def test_the_pieces_make_up_the_text(a: str, b: str) -> None:
    """Both sides, character for character."""
    pieces_a, pieces_b = mark_texts(a, b)
    assert "".join(piece.text for piece in pieces_a) == a
    assert "".join(piece.text for piece in pieces_b) == b
    assert all(piece.text for piece in (*pieces_a, *pieces_b))


@given(ARABIC_TEXT)
def test_a_text_beside_itself_has_nothing_of_its_own(text: str) -> None:
    """From three words on, all is shared; no number differs."""
    kinds = {piece.kind for side in mark_texts(text, text) for piece in side}
    assert Marked.NUMBER not in kinds
    if len(list_runs(text)) == max(len(split_words(text)) - 2, 0) > 0:
        assert kinds == {Marked.SHARED}


def test_numbers_that_differ_are_told_from_words() -> None:
    """Of two days' bulletins the day is its own, the rates are numbers, and no space belongs to them."""
    _, pieces = mark_texts(
        write_bulletin("الأحد", "48.10", "48.24"), write_bulletin("الاثنين", "48.10", "49.24")
    )
    assert {piece.text for piece in pieces if piece.kind is Marked.NUMBER} == {"49.24"}
    assert [piece.text for piece in pieces if piece.kind is Marked.OWN] == ["الاثنين"]
