"""The clusters of a finished run as a list for people; used by `show`."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from click import style

from summarizer.command.language.translation import count_columns, pad, say
from summarizer.command.layout.lines import isolate, lay_out_row

if TYPE_CHECKING:
    from summarizer.dumps.report.clusters import ListedCluster

# Columns of an id; longer ones move the titles of the list to the edge.
_WIDEST_ID = 24


def lay_out_cluster_list(
    output: str, total: int, offset: int, rows: Sequence["ListedCluster"], width: int | None
) -> str:
    """How many there are, a line for each, and how to see more of them or one whole."""
    if not total:
        return say("No clusters: no document of this run repeats another one.")
    if not rows:
        return say("No clusters from --offset {} on: there are {}.", offset, total)
    names = [say(name) for name in ("cluster number", "documents", "kept id", "title of the kept document")]
    cells = [(str(row.cluster), f"{row.size:,}", row.kept) for row in rows]
    columns = [max(map(count_columns, column)) for column in zip(names[:3], *cells, strict=True)]
    columns[2] = min(columns[2], _WIDEST_ID)
    lines = [say("Clusters {} to {} of {}, the largest first", offset + 1, offset + len(rows), f"{total:,}")]
    lines += ["", style("  ".join([*map(pad, names, columns), names[3]]), dim=True)]
    for (number, size, kept), row in zip(cells, rows, strict=True):
        start = f"{number:>{columns[0]}}  {size:>{columns[1]}}  {pad(isolate(kept, width), columns[2])}  "
        lines.append(lay_out_row(start, row.title or row.start, width))
    left = total - offset - len(rows)
    more = (
        [say("{} more: --offset {}, or --limit 0 for all", f"{left:,}", offset + len(rows))]
        if left > 0
        else []
    )
    more.append(say("One with its differences: khulasa show {} {}", output, rows[0].cluster))
    return "\n".join([*lines, "", *(style(line, dim=True) for line in more)])
