"""Whether the text under a heading shares words with the text above; used by `fit`.

A subheading stands inside one text, a title between two. An article repeats the words of its subject: a
seventh of the longer words of its next paragraphs stand in the paragraphs before, but only a twenty-fifth of
those of another article (medians over 242 articles cut in two and 87 followed by another, eight styles).
"""

from collections.abc import Iterator, Sequence
from functools import lru_cache

from summarizer.page.records import Form, Line
from summarizer.page.regions.costs import TITLE
from summarizer.page.regions.neighbours import HEADINGS, PUNCTUATION, Added
from summarizer.records import RemovedKind

# Above this share of words two texts are one article, below it they are two.
SAME, OTHER = 0.12, 0.06
SAME_TEXT, OTHER_TEXT = 0.8, -0.8
# Paragraphs compared above and below, characters of each, letters of a longer word.
N_ABOVE, N_BELOW = 4, 2
LENGTH_ABOVE, LENGTH_BELOW = 600, 400
LONGER = 4
# A page without any of these holds one article, so nothing is compared.
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
    """A heading inside one text is not a title; one between two texts is, if boilerplate stands there too."""
    if not any(line.form in _BREAKS for line in lines):
        return
    above: list[str] = []
    below = _find_below(lines)
    broken, before = False, Form.WORD
    for row, line in enumerate(lines):
        if line.form in HEADINGS and len(above) >= N_BELOW and below[row]:
            share = _measure(tuple(above), below[row])
            yield row, TITLE, SAME_TEXT if share > SAME else OTHER_TEXT if broken and share < OTHER else 0.0
        # A paragraph after another is text; one after a headline may be a teaser.
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
    """The share of the longer words below that stand above; cached for headings in a row."""
    text = " ".join(above)
    words = {word.strip(PUNCTUATION).removeprefix("و").removeprefix("ال") for word in below.split()}
    longer = [word for word in words if len(word) >= LONGER]
    return sum(word in text for word in longer) / len(longer) if longer else 0.0
