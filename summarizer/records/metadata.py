"""What a page says of its article in data for machines: JSON-LD, OpenGraph, microdata, meta elements."""

from dataclasses import dataclass

from summarizer.records.record import Record


@dataclass(frozen=True, slots=True)
class Metadata(Record):
    """The fields that a page gives; ``None`` or ``()`` for one that it does not give."""

    title: str | None = None
    description: str | None = None
    authors: tuple[str, ...] = ()
    published: str | None = None  # ISO 8601, with a zone where the page gives one
    modified: str | None = None
    outlet: str | None = None
    section: str | None = None
    tags: tuple[str, ...] = ()
    url: str | None = None  # the canonical address
    language: str | None = None  # as in BCP 47: "ar", "ar-EG"
    image_caption: str | None = None  # of the lead image
