"""The most common number of blank lines between two lines of a page; used by `regions` and `rules`."""

from collections import Counter
from collections.abc import Sequence

from summarizer.page.records import Line

# Of few different numbers each is counted faster by itself.
FEW = 8


def find_usual_gap(lines: Sequence[Line]) -> int:
    """The most common number of blank lines between two lines; of equals the first on the page."""
    gaps = [line.block.gap for line in lines[1:]]
    different = dict.fromkeys(gaps)
    count = gaps.count if len(different) <= FEW else Counter(gaps).__getitem__
    return max(different, key=count, default=0)
