"""How the sentences of a summary are scored; by itself, since every call of the command needs these names."""

from enum import StrEnum


class Mode(StrEnum):
    """How sentences are scored."""

    AUTO = "auto"  # the text decides how much the position counts
    NEWS = "news"  # the most important comes first: the position counts
    CONTENT = "content"  # only the words count
