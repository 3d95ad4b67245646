"""What the markup of a page says of one of its lines."""

from dataclasses import dataclass

from summarizer.records.construction import construct_by_slots

# Tags that name a part of a page; the learned weights have one measure for each.
AREAS = (
    "article",
    "aside",
    "blockquote",
    "button",
    "dl",
    "figcaption",
    "figure",
    "footer",
    "form",
    "header",
    "li",
    "main",
    "nav",
    "ol",
    "pre",
    "table",
    "ul",
)


@construct_by_slots
@dataclass(frozen=True, slots=True)
class Markup:
    """The element of a line and what stands around it; words are of classes and ids, in small letters."""

    tag: str  # of the nearest element that makes a line of its own: p, li, h2, td, div
    path: str  # tags and classes of that element and the two around it
    element: int  # its number; lines of one element have line breaks between them
    container: int  # the number of the element around it; lines with one number stand side by side
    own_words: frozenset[str] = frozenset()
    outer_words: frozenset[str] = frozenset()  # of the elements around it
    areas: frozenset[str] = frozenset()  # tags around it that name a part of a page: nav, aside, article
    article: int = 0  # the number of the <article> around it; 0 for none
    level: int = 0  # of the heading, 1 to 6; 0 for a line that is none
    link_density: float = 0.0  # the share of its characters that stand in links
    bold_density: float = 0.0
    size: int = 0  # characters in its container
    image: int = (
        0  # the number of the element, or of its container, in which an image is above it; 0 for none
    )
    is_extracted: bool = False  # whether trafilatura takes it for the text of the article
