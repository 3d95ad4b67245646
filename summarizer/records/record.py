"""What every record can do."""

from dataclasses import fields
from enum import Enum
from typing import Any


class Record:
    """An immutable value; a class of its own only so that every record has ``to_dict``."""

    __slots__ = ()

    def to_dict(self) -> dict[str, Any]:
        """The record as dictionaries, lists, strings, numbers and ``None``: what ``json.dumps`` takes."""
        return {field.name: _simplify(getattr(self, field.name)) for field in fields(self)}  # type: ignore[arg-type]


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
