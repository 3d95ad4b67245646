"""What a command prints: text, JSON, and an error as one line with an exit code."""

import json
import os
import sys
from collections.abc import Iterable
from io import BufferedWriter

import click

from summarizer.command.language.translation import direct, mark, say, translate
from summarizer.errors import (
    ArchiveError,
    DocumentError,
    DumpError,
    HtmlError,
    InputError,
    ModelError,
    OutputError,
    RunError,
    SettingsError,
    TextError,
)

_QUIET = "khulasa.quiet"
NO_SERVICE = 6
NO_OUTPUT = 9
SOME_REFUSED = 12
NO_PART = 13
# The extras by the modules that only they bring; every other module comes with dumps.
_EXTRAS = {
    "html": ("lxml", "lxml_html_clean", "trafilatura"),
    "service": ("flask", "gunicorn", "pydantic", "structlog"),
}
INTERRUPTED = 130
# Bytes written at a time. With Python's usual 8 KB, writing 50 MB took a third more.
_OUTPUT_BYTES = 1 << 17
# The first class that an error is an instance of decides.
CODES: dict[type[Exception], int] = {
    OutputError: NO_OUTPUT,
    SettingsError: 3,
    OSError: 4,
    InputError: 4,
    TextError: 5,
    DumpError: 7,
    DocumentError: 7,
    ModelError: 8,
    ArchiveError: 10,
    RunError: 11,
    HtmlError: NO_PART,
}

# The messages of errors, with their arguments in order.
_SHAPES: dict[type[Exception], str] = {
    SettingsError: "{}: found {}, wanted {}",
    TextError: "{}: found {}, wanted {}",
    DumpError: "{}, line {}: found {}, wanted {}",
    ModelError: "{}: found {}, needed {}; {}",
    ArchiveError: "{}: found {}, wanted {}; {}",
    RunError: "{}: found {}, wanted {}; {}",
}

take_format = click.option(
    "--format",
    "shape",
    type=click.Choice(["text", "json", "jsonl"]),
    default="text",
    show_default=True,
    help="Text for people, one JSON value, or JSON lines.",
)


def print_text(text: str) -> None:
    """Print, with colours in a terminal unless NO_COLOR is set (https://no-color.org)."""
    click.echo(mark(text, sys.stdout), color=False if os.environ.get("NO_COLOR") else None)


def print_json(value: object, shape: str) -> None:
    """Print a value over several lines, or on one line for ``jsonl``; Arabic letters are not escaped."""
    click.echo(json.dumps(value, ensure_ascii=False, indent=None if shape == "jsonl" else 2))


def print_lines(lines: Iterable[bytes]) -> None:
    """Print lines as they are, each with a line end."""
    output = BufferedWriter(sys.stdout.buffer, _OUTPUT_BYTES)
    for line in lines:
        output.write(line)
        output.write(b"\n")
    output.detach()


def note(message: str) -> None:
    """Print what people are told besides the results, to standard error; nothing with ``--quiet``."""
    if not is_quiet():
        click.echo(mark(translate(message), sys.stderr), err=True)


def is_quiet() -> bool:
    """Whether the command was called with ``--quiet``."""
    context = click.get_current_context(silent=True)
    return context is not None and bool(context.meta.get(_QUIET))


def _remember_quiet(context: click.Context, _option: click.Parameter, value: bool) -> None:  # noqa: FBT001
    context.meta[_QUIET] = value


take_quiet = click.option(
    "-q",
    "--quiet",
    is_flag=True,
    expose_value=False,
    callback=_remember_quiet,
    help="Print results and errors only.",
)


def measure_terminal() -> int | None:
    """The number of columns of the terminal; None if the output goes elsewhere."""
    if not sys.stdout.isatty():
        return None
    from shutil import get_terminal_size  # here: it brings zip files and four ways of packing them

    return get_terminal_size().columns


def count_documents(number: int) -> str:
    """A number of documents in words."""
    return say("1 document") if number == 1 else say("{} documents", number)


def refuse(error: Exception) -> int:
    """Print an error on one line with advice, and return its exit code."""
    code = next((code for kind, code in CODES.items() if isinstance(error, kind)), 1)
    if isinstance(error, IsADirectoryError):
        folder = str(error.filename)
        said = say("{}: a folder; name its files, {}/* for instance", folder, folder.rstrip("/"))
        return complain(said, code)
    if isinstance(error, OSError):
        named = (error.filename, translate(str(error.strerror)))
        said = say("{}: {}", *named) if error.filename else translate(str(error))
        return complain(say("{}; name a file that can be read, or - for stdin", said), code)
    said = describe_error(error)
    if isinstance(error, TextError) and error.wanted == "UTF-8":
        encoding = "UTF-16" if "UTF-16" in error.found else "WINDOWS-1256"
        return complain(say("{}; convert it first, perhaps by: iconv -f {} -t UTF-8", said, encoding), code)
    return complain(said, code)


def describe_error(error: Exception) -> str:
    """The message of an error, each of its parts in the language of the command, and settings as options."""
    shape = next((shape for kind, shape in _SHAPES.items() if isinstance(error, kind)), None)
    if shape is None:
        return translate(str(error))
    name, *parts = error.args
    if isinstance(error, SettingsError):
        name, parts = _name_options(name), [repr(parts[0]), str(parts[1]).partition(", or None")[0]]
    return say(shape, name, *(translate(str(part)) for part in parts))


def _name_options(settings: str) -> str:
    """Settings, with " and " between, as the options that the command has for them."""
    context = click.get_current_context(silent=True)
    options = {option.name: option.opts[-1] for option in context.command.params} if context else {}
    return " and ".join(options.get(name, name) for name in settings.split(" and "))


def refuse_missing(name: str) -> int:
    """Say which extra has a module that is not installed, and return the exit code."""
    module = name.partition(".")[0]
    extra = next((extra for extra, names in _EXTRAS.items() if module in names), "dumps")
    return complain(f"{module} is not installed; run pip install 'khulasa[{extra}]'", NO_PART)


def tell_refusals(number: int, reasons: str) -> int:
    """Print how many records were refused and where it says why, and return the exit code."""
    if number == 1:
        return complain(say("1 record refused: {}", reasons), SOME_REFUSED)
    return complain(say("{} records refused: {}", number, reasons), SOME_REFUSED)


def complain(message: str, code: int) -> int:
    """Print a message to standard error, and return ``code``."""
    click.echo(direct(f"khulasa: {translate(message)}", sys.stderr), err=True)
    return code
