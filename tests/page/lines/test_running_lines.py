"""Heads and numbers of printed pages are taken out, and nothing else."""

from summarizer.page.lines.running_lines import drop_running_lines, find_running_lines
from summarizer.text.sentences.segmenting import find_blocks

HEAD = "جريدة المرسى    العدد 120    الأحد"
LINES = ("بدأ الصيادون موسمهم مبكرا هذا العام.", "وخرج إلى البحر مئة قارب.", "وعاد أغلبها ظهرا.")


def list_running(*lines: str) -> list[str]:
    """The lines of a text that are heads or numbers."""
    return [line.text for line in find_running_lines(find_blocks("\n".join(lines)))]


def test_heads_and_numbers_of_pages_are_found() -> None:
    """Whatever stands around the number, with the head above or below."""
    for first, second in (("- 4 -", "- 5 -"), ("صفحة 1 من 2", "صفحة 2 من 2"), ("[٩]", "[١٠]")):
        lines = (HEAD, LINES[0], first, HEAD, LINES[1], second)
        assert list_running(*lines) == [HEAD, first, HEAD, second]
        assert list_running(LINES[0], HEAD, first, LINES[1], HEAD, second) == [HEAD, first, HEAD, second]


def test_numbers_without_a_head_or_out_of_order_are_no_pages() -> None:
    """Parts of an essay are numbered so; a head that stands elsewhere is a line of the text."""
    assert list_running(LINES[0], "- 1 -", LINES[1], "- 2 -", LINES[2]) == []
    assert list_running(HEAD, LINES[0], "- 4 -", HEAD, LINES[1], "- 9 -") == []
    assert list_running(HEAD, LINES[0], HEAD, LINES[1]) == []
    assert list_running() == []


def test_lines_stand_as_far_apart_as_before() -> None:
    """The lines dropped between them count as blank lines."""
    blocks = find_blocks("\n".join((HEAD, LINES[0], "- 1 -", "", HEAD, LINES[1], "- 2 -")))
    kept = drop_running_lines(blocks, find_running_lines(blocks))
    assert [(block.text, block.gap) for block in kept] == [(LINES[0], 1), (LINES[1], 3)]
    assert drop_running_lines(blocks, ()) == blocks
