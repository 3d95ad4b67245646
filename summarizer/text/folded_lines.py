"""A line folded for matching, with the place of each folded character in the line as given.

For the few short lines of a page whose parts are cut out: dates, names, tags. Whole texts are folded by
`normalizing`, which keeps no places.
"""

from dataclasses import dataclass
from functools import lru_cache

from summarizer.text.late_patterns import compile_late
from summarizer.text.letters import FOLD, MARKS, TATWEEL

_TRAILING_MARKS = compile_late(f"[{MARKS}{TATWEEL}]*")


@dataclass(frozen=True, slots=True)
class FoldedLine:
    """The folded text, with single blanks, and the line that it was made from."""

    text: str
    given: str
    places: tuple[int, ...]  # for each character of ``text`` its place in ``given``

    def locate(self, start: int, end: int) -> tuple[int, int]:
        """The start and end in the given line of a piece of the folded text, with vowel marks behind it."""
        if start >= end:
            return 0, 0
        last = self.places[end - 1] + 1
        marks = _TRAILING_MARKS.match(self.given, last)
        return self.places[start], marks.end() if marks else last


@lru_cache(maxsize=1024)
def fold_line(text: str) -> FoldedLine:
    """The folded form of a short text; cached, since one line is asked for names, for dates and for tags."""
    letters: list[str] = []
    places: list[int] = []
    for place, character in enumerate(text):
        for letter in FOLD.get(ord(character), character) or "":
            shown = " " if letter.isspace() else letter
            if shown != " " or (letters and letters[-1] != " "):
                letters.append(shown)
                places.append(place)
    return FoldedLine("".join(letters), text, tuple(places))
