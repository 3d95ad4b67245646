"""Records that are made by their slots are those that their dataclass makes."""

import inspect
import pickle
from dataclasses import FrozenInstanceError, dataclass, replace

import pytest

from summarizer.records.construction import construct_by_slots


@dataclass(frozen=True, slots=True)
class Plain:
    """Two fields, the second with a default."""

    text: str
    places: tuple[int, ...] = ()


@construct_by_slots
@dataclass(frozen=True, slots=True)
class Quick:
    """The same."""

    text: str
    places: tuple[int, ...] = ()


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
