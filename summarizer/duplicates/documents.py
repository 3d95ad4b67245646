"""Documents, checked, and exact copies collapsed into one text, before anything is compared."""

from codecs import utf_16_le_encode
from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray

from summarizer.duplicates.shingles import Shingles
from summarizer.errors import DocumentError
from summarizer.records import Document
from summarizer.text.validation import check


def collect(documents: Iterable[Document]) -> tuple[Document, ...]:
    """The documents, each checked.

    Raises ``DocumentError`` for no documents and for a missing or repeated id, ``TextError`` for an invalid
    text.
    """
    collected = tuple(documents)
    if not collected:
        # Most likely a wrong path or an exhausted iterator, which an empty result would hide.
        raise DocumentError(0, "none", "at least one")
    seen: dict[str, int] = {}
    for place, document in enumerate(collected, 1):
        check_document(place, document)
        if document.id in seen:
            raise DocumentError(
                place, f"the id {document.id!r} of document {seen[document.id]} again", "an id of its own"
            )
        seen[document.id] = place
    return collected


def check_document(place: int, document: Document) -> None:
    """Check one document, at a place from 1. Raises ``DocumentError`` and ``TextError``."""
    if not isinstance(document, Document):
        raise DocumentError(place, f"a {type(document).__name__}", "a Document")
    if not isinstance(document.id, str) or not document.id:
        raise DocumentError(place, f"the id {document.id!r}", "a string that is not empty")
    # All fields at once, which is faster for millions of documents; one by one only to name the invalid one.
    # UTF-16 refuses what UTF-8 does, in half the time for Arabic.
    fields = (document.id, document.text, document.title, document.date, document.source)
    try:
        utf_16_le_encode("".join(fields))
    except (TypeError, UnicodeEncodeError):
        for name, field in zip(("id", "text", "title", "date", "source"), fields, strict=True):
            check(field, f"{name} of document {document.id!r}")


def collapse(shingles: Shingles) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """One row for every different text, so that exact copies need no comparison.

    returns  (n_texts,)      a document for each text, in an order that depends on the texts alone
             (n_documents,)  the text of each document, a place in the first array

    A text without words is never a duplicate.
    """
    order = np.lexsort((shingles.checks, shingles.texts))
    texts, checks = shingles.texts[order], shingles.checks[order]
    is_new = np.ones(len(order), bool)
    is_new[1:] = (texts[1:] != texts[:-1]) | (checks[1:] != checks[:-1]) | (shingles.lengths[order[1:]] == 0)
    places = np.empty(len(order), np.int64)
    places[order] = np.cumsum(is_new) - 1
    return order[is_new], places
