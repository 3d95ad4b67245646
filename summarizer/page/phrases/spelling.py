"""How patterns of lines are spelled: plainly in the tables, folded where lines are matched."""

import re

from summarizer.text.normalizing import normalize

# Folding would make the opposite of a class, ``\D``, the class itself.
_ESCAPES = re.compile(r"(\\[A-Za-z\\])")


def spell(pattern: str) -> str:
    r"""A pattern in folded spelling, its escapes as they are, with ``\S`` and ``~`` written out."""
    parts = _ESCAPES.split(pattern.replace("~", "(?: [^ ]+){0,16}"))
    parts[::2] = map(normalize, parts[::2])
    return "".join(parts).replace(r"\S", "[^ ]")
