"""The story of a page: describe its lines, find repeats, divide it into places, label, assemble. Each step
is one file.
"""

from summarizer.page.assembling import assemble
from summarizer.page.describing import describe
from summarizer.page.dividing import divide
from summarizer.page.labelling import label
from summarizer.page.repeating import find_previous, find_repeats
from summarizer.records import Page, Reading
from summarizer.text.checking import check
from summarizer.text.segmenting import find_blocks


def parse(text: str) -> Page:
    """Find the articles of a raw page and everything that does not belong to them.

    A text that is one clean article gives that article, unchanged. Spans count the characters of ``text``.

    Raises ``TextError`` for what is not a text.
    """
    lines = describe(find_blocks(check(text)))
    repeats = find_repeats(lines)
    reading = Reading(lines, repeats, find_previous(repeats), divide(lines, repeats))
    return assemble(reading, label(reading))
