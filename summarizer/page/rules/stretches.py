"""What several rules ask: where a region ends, which lines are whole sentences, which words count."""

from collections.abc import Sequence

from summarizer.page.records import HEADLINES, Form, Line, Region
from summarizer.text.late_patterns import compile_late
from summarizer.text.light_stemming import light_stem
from summarizer.text.normalizing import normalize, normalize_blanks
from summarizer.text.tokenizing import STOP_WORDS

# A headline that ends in a name between brackets has the form of a caption.
HEADLINES_AND_CAPTIONS = (*HEADLINES, Form.CAPTION)
# Letters of a word that counts.
LONG_WORD = 3
# Words of a headline.
HEADLINE_WORDS = 4
_CUT = compile_late(
    normalize(r"(?:\.\.|…) ?[\])]?(?: ?(?:اقرأ |قراءة )?(?:ال)?(?:مزيد|تفاصيل|بقية|مقال)| more)?$")
)
_EDGES = "«»\"'“”.,:؛،()[]؟!…"


def find_stretches(regions: Sequence[Region], region: Region) -> list[range]:
    """The rows of each run of lines in a region."""
    n_found = regions.count(region)
    if not n_found or n_found == len(regions):  # Of most regions; to say so takes a tenth of the time.
        return [range(n_found)] if n_found else []
    stretches, start = [], -1
    for row, found in enumerate(regions):
        if found is not region:
            if start >= 0:
                stretches.append(range(start, row))
            start = -1
        elif start < 0:
            start = row
    return [*stretches, range(start, len(regions))] if start >= 0 else stretches


def find_rows(regions: Sequence[Region], region: Region) -> list[int]:
    """The rows of all lines in a region."""
    if region not in regions:  # Of most regions; to say so takes a third of the time.
        return []
    return [row for row, found in enumerate(regions) if found is region]


def fold_text(line: Line) -> str:
    """The folded text of a line; a long one has none that is kept."""
    return line.folded or normalize_blanks(line.block.text)


def is_sentence(line: Line) -> bool:
    """Whether a line is a sentence that is not cut short."""
    return line.form is Form.PARAGRAPH and not (line.folded and is_cut(line))


def is_cut(line: Line) -> bool:
    """Whether a line ends in dots, perhaps in brackets or before a link: "it decided to [...] more"."""
    folded = line.folded
    if ".." not in folded and "…" not in folded:  # Most lines; long ones are not folded.
        return False
    return _CUT.search(folded) is not None


def is_worded(line: Line) -> bool:
    """Whether a line has as many words as headlines have."""
    return line.folded.count(" ") + 1 >= HEADLINE_WORDS


def is_headline(line: Line) -> bool:
    """Whether a line has the form and the words of a headline."""
    return line.form in HEADLINES and is_worded(line)


def find_end_of_sentences(rows: range, lines: Sequence[Line]) -> int:
    """The row behind the sentences with which some rows begin."""
    return next((row for row in rows if not is_sentence(lines[row])), rows.stop)


def list_stems(line: Line) -> list[str]:
    """The light stems of the words of a line by which it is known again in a text."""
    words = [bare for word in line.folded.split() if (bare := word.strip(_EDGES)) not in STOP_WORDS]
    return [stem for stem in light_stem(words) if len(stem) >= LONG_WORD]
