"""Frozen dataclasses that are made quickly are those that `dataclasses` makes."""

import dataclasses
import inspect
import pickle
from collections.abc import Mapping
from copy import copy
from dataclasses import FrozenInstanceError, asdict, field, fields, replace

import pytest

from summarizer.records.construction import dataclass


@dataclasses.dataclass(frozen=True, slots=True)
class Plain:
    """Two fields, the second with a default."""

    text: str
    places: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Quick:
    """The same."""

    text: str
    places: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Counted:
    """A default that is made anew, a field that is not compared, one that is set afterwards, and a check."""

    name: str
    counts: Mapping[str, int] = field(default_factory=dict)
    note: str = field(default="", compare=False)
    size: int = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "size", len(self.name))


@dataclass(frozen=True, slots=True, eq=False)
class Single:
    """A record that equals itself alone."""

    value: float


@dataclass(slots=True)
class Changing:
    """One whose fields are set."""

    value: int


def test_arguments_and_defaults_are_those_of_the_dataclass() -> None:
    """By place and by name, and a missing one is refused."""
    assert inspect.signature(Quick) == inspect.signature(Plain)
    for record in (Quick("سوق"), Quick(text="سوق"), Quick("سوق", ())):
        assert (record.text, record.places) == ("سوق", ())
    assert Quick("سوق", places=(1, 2)).places == (1, 2)
    with pytest.raises(TypeError, match=r"Quick.__init__\(\) missing 1 required positional argument: 'text'"):
        Quick()  # type: ignore[call-arg]


def test_records_stay_values() -> None:
    """Equal, hashed, copied and pickled as before; no field can be set."""
    record = Quick("سوق", (3,))
    assert record == Quick("سوق", (3,)) != Quick("سوق")
    assert hash(record) == hash(Plain("سوق", (3,)))
    assert replace(record, text="جسر") == Quick("جسر", (3,))
    assert pickle.loads(pickle.dumps(record)) == record  # noqa: S301  our own bytes
    with pytest.raises(FrozenInstanceError):
        record.text = "جسر"  # type: ignore[misc]
    with pytest.raises(FrozenInstanceError):
        del record.text


def test_fields_are_those_of_a_dataclass() -> None:
    """Listed, matched, shown, and as a dictionary."""
    record = Quick("سوق", (3,))
    assert [found.name for found in fields(record)] == list(Quick.__match_args__) == ["text", "places"]
    assert asdict(record) == {"text": "سوق", "places": (3,)}
    assert repr(record) == repr(Plain("سوق", (3,))).replace("Plain", "Quick")
    assert not hasattr(record, "__dict__")


def test_defaults_are_made_for_each_record() -> None:
    """And a field that is not compared may differ; what is set afterwards is copied too."""
    one, other = Counted("سوق"), Counted("سوق", note="آخر")
    assert one == other
    assert one.counts == {}
    assert one.counts is not other.counts
    assert copy(other).note == "آخر"
    assert copy(other).size == other.size == 3
    assert repr(one) == "Counted(name='سوق', counts={}, note='')"


def test_records_of_other_classes_differ() -> None:
    """Whatever their values; and without ``eq`` each record from every other."""
    assert Quick("سوق") != Plain("سوق")  # type: ignore[comparison-overlap]
    assert Single(1.0) != Single(1.0)
    assert len({Single(1.0), Single(1.0)}) == 2


def test_other_dataclasses_are_as_ever() -> None:
    """Those that are not frozen."""
    record = Changing(1)
    record.value = 2
    assert record == Changing(2)
