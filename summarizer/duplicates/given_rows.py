"""What callers have, read as documents: texts, pairs, mappings, named tuples, rows of data frames."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from numbers import Integral
from typing import Any, Protocol, TypeVar

from summarizer.errors import DocumentError, TextError
from summarizer.records import Document, Given
from summarizer.text.validation import check, read_id

Row = TypeVar("Row", bound=Given)

_WANTED = "a Document, a text, an (id, text) pair or a mapping with a text"
# How tables of pyarrow, polars and pandas give their rows; iterated, they give columns.
_ROW_GIVERS = (("to_pylist", ()), ("to_dicts", ()), ("to_dict", ("records",)))


class DataTable(Protocol):
    """A data frame of pandas or polars, or a table of pyarrow."""

    @property
    def columns(self) -> Any:
        """The columns or their names."""


def list_rows(documents: Iterable[Row] | DataTable) -> list[Row]:
    """The rows of a collection, as they are; of a table, its rows as dictionaries.

    Raises ``DocumentError`` for one text or one document where many are wanted.
    """
    if isinstance(documents, str | bytes | Document):
        raise DocumentError(0, f"one {type(documents).__name__}", "a list of documents")
    if isinstance(documents, Mapping):
        raise DocumentError(0, "one mapping", "a list of documents; its items() where it has ids and texts")
    if hasattr(documents, "columns"):
        for name, arguments in _ROW_GIVERS:
            give = getattr(documents, name, None)
            if give is not None:
                return list(give(*arguments))
    return list(documents)  # type: ignore[arg-type]


def read_documents(rows: Sequence[object]) -> list[Document]:
    """The document of each row, which has its place, from 1, as its id where it has none.

    Raises ``DocumentError`` with the place of the first row that is none.
    """
    found = [
        row if isinstance(row, Document) else _read_row(place, row) for place, row in enumerate(rows, start=1)
    ]
    unnamed = [
        place for place, document in enumerate(found) if not document.id and rows[place] is not document
    ]
    taken = {document.id for document in found} if unnamed else set[str]()
    for place in unnamed:
        name = str(place + 1)
        while name in taken:
            name += "'"
        found[place] = replace(found[place], id=name)
    return found


def read_text(given: Given, name: str) -> str:
    """The text of one row, named so in errors. Raises ``TextError``."""
    if isinstance(given, str):
        return check(given, name)
    try:
        return check((given if isinstance(given, Document) else _read_row(1, given)).text, name)
    except DocumentError as error:
        raise TextError(name, error.found, error.wanted) from None


def _read_row(place: int, row: object) -> Document:
    """The document of one row; its id is empty where it has none. Raises ``DocumentError``."""
    if isinstance(row, str):
        return Document("", row)
    if hasattr(row, "as_py"):  # a value of pyarrow
        return _read_row(place, row.as_py())
    if hasattr(row, "_asdict"):
        return _read_fields(place, row._asdict())
    if isinstance(row, tuple | list) and len(row) == 2:
        # The rows of pandas' `iterrows` are pairs too: an index and a mapping.
        return _read_fields(place, row[1] if hasattr(row[1], "keys") else {"id": row[0], "text": row[1]})
    if hasattr(row, "keys"):
        return _read_fields(place, row)
    if isinstance(row, tuple | list):
        raise DocumentError(place, f"a {type(row).__name__} of {len(row)}", _WANTED)
    raise DocumentError(place, f"a {type(row).__name__}", _WANTED)


def _read_fields(place: int, row: Any) -> Document:
    names = set(row.keys())
    name, text, title, day, source = (
        row[field] if field in names else None for field in ("id", "text", "title", "date", "source")
    )
    if _is_missing(text):
        raise DocumentError(place, "no text", "a text under the name 'text'")
    if not isinstance(text, str):
        raise DocumentError(place, f"a text that is a {type(text).__name__}", "a string")
    return Document(_read_id(place, name), text, _write(title), _write(day), _write(source))


def _read_id(place: int, name: object) -> str:
    if name == "" or _is_missing(name):
        return ""
    found = read_id(int(name) if isinstance(name, Integral) and not isinstance(name, bool) else name)
    if not isinstance(found, str):
        raise DocumentError(place, f"the id {name!r}", "a string or a whole number")
    return found


def _write(value: Any) -> str:
    """A field that is not needed, as text; its type never refuses a document."""
    if isinstance(value, str):
        return value
    if _is_missing(value):
        return ""
    return value.isoformat() if isinstance(value, date) else str(value)


def _is_missing(value: Any) -> bool:
    """Whether a value is ``None``, or not equal to itself, as NaN and NaT are."""
    if value is None or isinstance(value, str):
        return value is None
    try:
        return bool(value != value)
    except TypeError:  # pandas' NA, which is neither equal nor unequal to anything
        return True
    except ValueError:  # an array
        return False
