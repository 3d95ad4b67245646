"""Which lines of a page repeat an earlier line; the stage of `parsing` after the forms.

Titles stand twice, lead captions up to four times, each time with another credit, prefix or ending. Captions
of a series share most of their words and differ in a name or a number: those are not repeats.

`captions` finds more repeated captions (F1 .977 on labelled ones, these rules .73), but it is made for
captions alone. In a page, where any line may be compared, it loses body lines: on 293 pages their recall fell
from .998 to .981. So a page uses these stricter rules.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from itertools import chain
from math import log

from summarizer.page.lines.credits import find_core
from summarizer.page.phrases.matching import is_number
from summarizer.page.records import Form, Line
from summarizer.records import RemovedKind
from summarizer.text.tokenizing import LETTERS_RUN

# Words. A caption that differs from an earlier line by a prefix or an ending shares at least so many words
# with it. On 17,744 labelled lines, whose copies have spelling errors too, precision is .995 and recall .580:
# showing a caption twice does less harm than losing one.
LEAST_SHARED = 4
# Least share of the weight that is common: of the lighter line for captions that both have words of their
# own, of the heavier line for other lines, which have no credits or endings.
LIKE_CHANGED = 0.85
LIKE_LINES = 0.9
# A line is compared with the latest few that share one of its rarest words, so that time stays linear.
N_RAREST = 4
N_COMPARED = 4

_REPEATING = (Form.CAPTION, Form.OPEN, Form.SHORT, Form.QUESTION, Form.ITEM, RemovedKind.READ_MORE)
_CUT = ("...", "…")

Words = frozenset[str]
_NO_WORDS: Words = frozenset()


class WordWeights(dict[str, float]):
    """Inverse document frequency within the page, of the words that are asked for.

    Words that all captions of a page share count little.
    """

    def __init__(self, n_holders: Mapping[str, int], n_lines: int) -> None:
        super().__init__()
        self.n_holders, self.n_lines = n_holders, n_lines

    def __missing__(self, word: str) -> float:
        self[word] = log(1 + self.n_lines / self.n_holders[word])
        return self[word]


def find_repeats(lines: Sequence[Line]) -> tuple[int, ...]:
    """For each line the index of the first line it repeats, or its own."""
    words = [_list_words(line.folded) if _may_repeat(line) else _NO_WORDS for line in lines]
    n_holders = Counter(chain.from_iterable(words))
    weights = WordWeights(n_holders, len(lines))
    shared = {word for word, n_lines in n_holders.items() if n_lines > 1}
    first_of: dict[str, int] = {}
    holders: dict[str, list[int]] = defaultdict(list)
    repeats = []
    for row, (line, mine) in enumerate(zip(lines, words, strict=True)):
        first = first_of.setdefault(line.folded or line.block.text, row)
        # Rare words that no other line has find no other line.
        if first == row and mine and len(mine - shared) < min(N_RAREST, len(mine)):
            rarest = sorted(mine, key=lambda word: (n_holders[word], word))[:N_RAREST]
            candidates = sorted({other for word in rarest for other in holders[word][-N_COMPARED:]})
            likes = (other for other in candidates if _are_alike((row, other), lines, words, weights))
            first = next(likes, row)
            if first == row:
                for word in rarest:
                    holders[word].append(row)
        repeats.append(first)
    return tuple(repeats)


@lru_cache(maxsize=4096)
def _list_words(plain: str) -> Words:
    """The words of a folded line without bullet and credit; cached, since titles and captions stand again."""
    return frozenset(LETTERS_RUN.findall(find_core(plain)))


def find_previous(repeats: Sequence[int]) -> tuple[int | None, ...]:
    """For each line the index of the last line before it that says the same, or ``None``."""
    if len(set(repeats)) == len(repeats):
        return (None,) * len(repeats)
    latest: dict[int, int] = {}
    previous = []
    for row, first in enumerate(repeats):
        previous.append(latest.get(first))
        latest[first] = row
    return tuple(previous)


def _may_repeat(line: Line) -> bool:
    """Only captions and headings are compared; a sentence of a body is repeated on purpose, if at all."""
    return line.folded.endswith(_CUT) if line.form is Form.PARAGRAPH else line.form in _REPEATING


def _are_alike(
    rows: tuple[int, int], lines: Sequence[Line], words: Sequence[Words], weights: Mapping[str, float]
) -> bool:
    """Whether two lines say the same, apart from a prefix or an ending."""
    one, other = words[rows[0]], words[rows[1]]
    n_captions = sum(lines[row].form is Form.CAPTION for row in rows)
    shared = one & other
    if 2 * len(shared) < min(len(one), len(other)):
        return False
    mine, yours = _weigh(one - shared, weights), _weigh(other - shared, weights)
    both = _weigh(shared, weights)
    if n_captions and len(shared) >= LEAST_SHARED and not (mine and yours):
        return True
    if n_captions < len(rows):
        return both >= LIKE_LINES * (both + max(mine, yours))
    if any(map(is_number, one - shared)) and any(map(is_number, other - shared)):
        return False
    return both >= LIKE_CHANGED * (both + min(mine, yours))


def _weigh(words: Iterable[str], weights: Mapping[str, float]) -> float:
    # Sorted, because the order of a set, and with it the last bit of the sum, differs from run to run.
    return sum(sorted(weights[word] for word in words))
