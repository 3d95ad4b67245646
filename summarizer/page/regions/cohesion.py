"""Cohering: does the text under a heading go on with the words of the text above?

A subheading stands inside one text, a title between two. What an article is about it says again and again: of
the longer words of its next paragraphs a seventh stand in the last ones before, of those of another article a
twenty-fifth (medians over 242 articles cut in two and 87 followed by another, in pages of eight styles).
"""

from collections.abc import Iterator, Sequence
from functools import lru_cache

from summarizer.page.records import Form, Line
from summarizer.page.regions.costs import TITLE
from summarizer.page.regions.neighbours import HEADINGS, Added
from summarizer.records import RemovedKind

# Share of words above which two texts are one, below which they are two.
SAME, OTHER = 0.12, 0.06
SAME_TEXT, OTHER_TEXT = 0.8, -0.8
# Paragraphs that are looked at above and below, characters of each, letters of a longer word.
N_ABOVE, N_BELOW = 4, 2
LENGTH_ABOVE, LENGTH_BELOW = 600, 400
LONGER = 4
# Without any of these a page holds one article, and nothing needs to be told.
_BREAKS = (
    RemovedKind.RELATED_HEADING,
    RemovedKind.TICKER,
    RemovedKind.SHARE,
    RemovedKind.TAGS,
    RemovedKind.FOOTER,
    RemovedKind.DATE,
    RemovedKind.NEWSLETTER,
)


def weigh_cohesion(lines: Sequence[Line]) -> Iterator[Added]:
    """A heading inside a text is no title; one between two texts is, where furniture stands there too."""
    if not any(line.form in _BREAKS for line in lines):
        return
    above: list[str] = []
    below = _find_below(lines)
    broken, before = False, Form.WORD
    for row, line in enumerate(lines):
        if line.form in HEADINGS and len(above) >= N_BELOW and below[row]:
            share = _measure(tuple(above), below[row])
            yield row, TITLE, SAME_TEXT if share > SAME else OTHER_TEXT if broken and share < OTHER else 0.0
        # A paragraph behind another is text; one behind a headline may be a teaser.
        if line.form is Form.PARAGRAPH and before is Form.PARAGRAPH:
            above = [*above, line.block.text[:LENGTH_ABOVE]][-N_ABOVE:]
            broken = False
        broken = broken or line.form in _BREAKS
        before = line.form if isinstance(line.form, Form) else before


def _find_below(lines: Sequence[Line]) -> list[str]:
    """For each line the beginnings of the next paragraphs, as one text."""
    below, following = [], [""] * N_BELOW
    for line in reversed(lines):
        below.append(" ".join(following).strip())
        if line.form is Form.PARAGRAPH:
            following = [line.block.text[:LENGTH_BELOW], *following][:N_BELOW]
    return below[::-1]


@lru_cache(maxsize=64)
def _measure(above: tuple[str, ...], below: str) -> float:
    """The share of the longer words below that stand above; headings in a row ask the same."""
    text = " ".join(above)
    words = {word.strip("«»\"'“”.,:؛،()[]؟!").removeprefix("و").removeprefix("ال") for word in below.split()}
    longer = [word for word in words if len(word) >= LONGER]
    return sum(word in text for word in longer) / len(longer) if longer else 0.0
