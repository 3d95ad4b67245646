"""Short lines whose words also stand in a longer line of the text; used by `labels`.

Captions without a credit and pull quotes are cut from the text around them, and writers do not use the same
words in two paragraphs. So a line without an end mark whose words stand in a paragraph is not a paragraph.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence

from summarizer.page.records import Form, Line

# Words in a row. Two may be a name ("الولايات المتحدة"), three are hardly ever repeated by chance.
RUN = 3
# The share of a line's runs that must stand in longer lines; the rest may be a prefix or an ending.
ECHOED = 0.5
# If a line has at most so many runs, all must stand there.
FEW = 3
# Words by which the other line must be longer, so that two similar lines are not echoes of each other.
LONGER = 3
# Short lines whose runs are searched for in the text, one after the other.
MOST_SEARCHED = 16

_ECHOING = (Form.OPEN, Form.SHORT)

Run = tuple[str, ...]


def find_echoes(lines: Sequence[Line], rows: Iterable[int]) -> frozenset[int]:
    """Those of the given rows whose lines echo a longer line among them."""
    rows = list(rows)
    echoing = [row for row in rows if lines[row].form in _ECHOING]
    if not echoing:
        return frozenset()
    return (search_echoes if len(echoing) > MOST_SEARCHED else _find_few)(lines, rows, echoing)


def search_echoes(lines: Sequence[Line], rows: Sequence[int], echoing: Sequence[int]) -> frozenset[int]:
    """What `find_echoes` returns, by looking up the runs of every line."""
    words = {row: lines[row].block.text.split() for row in rows}
    short = {row: set(_find_runs(words[row])) for row in echoing}
    # Only runs of short lines are looked up, so that one pass over the text is enough.
    longest = dict.fromkeys(set().union(*short.values()), 0)
    openings = {run[0] for run in longest}
    for found in words.values():
        for place in [place for place, word in enumerate(found) if word in openings]:
            run = tuple(found[place : place + RUN])
            if run in longest:
                longest[run] = max(longest[run], len(found))
    return frozenset(row for row, runs in short.items() if _is_echo(len(words[row]), runs, longest))


def _find_few(lines: Sequence[Line], rows: Sequence[int], echoing: Sequence[int]) -> frozenset[int]:
    """The same by searching for the runs of a few lines in the text, one after the other."""
    texts = [lines[row].block.text for row in rows]
    page = "".join(texts)
    likely = [row for row in echoing if _may_be_echo(lines[row].block.text.split(), page)]
    if not likely:
        return frozenset()
    # Between words that are searched for stands one blank.
    if "  " in page or not page.isprintable():
        texts = [" ".join(text.split()) for text in texts]
    short = dict(zip(rows, texts, strict=True))
    sizes = [text.count(" ") for text in texts]
    found = []
    for row in likely:
        least = short[row].count(" ") + LONGER
        longer = [text for text, size in zip(texts, sizes, strict=True) if size >= least]
        if _stands_in(short[row], " \n ".join(["", *longer, ""])):
            found.append(row)
    return frozenset(found)


def _may_be_echo(words: Sequence[str], page: str) -> bool:
    """Whether enough runs of the words of a line may stand twice on a page, of which the line is a part.

    A word that stands there once takes up to three runs with it. Long words come first: most of them do.
    """
    runs = set(_find_runs(words))
    left = len(runs) - _count_needed(runs)
    for word in sorted(words, key=len, reverse=True):
        if page.find(word, page.find(word) + 1) < 0:
            alone = [run for run in runs if word in run]
            runs.difference_update(alone)
            left -= len(alone)
            if left < 0:
                return False
    return bool(runs)


def _stands_in(line: str, page: str) -> bool:
    """Whether enough runs of a line stand in longer lines, which have blanks around them."""
    runs = set(map(" ".join, _find_runs(line.split(" "))))
    left = len(runs) - _count_needed(runs)
    for run in runs:
        left -= f" {run} " not in page
        if left < 0:
            return False
    return bool(runs)


def _count_needed(runs: Collection[object]) -> float:
    """How many of the runs of a line must stand in longer lines."""
    return ECHOED * len(runs) if len(runs) > FEW else len(runs)


def _is_echo(n_words: int, runs: set[Run], longest: Mapping[Run, int]) -> bool:
    echoed = sum(longest[run] >= n_words + LONGER for run in runs)
    return bool(runs) and echoed >= _count_needed(runs)


def _find_runs(words: Sequence[str]) -> Iterable[Run]:
    return zip(words, words[1:], words[2:], strict=False)
