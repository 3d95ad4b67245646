"""JSON is read as the standard library reads it, and no name of a field counts twice."""

import json
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from service.wire.decoding import parse_carefully, parse_json
from service.wire.problems import ProblemError

TEXTS = st.text(alphabet='سوق ab":\\,{}[]\n\t\u200f\U0001f4f0', max_size=12)
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | TEXTS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(TEXTS, inner, max_size=4),
)
SEPARATORS = st.sampled_from([(",", ":"), (", ", ": "), ("\n,\t", " : "), (" ,", "\r\n:")])


def read_twice(body: bytes) -> Any:
    """What both readers make of a body: the value, or the problem; fails where they differ."""
    found = []
    for read in (parse_json, parse_carefully):
        try:
            value = read(body)
            found.append((repr(value), value))
        except ProblemError as problem:
            found.append((problem.kind.name, problem.detail))
    assert found[0] == found[1]
    return found[0][1]


@given(VALUES, SEPARATORS, st.booleans())
@example(value={"n": 2**64, "m": -(2**63) - 1, "k": 1e300, "z": -0.0}, separators=(",", ":"), escaped=True)
def test_both_readers_agree(value: object, separators: tuple[str, str], escaped: bool) -> None:  # noqa: FBT001
    """However it is written: with spaces before the colons, with escapes, and with numbers of any size."""
    assert read_twice(json.dumps(value, ensure_ascii=escaped, separators=separators).encode()) == value


@given(st.binary(max_size=12) | st.text(alphabet='{}[]":,\\u0d8 1e-.', max_size=16).map(str.encode))
def test_both_readers_refuse_the_same(body: bytes) -> None:
    """Whatever is no JSON."""
    read_twice(body)


@pytest.mark.parametrize(
    "body",
    [
        b'{"a":1,"a":2}',
        b'{"a":1,"a" :2}',
        b'{"b":{"a":1,"a"\n:1}}',
        b'[{"a":1,"\\u0061"\t:1}]',
        b'{"a":"\\":","a" :1}',
    ],
)
def test_a_name_that_occurs_twice_is_refused(body: bytes) -> None:
    """At any depth, escaped or not, before a colon with or without a space."""
    with pytest.raises(ProblemError) as found:
        parse_json(body)
    assert found.value.faults[0].field == "a"


@pytest.mark.parametrize("body", [b"", b" \n", b"\xef\xbb\xbf"])
def test_an_empty_body_is_called_one(body: bytes) -> None:
    """Not by the place at which the reader stopped; with a mark of Unicode too."""
    with pytest.raises(ProblemError) as found:
        parse_json(body)
    assert found.value.detail == "found an empty body, wanted a JSON object"
