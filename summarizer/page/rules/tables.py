"""Tables of a text: rows of figures right under a paragraph, with tabs between cells as in copied text."""

from collections.abc import Sequence

from summarizer.page.records import Line, Region
from summarizer.page.rules.stretches import find_stretches

# Rows of a table; the first one may name its columns.
FEWEST_ROWS = 2


def keep_tables(regions: list[Region], lines: Sequence[Line]) -> None:
    """Rows right under a text are text: results, prices, times. A list of links in columns has no figures."""
    if not any("\t" in line.block.text for line in lines):
        return
    for region in (Region.ASIDE, Region.END):
        for rows in find_stretches(regions, region):
            if rows.start and regions[rows.start - 1] is Region.BODY:
                stop = _find_end(rows, lines)
                regions[rows.start : stop] = [Region.BODY] * (stop - rows.start)


def _find_end(rows: range, lines: Sequence[Line]) -> int:
    """The row behind a table with which some rows begin; their first one where they begin with none."""
    n_tabs = lines[rows.start].block.text.count("\t")
    stop = rows.start
    while stop < rows.stop and n_tabs and _is_row(lines[stop], n_tabs, is_first=stop == rows.start):
        stop += 1
    return stop if stop - rows.start >= FEWEST_ROWS else rows.start


def _is_row(line: Line, n_tabs: int, *, is_first: bool) -> bool:
    text = line.block.text
    return text.count("\t") == n_tabs and (is_first or any(map(str.isdigit, text)))
