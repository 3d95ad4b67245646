"""Cells of tables: those of a layout are blocks, those of figures stand in one line."""

from unittest.mock import patch

from lxml.html import document_fromstring

from summarizer.html import reading
from summarizer.html.lines import read_lines
from summarizer.html.reading import DEEPEST_TABLES
from summarizer.html.tables import separate_cells
from tests.html.pages import BODY


def read(rows: str) -> list[str]:
    """The lines of a table."""
    tree = document_fromstring(f"<html><body><table>{rows}</table></body></html>")
    separate_cells(tree)
    return [block.text for block in read_lines(tree).blocks]


def test_cells_of_words_and_figures_stand_in_one_line() -> None:
    """One line end in a cell makes no layout."""
    assert (
        read("<tr><th>السوق</th><th>السعر</th></tr><tr><td>حب<br>الهال</td><td>12</td></tr>")[0]
        == "السوق\tالسعر"
    )


def test_cells_with_paragraphs_are_apart() -> None:
    """The text of a cell may be no paragraph itself."""
    assert read("<tr><td>إعلان</td><td>عنوان<p>نص أول</p>نص ثان</td></tr>") == [
        "إعلان",
        "عنوان",
        "نص أول",
        "نص ثان",
    ]
    assert read("<tr><td>إعلان</td><td>عنوان<br><br>نص</td></tr>") == ["إعلان", "عنوان", "نص"]


def test_a_table_inside_a_cell_makes_a_layout_of_the_outer_row_alone() -> None:
    """The inner one keeps its rows."""
    inner = "<table><tr><td>أحمر</td><td>3</td></tr></table>"
    assert read(f"<tr><td>قائمة</td><td>{inner}</td></tr>") == ["قائمة", "أحمر\t3"]


def test_tables_within_tables_out_of_all_measure_are_labelled_without_trafilatura() -> None:
    """It would list the elements of each table again for each two around it: cubic in their number."""
    inside = DEEPEST_TABLES
    deep = "<table>" * inside + "<tr><td>" + BODY[0] + "</table>" * inside
    with patch.object(reading, "find_extracted", return_value=(True,)) as extracted:
        reading.read_html(f"<body>{deep}</body>")
        assert extracted.call_count == 1
        lines = reading.read_html(f"<body><table>{deep}</table></body>")
        assert extracted.call_count == 1
    assert BODY[0] in [block.text for block in lines.blocks]
