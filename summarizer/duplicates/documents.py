"""Documents, checked, and exact copies collapsed into one text, before anything is compared."""

from codecs import utf_16_le_encode
from collections.abc import Iterable, Sequence
from operator import attrgetter

import numpy as np
from numpy.typing import NDArray

from summarizer.duplicates.shingles import Shingles
from summarizer.errors import DocumentError
from summarizer.records import Document
from summarizer.text.validation import check


def collect(documents: Iterable[Document]) -> tuple[Document, ...]:
    """The documents, each checked but for what is wrong inside a text; `check_texts` does that.

    Raises ``DocumentError`` for no documents and for a missing or repeated id, ``TextError`` for an invalid
    text.
    """
    collected = tuple(documents)
    if not collected:
        # Most likely a wrong path or an exhausted iterator, which an empty result would hide.
        raise DocumentError(0, "none", "at least one")
    if not _are_valid(collected):
        _check_all(collected)
    return collected


def check_texts(documents: Sequence[Document]) -> None:
    """Raises ``TextError`` for the first document with half a surrogate pair in its text.

    Called where the encoding of texts failed: to encode each twice took a twentieth of the time of a batch.
    """
    for document in documents:
        check(document.text, f"text of document {document.id!r}")


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


def _are_valid(documents: Sequence[Document]) -> bool:
    """Whether `_check_all` would find nothing; all documents at once, but for the inside of texts."""
    try:
        ids, *fields = (list(map(attrgetter(name), documents)) for name in ("id", "title", "date", "source"))
        for given in (ids, *fields):
            utf_16_le_encode("".join(given))
        kinds_of_text = set(map(type, map(attrgetter("text"), documents)))
    except (AttributeError, TypeError, UnicodeEncodeError):
        return False
    are_texts = all(issubclass(kind, str) for kind in kinds_of_text)
    are_documents = all(issubclass(kind, Document) for kind in set(map(type, documents)))
    return are_texts and are_documents and all(ids) and len(set(ids)) == len(ids)


def _check_all(documents: Sequence[Document]) -> None:
    """Check one document after the other, to name the first that is invalid."""
    seen: dict[str, int] = {}
    for place, document in enumerate(documents, 1):
        check_document(place, document)
        if document.id in seen:
            raise DocumentError(
                place, f"the id {document.id!r} of document {seen[document.id]} again", "an id of its own"
            )
        seen[document.id] = place


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
