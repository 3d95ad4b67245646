"""Which characters the bytes of a page stand for."""

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer.errors import TextError
from summarizer.html.decode import decode_html, is_markup, repair_misread
from tests.html.pages import BODY, build_page

PAGE = build_page()
BARE = PAGE.replace('<meta charset="utf-8">', "").replace("«", "").replace("»", "")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_unicode_is_read_with_and_without_a_mark(encoding: str) -> None:
    """UTF-16 without a mark too."""
    assert decode_html(BARE.encode(encoding)) == BARE


@pytest.mark.parametrize("encoding", ["cp1256", "iso-8859-6"])
@pytest.mark.parametrize(
    "said", ["", "windows-1256", "iso-8859-6", "utf-8", "iso-8859-1", "no-such", "rot13", "idna", "punycode"]
)
def test_arabic_encodings_are_read_whatever_the_page_says(encoding: str, said: str) -> None:
    """Declared, undeclared, declared wrongly."""
    page = f'<html><head><meta charset="{said}"></head><body><p>{BODY[0]}</p></body></html>'
    assert decode_html(page.encode(encoding)) == page


@pytest.mark.parametrize("encoding", ["cp1256", "latin-1"])
def test_utf8_that_was_read_as_another_encoding_is_repaired(encoding: str) -> None:
    """As bytes and as a text; what stands beside it stays."""
    spoiled = BODY[0].encode().decode(encoding)
    assert repair_misread(f"<p>{spoiled}</p>") == f"<p>{BODY[0]}</p>"
    assert decode_html(f"<p>{spoiled}</p>".encode()) == f"<p>{BODY[0]}</p>"


def test_arabic_text_is_not_repaired() -> None:
    """Not even one full of tah and zah."""
    for text in (*BODY, "ظبط الضابط ظروف الطريق وطالب بطرق أطول", "école à côté"):
        assert repair_misread(text) == text


def test_a_page_cut_in_the_middle_of_a_letter_is_utf8() -> None:
    """A few broken bytes do not change the encoding."""
    data = PAGE.encode()
    while data[-1] < 0xC0:
        data = data[:-1]
    assert BODY[0] in decode_html(data)


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (b"%PDF-1.7 ...", "a PDF file"),
        (b"\x89PNG\r\n\x1a\n", "a PNG image"),
        (b"PK\x03\x04....", "a ZIP file"),
        (b"\x1f\x8b\x08", "a gzip file"),
        (b"abc\x00\x01\x02\x00def" * 9, "a binary file"),
    ],
)
def test_binary_files_are_refused_by_name(data: bytes, name: str) -> None:
    """The error says what was found and what was wanted."""
    with pytest.raises(TextError, match=f"{name}.*wanted HTML"):
        decode_html(data)


@given(st.binary(max_size=600))
def test_any_bytes_are_a_text_or_a_clear_error(data: bytes) -> None:
    """Never another error."""
    with suppress(TextError):
        assert isinstance(decode_html(data), str)


@pytest.mark.parametrize(
    "text",
    [
        PAGE,
        "<p>خبر</p><p>آخر</p>",
        "  <!-- x --><html>",
        "<DIV CLASS=a>نص</DIV>",
        "\ufeff<!doctype html><p>خبر",
    ],
)
def test_markup_is_told_by_its_tags(text: str) -> None:
    """Whole pages and pieces."""
    assert is_markup(text.lstrip("\ufeff"))


@pytest.mark.parametrize(
    "text",
    [
        "",
        BODY[0],
        "قال إن أ < ب وإن ج > د",
        "العنصر <p> يبدأ فقرة في صفحات الشبكة",
        "كتب <هذا> بين قوسين",
        "a <b c",
    ],
)
def test_prose_is_no_markup(text: str) -> None:
    """Signs of less and greater, one tag that is named in prose."""
    assert not is_markup(text)


def test_many_comments_take_no_time() -> None:
    """The pattern tried every way to let a comment go on behind its end; forty of them took hours."""
    comments = "<!-- ملاحظة -->\n" * 2000
    assert not is_markup(f"{comments}نص بلا علامات")
    assert is_markup(f"{comments}<html>")
