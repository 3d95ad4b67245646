"""Reading the files of a command and printing a result for each; one bad file does not stop the others."""

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from summarizer.command.language.translation import say
from summarizer.command.output import CODES, complain, note, print_json, print_text, refuse
from summarizer.errors import SummarizerError, TextError
from summarizer.html.decode import decode_html, is_markup
from summarizer.text.validation import decode_utf8

take_files = click.argument("files", nargs=-1, type=click.Path(allow_dash=True))


take_encoding = click.option(
    "--encoding",
    help="The encoding of the files, such as windows-1256; else UTF-8, or what an HTML page says.",
)
# The files of a folder that are pages; those of records are dumps.
PAGE_ENDINGS = (".txt", ".html", ".htm")
DUMP_ENDINGS = (".jsonl", ".ndjson", ".json", ".csv", ".tsv", ".parquet", ".warc", ".wet")
_PACKED = (".gz", ".zst")
# The file of a finished run that names its settings.
RUN = "run.json"
# Bytes in which a page shows that it is HTML.
_HEAD = 1 << 16


def process_files(
    files: tuple[str, ...],
    shape: str,
    work: Callable[[str], str | dict[str, Any]],
    encoding: str | None = None,
) -> int:
    """Print what ``work`` returns for each text; return the exit code of the first error, or 0.

    A page of HTML is given to ``work`` as text, whatever its encoding. A folder stands for its pages.
    """
    if encoding is not None and not _is_encoding(encoding):
        raise click.UsageError(f"--encoding: found {encoding!r}, wanted a name such as windows-1256.")
    results: list[dict[str, Any]] = []
    given = choose_files(files)
    names, code = _list_pages(given)
    are_several = len(given) > 1 or names != given
    for name in names:
        shown = click.format_filename(name)
        try:
            _refuse_dump(name, shown)
            result = work(decode_page(read_file(name), shown, encoding))
        except (OSError, SummarizerError) as error:
            found = refuse(_name_file(error, shown))
            code = code or found
            continue
        if isinstance(result, str):
            print_text(f"==> {shown} <==\n\n{result}\n" if are_several else result)
        elif shape == "jsonl":
            print_json({"file": shown, **result}, shape)
        else:
            results.append({"file": shown, **result})
    if shape == "json" and (results or are_several):
        print_json(results if are_several else results[0], shape)
    return code


def _name_file(error: OSError | SummarizerError, shown: str) -> OSError | SummarizerError:
    """The error with the name of the file, where the library knows only that it is a text."""
    if isinstance(error, TextError) and error.name in ("text", "page", "html"):
        return TextError(shown, error.found, error.wanted)
    return error


def _list_pages(names: tuple[str, ...]) -> tuple[tuple[str, ...], int]:
    """The files behind names, in the order of their names within a folder; and an exit code."""
    pages: list[str] = []
    code = 0
    for name in names:
        if name == "-" or not Path(name).is_dir():
            pages.append(name)
            continue
        found = _list_folder(Path(name))
        code = code or (0 if found else _refuse_folder(Path(name)))
        pages += found
    return tuple(pages), code


def _list_folder(folder: Path) -> list[str]:
    """The pages of a folder and of those in it; a note counts the files of other kinds."""
    if (folder / RUN).exists():
        return []
    files = [
        path for path in sorted(folder.rglob("*")) if _is_shown(path.relative_to(folder)) and path.is_file()
    ]
    pages = [str(path) for path in files if path.suffix.lower() in PAGE_ENDINGS]
    if pages and len(files) > len(pages):
        note(say("{}: pages {}, other files left out {}", folder, len(pages), len(files) - len(pages)))
    return pages


def _is_shown(path: Path) -> bool:
    return not any(part.startswith(".") for part in path.parts)


def _refuse_folder(folder: Path) -> int:
    """Say what a folder without pages holds, and what to do."""
    if (folder / RUN).exists():
        said = say("{}: a finished run, no pages; khulasa show {} lists its clusters", folder, folder)
    else:
        endings = ", ".join(PAGE_ENDINGS)
        said = say(
            "{}: found no page, wanted files that end in {}; name the files themselves", folder, endings
        )
    return complain(said, CODES[OSError])


def _refuse_dump(name: str, shown: str) -> None:
    """Refuse a file of records by its ending: read as a page, their JSON would be taken for text."""
    path = Path(name.lower())
    if (path.with_suffix("") if path.suffix in _PACKED else path).suffix in DUMP_ENDINGS:
        raise TextError(
            shown,
            "a dump of records",
            "a page; khulasa summarize and khulasa dedup read dumps, with -o FOLDER",
        )


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
