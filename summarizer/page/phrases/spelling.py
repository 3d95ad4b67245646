"""How patterns of lines are spelled: plainly in the tables, folded where lines are matched."""

from summarizer.text.normalizing import normalize


def spell(pattern: str) -> str:
    r"""A pattern in folded spelling, with ``\S`` (folding would make it ``\s``) and ``~`` written out."""
    return normalize(pattern.replace(r"\S", "[^ ]").replace("~", "(?: [^ ]+){0,16}"))
