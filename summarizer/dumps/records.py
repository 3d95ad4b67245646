"""Records of dumps: what runs over files need and give beside the records of the library."""

from dataclasses import dataclass

from summarizer.records import Reason


@dataclass(frozen=True, slots=True)
class Match:
    """The document of an archive that another one repeats, and how far."""

    id: str
    similarity: float  # Jaccard likeness of the runs of three words, 0 to 1
    reason: Reason
