"""The fields of JSON lines by the kernel are those of the parser."""

import json
import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from summarizer.dumps.input.json_columns import is_plain
from summarizer.dumps.input.jsonl import LineBlock
from summarizer.dumps.records import DumpSettings
from summarizer.kernels.json_lines import read_fields
from tests.kernels.compiled import get_library, needs_kernels
from tests.kernels.json_samples import BLANKS, JSON_LINES, NAMES, OTHERS, VALUES, draw_json_lines
from tests.kernels.json_twins import find_different_records
from tests.kernels.samples import ONE_TEXT

pytestmark = needs_kernels
NAMES_OF_FIELDS = ("text", "id", "date", "source")


@given(JSON_LINES, st.integers(0, 2), st.integers(1, 5))
@settings(deadline=None, max_examples=100)
def test_nasty_lines_have_the_same_documents_and_refusals(data: bytes, offset: int, number: int) -> None:
    """At the beginning of a file, where a mark may stand, and elsewhere."""
    if data:
        assert find_different_records(get_library(), LineBlock(data, offset, number)) == []


@given(
    st.binary(max_size=60), st.sampled_from(["%b", '{"id":"a","text":"%b"}', '{"id":"a","text":"t","n":%b}'])
)
@settings(deadline=None)
def test_any_bytes_have_the_same_documents(data: bytes, form: str) -> None:
    """Also inside of a text and as a value that is not needed."""
    line = form.encode().replace(b"%b", data)
    if line:
        assert find_different_records(get_library(), LineBlock(line, 0, 1)) == []


@pytest.mark.parametrize("value", VALUES)
def test_each_value_is_read_alike_as_each_field(value: str) -> None:
    """Alone, before and behind another value of the same name."""
    for name in (*NAMES, *(f'"{name}"' for name in NAMES_OF_FIELDS)):
        base = '"id":"a","text":"ن"'
        forms = (f"{{{name}:{value}}}", f"{{{base},{name}:{value}}}", f"{{{name}:{value},{base}}}")
        data = "\n".join(forms).encode()
        assert find_different_records(get_library(), LineBlock(data, 9, 1)) == []


def test_each_odd_line_is_read_alike_between_plain_ones() -> None:
    """What comes behind a line that is not plain keeps its place."""
    plain = '{"id":"a","text":"ن\U0001f600","date":"2031-01-02","source":"s"}'
    for other in (*OTHERS, *BLANKS):
        data = f"{other}\n{plain}\r\n{other}\n{plain}".encode()
        assert find_different_records(get_library(), LineBlock(data, 0, 1)) == []


@pytest.mark.parametrize("is_ascii", [True, False])
@given(st.lists(ONE_TEXT, min_size=1, max_size=5))
@settings(deadline=None)
def test_plain_lines_are_read_by_the_kernel(is_ascii: bool, texts: list[str]) -> None:  # noqa: FBT001
    """None of them is left to the parser, unless its text has an ampersand."""
    lines = [json.dumps({"id": "a", "text": text, "n": [1.5, None]}, ensure_ascii=is_ascii) for text in texts]
    found = read_fields(get_library(), "".join(line + "\n" for line in lines).encode(), NAMES_OF_FIELDS)
    assert found.is_read.tolist() == ["&" not in text for text in texts]
    assert find_different_records(get_library(), LineBlock("\n".join(lines).encode(), 0, 1)) == []


def test_large_lines_are_read_alike() -> None:
    """Texts and ids of a hundred thousand characters."""
    for text in (
        "س" * 100_000,
        "\U0001f600" * 50_000,
        "\\u0643" * 50_000,
        "\\ud83d\\ude00" * 20_000 + "\\ud83d",
    ):
        data = f'{{"id":"{text}","text":"{text}"}}\n{{"id":"b","text":"ن"}}\n'.encode()
        assert find_different_records(get_library(), LineBlock(data, 0, 1)) == []


def test_fields_that_the_kernel_cannot_find_are_left_to_the_parser() -> None:
    """Paths with dots, and one field for two uses."""
    assert is_plain(DumpSettings())
    assert not is_plain(DumpSettings(text_field="meta.text"))
    assert not is_plain(DumpSettings(id_field="text"))


def test_a_name_that_no_line_can_hold_is_found_nowhere() -> None:
    """Half a surrogate pair, as a command line may give."""
    found = read_fields(get_library(), b'{"id":"a","text":"t"}\n', ("\udcff", "id", "date", "source"))
    assert found.is_read.tolist() == [False]


def test_drawn_lines_hold_plain_and_other_ones() -> None:
    """So that the tests above and the sanitizers see both."""
    drawn = map(draw_json_lines, map(random.Random, range(50)))
    read = read_fields(get_library(), b"\n".join(drawn) + b"\n", NAMES_OF_FIELDS).is_read
    assert 0.2 < read.mean() < 0.8
