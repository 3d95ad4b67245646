"""Which document of a cluster is kept; by itself, since every call of the command needs these names."""

from enum import StrEnum


class Keep(StrEnum):
    """Which document of a cluster is kept; ties go to the longer text, then to the smaller id."""

    FIRST = "first"  # in the order of the input
    LONGEST = "longest"  # by characters
    NEWEST = "newest"  # by date; a document without a date comes last
    SOURCE = "source"  # by the order of ``DuplicateSettings.sources``; others come last
