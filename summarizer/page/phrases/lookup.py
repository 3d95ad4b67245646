"""Finds the patterns that a line may match by its first characters; used by `matching`.

Of some 200 patterns most lines can match none, and no other is compiled: to compile all of them took a
quarter of the time of a first summary. `models/pages/phrase_index.py` makes the file from
`models/phrases.toml`, which people edit.
"""

import hashlib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from summarizer.trained import load_rule

MODEL = "phrases.json"
# The tables of the file.
LINES, SECTIONS = "lines", "sections"
# Characters. With 3, lines that begin with the article find ten times as many patterns.
LENGTH = 4
# Behind a beginning: anything may follow; nothing follows.
ANY, END = "\0", "\n"


@dataclass(frozen=True, slots=True, eq=False)
class PatternTable:
    """Patterns of whole folded lines.

    rows        a name and a pattern each, in the order in which they are tried
    beginnings  by the first ``LENGTH`` characters of a line, or fewer and ``ANY`` or ``END``: the rows
    """

    rows: Sequence[tuple[str, str]]
    beginnings: Mapping[str, Sequence[int]]

    def find(self, line: str) -> str | None:
        """The name of the first pattern that a line matches, or ``None``."""
        found = [self.beginnings[key] for key in list_line_beginnings(line) if key in self.beginnings]
        rows = found[0] if len(found) == 1 else sorted({row for rows in found for row in rows})
        for row in rows:
            name, pattern = self.rows[row]
            if _compile(pattern).fullmatch(line):
                return name
        return None


def list_line_beginnings(line: str) -> tuple[str, ...]:
    """The beginnings under which the patterns of a line may stand."""
    return (line + END)[:LENGTH], line[:3] + ANY, line[:2] + ANY, line[:1] + ANY, ANY


@lru_cache(maxsize=2)
def load_table(name: str) -> PatternTable:
    """A table of the shipped file. Raises ``ModelError``."""
    stored = load_rule(MODEL, fingerprint_keys())[name]
    return PatternTable([(row[0], row[1]) for row in stored["rows"]], stored["beginnings"])


@lru_cache(maxsize=1)
def fingerprint_keys() -> str:
    """A hash of how beginnings are written."""
    return hashlib.sha256(repr((LENGTH, ANY, END)).encode()).hexdigest()[:16]


@lru_cache(maxsize=512)
def _compile(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern)
