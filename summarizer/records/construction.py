"""Frozen dataclasses that are made quickly, the classes as well as the records.

`dataclasses.dataclass` compiles six functions for each frozen class, which takes a millisecond: the 60 to 90
classes of a command were a quarter of its start. Here only ``__init__`` is compiled; the others are the same
for all classes. And that ``__init__`` calls the slots themselves, where a frozen dataclass sets each field by
``object.__setattr__``, which looks it up by its name: records are made in half the time. A summary makes two
hundred.
"""

import dataclasses
from collections.abc import Callable
from dataclasses import MISSING, FrozenInstanceError, fields
from functools import partial
from operator import attrgetter
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from dataclasses import dataclass as dataclass
else:

    def dataclass(*, frozen: bool = False, slots: bool = False, eq: bool = True) -> Callable[[type], type]:
        """As `dataclasses.dataclass`; quicker for frozen classes with slots."""
        if frozen and slots:
            return partial(_make_record, eq=eq)
        return dataclasses.dataclass(frozen=frozen, slots=slots, eq=eq)


def _make_record(given: type, *, eq: bool) -> type:
    made: Any = dataclasses.dataclass(init=False, repr=False, eq=False, slots=True)(given)
    methods = {**_SHARED, "__init__": _compile_init(made), **(_compare_fields(made) if eq else {})}
    for name, method in methods.items():
        if name not in given.__dict__:
            setattr(made, name, method)
    return made  # type: ignore[no-any-return]


def _compile_init(made: Any) -> Callable[..., None]:
    """An ``__init__`` with the parameters that `dataclasses.dataclass` gives it."""
    names: dict[str, Any] = {"unset": MISSING}
    parameters, lines = ["self"], []
    for field in fields(made):
        if not field.init:
            continue
        name, has_default = field.name, field.default is not MISSING or field.default_factory is not MISSING
        names |= {f"set_{name}": getattr(made, name).__set__, f"default_{name}": field.default}
        value = name
        if field.default_factory is not MISSING:
            names[f"make_{name}"] = field.default_factory
            value = f"make_{name}() if {name} is unset else {name}"
        parameters.append(f"{name}=default_{name}" if has_default else name)
        lines.append(f"set_{name}(self, {value})")
    lines += ["self.__post_init__()"] if hasattr(made, "__post_init__") else []
    # As `dataclasses` and `collections.namedtuple` do it: the source holds nothing but names of fields.
    exec(f"def __init__({', '.join(parameters)}):\n " + "\n ".join(lines or ["pass"]), names)  # noqa: S102
    init: Any = names["__init__"]
    init.__qualname__, init.__module__ = f"{made.__qualname__}.__init__", made.__module__
    init.__annotations__ = {field.name: field.type for field in fields(made) if field.init} | {"return": None}
    return init  # type: ignore[no-any-return]


def _compare_fields(made: Any) -> dict[str, Callable[..., Any]]:
    """``__eq__`` and ``__hash__``."""
    names = [field.name for field in fields(made) if field.compare]
    # Of one name, `attrgetter` gives no tuple; of none it cannot be made.
    take: Callable[[Any], tuple[Any, ...]]
    take = attrgetter(*names) if len(names) > 1 else lambda one: tuple(getattr(one, name) for name in names)

    def are_equal(one: object, other: object) -> bool:
        return take(one) == take(other) if other.__class__ is one.__class__ else NotImplemented

    return {"__eq__": are_equal, "__hash__": lambda one: hash(take(one))}


def _refuse_value(_record: Any, name: str, _value: object) -> None:
    raise FrozenInstanceError(f"cannot assign to field {name!r}")


def _refuse_deletion(_record: Any, name: str) -> None:
    raise FrozenInstanceError(f"cannot delete field {name!r}")


def _write(record: Any) -> str:
    shown = (f"{field.name}={getattr(record, field.name)!r}" for field in fields(record) if field.repr)
    return f"{type(record).__qualname__}({', '.join(shown)})"


def _list_values(record: Any) -> list[Any]:
    return [getattr(record, field.name) for field in fields(record)]


def _take_values(record: Any, values: list[Any]) -> None:
    for field, value in zip(fields(record), values, strict=True):
        object.__setattr__(record, field.name, value)


_SHARED: dict[str, Callable[..., Any]] = {
    "__setattr__": _refuse_value,
    "__delattr__": _refuse_deletion,
    "__repr__": _write,
    "__getstate__": _list_values,
    "__setstate__": _take_values,
}
