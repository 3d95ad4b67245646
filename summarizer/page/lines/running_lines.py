"""The heads and numbers of printed pages, which stand in the text of a PDF file or a scan between its lines.

They are taken out before wrapped lines are joined: a head is wider than the lines, and a number parts them.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from summarizer.records import Block, Removed, RemovedKind
from summarizer.text.late_patterns import compile_late

# Characters of the number of a page with what stands around it.
LONGEST_NUMBER = 16
# Pages with a number, and how often a head stands beside such a line or at the top.
FEWEST_PAGES = 2
_NUMBER = compile_late(
    r"(?:[-–—\[(] ?(\d{1,4}) ?[-–—\])]|(?:صفحة|ص|[Pp]age) ?(\d{1,4})(?: ?(?:من|/|of) ?\d{1,4})?)"
)
_REASON = "the head or the number of a printed page"


def find_running_lines(blocks: Sequence[Block]) -> tuple[Removed, ...]:
    """The heads and numbers of pages that are numbered one by one and have a head or a foot that repeats."""
    short = [row for row, block in enumerate(blocks) if len(block.text) <= LONGEST_NUMBER]
    numbers = {row: found for row in short if (found := _NUMBER.fullmatch(blocks[row].text))}
    counted = [int(found[1] or found[2]) for found in numbers.values()]
    if len(counted) < FEWEST_PAGES or any(after != before + 1 for before, after in pairwise(counted)):
        return ()
    beside = ({0, *(row + 1 for row in numbers)}, {len(blocks) - 1, *(row - 1 for row in numbers)})
    rows = set(numbers)
    for places in beside:
        known = places.difference(numbers) & set(range(len(blocks)))
        said = Counter(blocks[row].text for row in known)
        rows |= {row for row in known if said[blocks[row].text] >= FEWEST_PAGES}
    if rows == set(numbers):
        return ()
    return tuple(
        Removed(blocks[row].text, blocks[row].span, RemovedKind.FOOTER, _REASON) for row in sorted(rows)
    )


def drop_running_lines(blocks: Sequence[Block], running: Sequence[Removed]) -> tuple[Block, ...]:
    """The other lines; one below a line that is dropped stands further from the one above."""
    if not running:
        return tuple(blocks)
    starts = {line.span.start for line in running}
    kept, gap = [], 0
    for block in blocks:
        if block.span.start in starts:
            gap += block.gap + 1
        else:
            kept.append(replace(block, gap=block.gap + gap))
            gap = 0
    return tuple(kept)
