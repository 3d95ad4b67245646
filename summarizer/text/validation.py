"""Checks that input is a text. Library, command and HTTP service all refuse wrong input here."""

import codecs

from summarizer.errors import TextError

# Bytes that are looked at for another encoding.
_HEAD_BYTES = 4096
# Lines that are not blank. A text with more is a list or a log, or an attack: the longest of
# 52 real pages has 570.
MOST_LINES = 50_000


def check(text: object, name: str = "text") -> str:
    """The text itself, if it is one; ``name`` is its name in the error.

    Raises ``TextError`` for anything but a string, and for a lone surrogate, which UTF-8 cannot encode.
    """
    if not isinstance(text, str):
        raise TextError(name, type(text).__name__, "a string")
    try:
        # A third of the time of UTF-8, and the same texts cannot be written.
        codecs.utf_16_le_encode(text)
    except UnicodeEncodeError as error:
        found = f"a lone surrogate U+{ord(text[error.start]):04X} at character {error.start}"
        raise TextError(name, found, "text that can be written as UTF-8") from None
    return text


def check_size(text: str, name: str = "text") -> str:
    """A page, if it has no more lines than any page. Raises ``TextError``."""
    if len(text) < 2 * MOST_LINES:
        return text
    check_lines(sum(map(bool, map(str.strip, text.splitlines()))), name)
    return text


def check_lines(n_lines: int, name: str) -> None:
    """Raises ``TextError`` where a page has more lines than any page."""
    if n_lines > MOST_LINES:
        raise TextError(name, f"{n_lines:,} lines", f"at most {MOST_LINES:,}: divide it into several texts")


def decode_utf8(data: bytes, name: str = "text") -> str:
    """The text of UTF-8 bytes, without a byte order mark.

    Raises ``TextError`` with the first byte that is not UTF-8 and its offset from 0.
    """
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        raise TextError(name, f"byte 0x{data[0]:02X} at offset 0, the mark of UTF-16", "UTF-8")
    bare = data.removeprefix(codecs.BOM_UTF8)
    # Arabic in UTF-16 is valid UTF-8 of control characters; no text in UTF-8 has one NUL in eight bytes.
    if 8 * bare.count(0, 0, _HEAD_BYTES) > min(len(bare), _HEAD_BYTES) or _is_utf16(bare[:_HEAD_BYTES]):
        raise TextError(name, "bytes of UTF-16 without a mark", "UTF-8")
    try:
        return bare.decode()
    except UnicodeDecodeError as error:
        offset = error.start + len(data) - len(bare)
        raise TextError(name, f"byte 0x{data[offset]:02X} at offset {offset}", "UTF-8") from None


def _is_utf16(head: bytes) -> bool:
    """Whether every second byte of nearly all is 0 or 6, the first bytes of Latin and Arabic letters."""
    halves = (head[::2], head[1::2])
    return any(len(half) > 4 and 10 * (half.count(0) + half.count(6)) > 9 * len(half) for half in halves)


def read_id(value: object) -> object:
    """An id as a string where it is a whole number; any other value as it is.

    Up to 64 bits, and 3.0 as well as 3 up to 2**53: beyond that, readers of JSON round numbers, and two ids
    would become one.
    """
    if type(value) is int and -(2**63) <= value < 2**64:
        return str(value)
    if type(value) is float and value.is_integer() and abs(value) <= 2**53:
        return str(int(value))
    return value
