"""The characters of an HTML page, whatever encoding it has, says it has, or went through by mistake.

What the bytes are decides, not what the page says: many Arabic pages declare a wrong encoding or none.
"""

import codecs
import re
from functools import partial

from summarizer.errors import TextError
from summarizer.text.late_patterns import compile_late

# Bytes. Browsers look for a declared encoding in the first 1,024; real pages put it further down.
_DECLARED_WITHIN = 4096
_DECLARED = re.compile(rb"""(?:charset|encoding)\s*=\s*["']?\s*([A-Za-z0-9_:.-]{2,40})""", re.IGNORECASE)
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_BINARY = (
    (b"%PDF", "a PDF file"),
    (b"\x89PNG", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"GIF8", "a GIF image"),
    (b"RIFF", "a RIFF file (WebP, WAV)"),
    (b"PK\x03\x04", "a ZIP file (or a Word, Excel or EPUB file)"),
    (b"\x1f\x8b", "a gzip file"),
    (b"\x28\xb5\x2f\xfd", "a Zstandard file"),
    (b"\xd0\xcf\x11\xe0", "an old Word or Excel file"),
    (b"\x7fELF", "a program"),
    (b"SQLite format 3", "an SQLite file"),
    (b"{\\rtf", "an RTF file"),
    (b"PAR1", "a Parquet file"),
)
# What Python has for names of hosts and for source code; some raise for bytes that they cannot replace.
_NO_ENCODINGS = frozenset(("idna", "punycode", "undefined", "unicode-escape", "raw-unicode-escape"))
# One byte a letter; the article "ال" has other bytes in each, so its count tells them apart.
_ARABIC = ("cp1256", "iso-8859-6")
_ARTICLE = "ال"
# The share of bytes that may be wrong in UTF-8: pages are cut in mid-letter, or quote a foreign byte.
_MAX_BROKEN = 0.002
# Every letter of UTF-8 read as another encoding begins with one of a few characters, so that these make up
# nearly half of what is not ASCII. In Arabic text tah and zah together are under 2%.
_MISREAD = (("cp1256", "طظ"), ("cp1252", "ØÙ"), ("latin-1", "ØÙ"))
_MISREAD_SHARE = 0.3
_BEYOND_ASCII = compile_late(r"[^\x00-\x7f]+")
_TAG = compile_late(
    r"<(?:!doctype html|html|head|body|article|section|main|header|div|table|p|h[1-6]|ul|ol|span|a|figure|br)"
    r"(?=[\s>/])[^<>]*>",
    re.IGNORECASE,
)
_CLOSING = compile_late(
    r"</(?:html|body|article|section|div|p|h[1-6]|ul|ol|li|span|a|td|table|figure)\s*>", re.IGNORECASE
)
# A comment ends at its first end; as a pattern that may go on, it took hours for forty comments.
_WHOLE = compile_late(
    r"\s*(?:<\?xml[^>]*>\s*)?(?:<!--(?>.*?-->)\s*)*<(?:!doctype|html|head|body)\b", re.IGNORECASE | re.DOTALL
)


def is_markup(text: str) -> bool:
    """Whether a text is HTML by its content: it begins as a page does, or has tags that are closed.

    One tag in prose ("the element <p>") makes no page.
    """
    if "<" not in text:
        return False
    return bool(_WHOLE.match(text)) or (bool(_TAG.search(text)) and bool(_CLOSING.search(text)))


def decode_html(data: bytes, name: str = "page") -> str:
    """The text of a page in any encoding that Arabic pages come in.

    Raises ``TextError`` for bytes that are not text, by the name of what they are.
    """
    for mark, marked in _MARKS:
        if data.startswith(mark):
            return data[len(mark) :].decode(marked, "replace")
    if encoding := _find_unmarked_utf16(data):
        return data.decode(encoding, "replace")
    _refuse_binary(data, name)
    return repair_misread(_decode_bytes(data))


def repair_misread(text: str) -> str:
    """The text, or what it was before UTF-8 was read as another encoding; other parts stay as they are."""
    head = text[: 1 << 20]
    n_beyond = len(head) - len(head.encode("ascii", "ignore"))
    suspects = [
        encoding for encoding, first in _MISREAD if sum(map(head.count, first)) > _MISREAD_SHARE * n_beyond
    ]
    read = [_BEYOND_ASCII.sub(partial(_reread, encoding=encoding), text) for encoding in suspects]
    return max(read, key=lambda one: one.count(_ARTICLE), default=text)


def _reread(run: re.Match[str], encoding: str) -> str:
    try:
        return run[0].encode(encoding).decode()
    except UnicodeError:
        return run[0]


def _find_unmarked_utf16(data: bytes) -> str | None:
    """UTF-16 without a mark: every tag is ASCII, every second byte of it zero."""
    head = data[:2048]
    if b"\x00" not in head:
        return None
    even, odd = head[::2].count(0), head[1::2].count(0)
    if odd > 8 * even and odd > len(head) // 16:
        return "utf-16-le"
    return "utf-16-be" if even > 8 * odd and even > len(head) // 16 else None


def _refuse_binary(data: bytes, name: str) -> None:
    for start, found in _BINARY:
        if data.startswith(start):
            raise TextError(name, found, "HTML or text")
    if b"\x00" in data[:8192]:
        raise TextError(name, f"a binary file (a zero byte at offset {data.index(0)})", "HTML or text")


def _decode_bytes(data: bytes) -> str:
    """UTF-8 where the bytes are UTF-8; else what reads as Arabic, else what the page says."""
    try:
        return data.decode()
    except UnicodeDecodeError:
        pass
    text = data.decode("utf-8", "replace")
    if text.count("\ufffd") <= _MAX_BROKEN * len(data) and _ARTICLE in text:
        return text
    declared = find_declared(data)
    candidates = [*dict.fromkeys([*([declared] if declared else []), *_ARABIC])]
    # `max` takes the first of equals: the declared one.
    best = max(candidates, key=lambda encoding: data.decode(encoding, "replace").count(_ARTICLE))
    return data.decode(best, "replace")


def find_declared(data: bytes) -> str | None:
    """The encoding that a page says it has, if Python knows it."""
    found = _DECLARED.search(data[:_DECLARED_WITHIN])
    if found is None:
        return None
    try:
        codec = codecs.lookup(found[1].decode())
    except LookupError:
        return None
    # A text codec only: "rot13" and "hex" are no encodings of pages.
    return codec.name if codec._is_text_encoding and codec.name not in _NO_ENCODINGS else None
