"""Reading the files of a command and printing a result for each; one bad file does not stop the others."""

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from summarizer.command.output import note, print_json, print_text, refuse
from summarizer.errors import SummarizerError, TextError
from summarizer.html.decode import decode_html, is_markup
from summarizer.text.validation import decode_utf8

take_files = click.argument("files", nargs=-1, type=click.Path(allow_dash=True))


take_encoding = click.option(
    "--encoding", help="The encoding of the files, such as windows-1256; UTF-8, or for HTML what it shows."
)
# Bytes in which a page shows that it is HTML.
_HEAD = 1 << 16


def process_files(
    files: tuple[str, ...],
    shape: str,
    work: Callable[[str], str | dict[str, Any]],
    encoding: str | None = None,
) -> int:
    """Print what ``work`` returns for each text; return the exit code of the first error, or 0.

    A page of HTML is given to ``work`` as text, whatever its encoding.
    """
    if encoding is not None and not _is_encoding(encoding):
        raise click.UsageError(f"--encoding: found {encoding!r}, wanted a name such as windows-1256.")
    results: list[dict[str, Any]] = []
    code = 0
    for name in choose_files(files):
        shown = click.format_filename(name)
        try:
            result = work(decode_page(read_file(name), shown, encoding))
        except (OSError, SummarizerError) as error:
            found = refuse(error)
            code = code or found
            continue
        if isinstance(result, str):
            print_text(f"==> {shown} <==\n\n{result}\n" if len(files) > 1 else result)
        elif shape == "jsonl":
            print_json({"file": shown, **result}, shape)
        else:
            results.append({"file": shown, **result})
    if shape == "json" and (results or len(files) > 1):
        print_json(results if len(files) > 1 else results[0], shape)
    return code


def decode_page(data: bytes, name: str, encoding: str | None) -> str:
    """The text of a file: in the encoding given; else as HTML where it is HTML; else as UTF-8.

    Raises ``TextError`` with the first byte that is wrong, or with what a binary file is.
    """
    if encoding is not None:
        return _decode_as(data, name, encoding)
    # In Latin-1 every byte is a letter, so that tags are found in every encoding; UTF-16 has zeros between.
    if is_markup(data[:_HEAD].replace(b"\0", b"").decode("latin-1")):
        return decode_html(data, name)
    try:
        text = decode_utf8(data, name)
    except TextError:
        decode_html(data, name)  # raises for a binary file, by the name of its kind
        raise
    if _is_utf16(data[:_HEAD]):
        raise TextError(name, "UTF-16 without its mark", "UTF-8")
    return text


def _decode_as(data: bytes, name: str, encoding: str) -> str:
    try:
        return data.decode(encoding).removeprefix("\ufeff")
    except UnicodeDecodeError as error:
        found = f"byte 0x{data[error.start]:02X} at offset {error.start}"
        raise TextError(name, found, f"text in {encoding}, as --encoding says") from None


def _is_utf16(data: bytes) -> bool:
    """Whether bytes that are UTF-8 too are UTF-16: with blanks and line ends, whose other byte is zero."""
    return any(blank in data for blank in (b" \0", b"\n\0")) and data.count(0) > len(data) // 20


def _is_encoding(name: str) -> bool:
    """Whether text can be read by this name: rot13 and hex are no encodings of text."""
    try:
        "".encode(name)
    except LookupError:
        return False
    return True


def choose_files(files: tuple[str, ...]) -> tuple[str, ...]:
    """The files given, or standard input if it is a pipe. Raises ``click.UsageError``."""
    if not files and sys.stdin.isatty():
        raise click.UsageError(
            "no file given: name one, pipe one in, or give - and end your typing with Ctrl-D."
        )
    if "-" in (files or ("-",)) and sys.stdin.isatty():
        note("reading from the keyboard; end with Ctrl-D on a line of its own")
    return files or ("-",)


def read_file(name: str) -> bytes:
    """The bytes of a file, or of standard input for ``-``. Raises ``OSError``."""
    return sys.stdin.buffer.read() if name == "-" else Path(name).read_bytes()
