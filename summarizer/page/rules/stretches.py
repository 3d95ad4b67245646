"""What several rules ask: where a region ends, which lines are whole sentences, which words count."""

from collections.abc import Sequence
from itertools import groupby

from summarizer.page.records import HEADLINES, Form, Line, Region
from summarizer.text.light_stemming import light_stem
from summarizer.text.tokenizing import STOP_WORDS

# A headline that ends in a name between brackets has the form of a caption.
HEADLINES_AND_CAPTIONS = (*HEADLINES, Form.CAPTION)
# Letters of a word that counts.
LONG_WORD = 3
_EDGES = "«»\"'“”.,:؛،()[]؟!…"


def find_stretches(regions: Sequence[Region], region: Region) -> list[range]:
    """The rows of each run of lines in a region."""
    stretches: list[range] = []
    if region not in regions:
        return stretches
    start = 0
    for named, run in groupby(regions):
        stop = start + sum(1 for _ in run)
        if named is region:
            stretches.append(range(start, stop))
        start = stop
    return stretches


def find_rows(regions: Sequence[Region], region: Region) -> list[int]:
    """The rows of all lines in a region."""
    return [row for row, found in enumerate(regions) if found is region]


def is_sentence(line: Line) -> bool:
    """Whether a line is a sentence that is not cut short."""
    return line.form is Form.PARAGRAPH and not line.folded.endswith(("..", "…"))


def find_end_of_sentences(rows: range, lines: Sequence[Line]) -> int:
    """The row behind the sentences with which some rows begin."""
    return next((row for row in rows if not is_sentence(lines[row])), rows.stop)


def list_stems(line: Line) -> list[str]:
    """The light stems of the words of a line by which it is known again in a text."""
    words = [bare for word in line.folded.split() if (bare := word.strip(_EDGES)) not in STOP_WORDS]
    return [stem for stem in light_stem(words) if len(stem) >= LONG_WORD]
