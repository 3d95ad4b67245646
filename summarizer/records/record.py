"""What every record can do."""

import json
from dataclasses import fields
from enum import Enum
from typing import Any


class Record:
    """An immutable value; a class of its own only so that every record has ``to_dict``."""

    __slots__ = ()

    def to_dict(self) -> dict[str, Any]:
        """The record as dictionaries, lists, strings, numbers and ``None``: what ``json.dumps`` takes."""
        names = (field.name for field in fields(self) if field.init)  # type: ignore[arg-type]
        return {name: _simplify(getattr(self, name)) for name in names}

    def to_json(self, indent: int | None = None) -> str:
        """The record as JSON, with Arabic as Arabic."""
        return json.dumps(self.to_dict(), ensure_ascii=False, indent=indent)


class Shown(Record):
    """A record that people read: ``print`` shows its text, a notebook shows it as HTML."""

    __slots__ = ()

    def __str__(self) -> str:
        from summarizer.records.display import write_text

        return write_text(self)

    def to_markdown(self) -> str:
        """The record as Markdown."""
        from summarizer.records.display import write_markdown

        return write_markdown(self)

    def _repr_html_(self) -> str:
        """What a notebook shows."""
        from summarizer.records.display import write_html

        return write_html(self)


def _simplify(value: Any) -> Any:
    if isinstance(value, Record):
        return value.to_dict()
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, tuple | list):
        return [_simplify(part) for part in value]
    if isinstance(value, dict):
        return {name: _simplify(part) for name, part in value.items()}
    return value
