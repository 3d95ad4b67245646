"""Reads JSON into the models of the wire and names every fault; for bodies, lines, addresses and forms."""

import json
import re
from collections import Counter
from itertools import islice
from typing import Any, Literal, NoReturn, TypeVar, get_args, get_origin

import orjson
from pydantic import BaseModel, ValidationError

from service.wire.problems import INVALID_BODY, INVALID_FIELD, Fault, ProblemError
from summarizer.errors import TextError
from summarizer.text.validation import check, decode_utf8

# A request with a million wrong fields gets a short answer.
MOST_FAULTS = 10
_MOST_FIELDS = 100
_LONGEST_VALUE = 40
# A pair of these is right, a single one wrong: where there is one, every string is checked.
_SURROGATE = re.compile(r"\\u[dD][89a-fA-F]")
# The end of a field's name. Inside a string a quote is escaped, so there may be more of these than names.
_NAME_END = re.compile(rb'"[ \t\r\n]*:')
# orjson reads whole numbers that are larger than 64 bits as floats.
_LARGEST_FLOAT = 2.0**53

Wanted = TypeVar("Wanted", bound=BaseModel)


def parse_json(body: bytes) -> Any:
    """The JSON value. Raises ``ProblemError`` with the place of a fault, and for a name that occurs twice."""
    try:
        value = orjson.loads(body)
    except ValueError:
        return parse_carefully(body)
    # Of two fields with one name orjson takes the last: then there are fewer fields than ends of names.
    return value if _count_names(value) == len(_NAME_END.findall(body)) else parse_carefully(body)


def _count_names(value: object) -> int:
    """How many fields all objects of a value have; -1 where a number may not be what was written."""
    count, left = 0, [value]
    while left:
        item = left.pop()
        if isinstance(item, dict):
            count += len(item)
            left += item.values()
        elif isinstance(item, list):
            left += item
        elif isinstance(item, float) and abs(item) >= _LARGEST_FLOAT:
            return -1
    return count


def parse_carefully(body: bytes) -> Any:
    """The same in three times as long: this reader says what is wrong, and which field has it."""
    try:
        text = decode_utf8(body, "the body")
        if not text.strip():
            raise ProblemError(INVALID_BODY, "found an empty body, wanted a JSON object")
        value = json.loads(text, parse_constant=_refuse_constant, object_pairs_hook=_read_object)
    except TextError as error:
        raise ProblemError(INVALID_BODY, str(error)) from None
    except json.JSONDecodeError as error:
        raise ProblemError(INVALID_BODY, _describe_syntax(error)) from None
    except (ValueError, RecursionError) as error:
        raise ProblemError(INVALID_BODY, f"the body is not readable JSON: {error}") from None
    if _SURROGATE.search(text):
        _check_strings(value)
    return value


def _describe_syntax(error: json.JSONDecodeError) -> str:
    place = f"line {error.lineno}, column {error.colno}"
    if error.msg == "Extra data":
        several = "send several in a list, or one a line as Content-Type: application/x-ndjson"
        return f"found more than one JSON value, the next at {place}: {several}"
    return f"the body is not JSON: {error.msg} at {place}"


def _read_object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """An object of JSON. Raises ``ProblemError`` for a name that occurs twice: readers take either value."""
    found = dict(pairs)
    if len(found) < len(pairs):
        name, count = Counter(name for name, _ in pairs).most_common(1)[0]
        fault = Fault(cut(name), f"found {count} values, wanted one")
        raise ProblemError(INVALID_FIELD, f"{fault.field}: {fault.detail}", (fault,))
    return found


def check_value(value: Any, model: type[Wanted], where: str = "") -> Wanted:
    """A JSON value as a record of the model. Raises ``ProblemError`` with the wrong fields.

    where  said of a field that is not there, such as " in the address"
    """
    if isinstance(value, dict):
        # With more fields an unknown one is among the first; a million of them are not all named.
        value = dict(islice(value.items(), _MOST_FIELDS))
    try:
        return model.model_validate(value)
    except ValidationError as error:
        _refuse(error, model, where)


def _check_strings(value: object) -> None:
    """Raise ``TextError`` with the field where a string, or a field's name, has a lone surrogate."""
    left = [("", value)]
    while left:
        path, item = left.pop()
        if isinstance(item, dict):
            left += [(path, name) for name in item]
            left += [(f"{path}.{cut(name)}", part) for name, part in item.items()]
        elif isinstance(item, list):
            left += [(f"{path}[{place}]", part) for place, part in enumerate(item)]
        elif isinstance(item, str):
            check(item, path.removeprefix(".") or "body")


def _refuse_constant(name: str) -> NoReturn:
    raise ValueError(f"{name} is not a JSON number")


def _refuse(error: ValidationError, model: type[BaseModel], where: str) -> NoReturn:
    """Raise ``ProblemError`` with what each field holds and what was wanted."""
    found = error.errors(include_url=False)[:MOST_FAULTS]
    faults = tuple(_describe_fault(row, model, where) for row in found)
    detail = "; ".join(f"{fault.field}: {fault.detail}" for fault in faults)
    raise ProblemError(INVALID_FIELD, detail, faults) from None


def _describe_fault(row: Any, model: type[BaseModel], where: str) -> Fault:
    """One of pydantic's errors in the wording of the library."""
    field, found, wanted = _name_field(row["loc"]), row["input"], row["msg"].removeprefix("Input should be ")
    match row["type"]:
        case "missing":
            return Fault(field, f"found nothing{where}, wanted {_name_values(field, model)}")
        case "no_page":
            return Fault(field, f"found nothing, wanted {wanted}")
        case "extra_forbidden":
            names = f", wanted one of {', '.join(model.model_fields)}" if len(row["loc"]) == 1 else ""
            return Fault(field, f"found an unknown field{names}")
        case "string_too_short":
            return Fault(field, 'found "", wanted at least one character')
        case "too_short":
            return Fault(field, "found an empty list, wanted at least one item")
        case "model_type":
            return Fault(field, f"found {_show_value(found)}, wanted an object")
        case _:
            return Fault(field, f"found {_show_value(found)}, wanted {wanted}")


def _name_values(field: str, model: type[BaseModel]) -> str:
    """The values that a field may have, where they are few."""
    found = model.model_fields.get(field)
    values = get_args(found.annotation) if found and get_origin(found.annotation) is Literal else ()
    return " or ".join(map(repr, values)) or "this field"


def _name_field(places: tuple[int | str, ...]) -> str:
    """Such as ``documents[2].text``; an unknown name is cut short and made printable."""
    parts = (f"[{place}]" if isinstance(place, int) else f".{cut(place)}" for place in places)
    return "".join(parts).removeprefix(".") or "body"


def _show_value(value: object) -> str:
    if isinstance(value, dict | list):
        return "an object" if isinstance(value, dict) else "a list"
    return cut(json.dumps(value, ensure_ascii=False))


def cut(text: str) -> str:
    """What a caller sent, as a problem repeats it: its first characters, all of them printable by JSON."""
    short = text if len(text) <= _LONGEST_VALUE else text[:_LONGEST_VALUE] + "…"
    return short.encode("utf-8", "backslashreplace").decode()
