"""Normalizing: fold what spelling varies, for matching only; nothing folded is ever put out."""

from summarizer.text.letters import FOLD


def normalize(text: str) -> str:
    """The folded form of ``text``; white space and punctuation stay as they are, so lines stay lines."""
    return text.translate(FOLD)
