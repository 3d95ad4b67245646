"""Rows of figures under a text."""

import pytest

from summarizer import parse
from tests.page.pages import PARAGRAPHS, TITLE

ROWS = ("الفريق\tالنقاط", "الوادي\t12", "الضفة\t9")
END = "جميع الحقوق محفوظة © 2031"


def read(*lines: str) -> list[str]:
    """The lines of the body of a page with a menu above and rights below."""
    page = parse("\n\n".join(("الرئيسية\nمحليات\nرياضة", TITLE, *lines, END)))
    return [line.text for line in page.articles[0].body]


@pytest.mark.parametrize("between", ["\n", "\n\n"])
def test_a_table_of_figures_is_text(between: str) -> None:
    """Between two paragraphs and at the end."""
    table = between.join(ROWS)
    assert read(*PARAGRAPHS[:2], table, *PARAGRAPHS[2:]) == [*PARAGRAPHS[:2], *ROWS, *PARAGRAPHS[2:]]
    assert read(*PARAGRAPHS, table) == [*PARAGRAPHS, *ROWS]


@pytest.mark.parametrize(
    "rows",
    [("من نحن\tاتصل بنا", "الخصوصية\tالشروط"), ("الوادي\t12",), ("الفريق\tالنقاط", "الوادي\t12\t5")],
)
def test_links_in_columns_and_single_rows_are_none(rows: tuple[str, ...]) -> None:
    """A table has two rows or more, with as many cells each and figures below the first."""
    assert read(*PARAGRAPHS, "\n".join(rows)) == list(PARAGRAPHS)
