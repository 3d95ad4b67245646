"""Input that is not a text is refused, and the error says where and why."""

import pytest

from summarizer.errors import TextError
from summarizer.text.validation import check, decode_utf8


@pytest.mark.parametrize(
    ("wrong", "found"), [(None, "NoneType"), (b"abc", "bytes"), (12, "int"), ([], "list")]
)
def test_what_is_no_string_is_refused(wrong: object, found: str) -> None:
    """The error names the argument, the type found and the type wanted."""
    with pytest.raises(TextError) as caught:
        check(wrong, "title")
    assert str(caught.value) == f"title: found {found}, wanted a string"


def test_a_lone_surrogate_is_refused_with_its_place() -> None:
    """The error names its code and its place in characters."""
    with pytest.raises(TextError, match=r"lone surrogate U\+D83D at character 3"):
        check("خبر\ud83d عاجل")


@pytest.mark.parametrize("text", ["", "نص", "😀", "\x00", "\ufffd", "\u202b"])
def test_a_text_is_given_back(text: str) -> None:
    """Every string that UTF-8 can hold is a text, the empty one as well."""
    assert check(text) is text


def test_bytes_that_are_not_utf_8_are_refused_with_their_offset() -> None:
    """The error names the first wrong byte and its offset."""
    data = "خبر".encode() + b"\xe9 " + "آخر".encode()
    with pytest.raises(TextError, match=r"page\.txt: found byte 0xE9 at offset 6, wanted UTF-8"):
        decode_utf8(data, "page.txt")


def test_the_offset_counts_the_byte_order_mark() -> None:
    """The offset is the one that a hex viewer shows."""
    with pytest.raises(TextError, match="byte 0xFF at offset 4"):
        decode_utf8(b"\xef\xbb\xbfa\xff")


def test_a_cut_character_is_refused_where_it_starts() -> None:
    """Bytes that end within a character name its first byte."""
    with pytest.raises(TextError, match="byte 0xD8 at offset 2"):
        decode_utf8("خ".encode() + b"\xd8")


def test_a_byte_order_mark_is_no_part_of_the_text() -> None:
    """It only marks the encoding, so it is removed."""
    assert decode_utf8("\ufeffعنوان".encode()) == "عنوان"
