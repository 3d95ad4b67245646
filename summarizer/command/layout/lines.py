"""Lines for a terminal or a pipe: wrapped, cut, marked as Arabic; used by the layouts.

``width`` is the terminal's, or None for a pipe: only in a terminal lines are wrapped and cut and Arabic is
marked.
"""

import re
import textwrap
from bisect import bisect_right
from itertools import accumulate

from summarizer.command.language.translation import count_columns

# Longer lines are hard to read; newspapers and terminals are narrower.
_WIDEST = 100
_NARROWEST = 24
# Around Arabic on a line with numbers or Latin words: without them a terminal that knows bidi moves the
# closing bracket or full stop of the Arabic to the other end of the line. A pipe gets the text unchanged.
_ISOLATE, _RELEASE = "\u2068", "\u2069"
# A page must not control the terminal of its reader.
_CONTROLS = dict.fromkeys([*range(9), *range(14, 32), *range(127, 160)])


def lay_out_row(start: str, text: str, width: int | None) -> str:
    """``start``, and as much of the text as fits on the line."""
    return start + isolate(cut_line(text, width, count_columns(start.rpartition("\n")[2])), width)


def wrap_text(text: str, width: int | None, indent: int = 0) -> str:
    """The text wrapped between words, each line isolated and indented by ``indent`` spaces."""
    if width is None:
        return " " * indent + text
    widest = max(min(width, _WIDEST), _NARROWEST) - indent
    lines = textwrap.wrap(text.translate(_CONTROLS), widest, break_long_words=False, break_on_hyphens=False)
    return "\n".join(" " * indent + isolate(line, width) for line in lines)


def isolate_lines(text: str, width: int | None) -> str:
    """Each line of a text that is laid out already between marks."""
    if width is None:
        return text
    return "\n".join(f"{_ISOLATE}{line}{_RELEASE}" if line else line for line in text.split("\n"))


def find_breaks(text: str, width: int | None) -> set[int]:
    """The places of the blanks at which a text is broken into lines; a text in pieces is broken as one."""
    breaks: set[int] = set()
    widest = len(text) if width is None else max(min(width, _WIDEST), _NARROWEST)
    column, blank = 0, None
    for token in re.finditer(r"\n|[^\S\n]+|\S+", text):
        if token[0] == "\n":
            column, blank = 0, None
        elif token[0].isspace():
            column, blank = column + len(token[0]), token.end() - 1
        elif blank is not None and column + len(token[0]) > widest:
            breaks.add(blank)
            column, blank = len(token[0]), None
        else:
            column += len(token[0])
    return breaks


def isolate(text: str, width: int | None) -> str:
    """The text between marks that keep its direction from changing the rest of the line."""
    return text if width is None else f"{_ISOLATE}{text.translate(_CONTROLS)}{_RELEASE}"


def remove_controls(text: str, width: int | None) -> str:
    """The text without control characters, which would act on the terminal."""
    return text if width is None else text.translate(_CONTROLS)


def cut_line(text: str, width: int | None, indent: int = 0) -> str:
    """The words of a text that fit on one line of the terminal behind ``indent`` columns."""
    words = text.split()
    left = None if width is None else max(width - indent, _NARROWEST)
    if left is None or count_columns(" ".join(words)) <= left:
        return " ".join(words)
    ends = list(accumulate(count_columns(word) + 1 for word in words))
    # The last of them with its blank leaves a column for the mark of what is cut off.
    fit = bisect_right(ends, left - 1)
    return f"{' '.join(words[:fit])} …" if fit else f"{words[0][: left - 1]}…"
