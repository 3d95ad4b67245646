"""The letters of a line, by which a title is known again."""

import re
from collections.abc import Sequence

# Characters. A title has fewer.
LONGEST_TITLE = 400
_LETTERS, _LETTERS_OF_LINES = re.compile(r"[\W_]+"), re.compile(r"[^\w\n]+|_+")


def read_letters(text: str) -> str:
    """The letters and digits of a text, by which a title is known again."""
    return _LETTERS.sub("", text).lower()


def read_letters_of_lines(texts: Sequence[str]) -> list[str]:
    """What `read_letters` says of each text, all at once; none has a line end."""
    return _LETTERS_OF_LINES.sub("", "\n".join(texts)).lower().split("\n")
