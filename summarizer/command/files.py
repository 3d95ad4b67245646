"""Reading the files of a command and printing a result for each; one bad file does not stop the others."""

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from summarizer.command.output import print_json, print_text, refuse
from summarizer.errors import SummarizerError
from summarizer.text.validation import decode_utf8

take_files = click.argument("files", nargs=-1, type=click.Path(allow_dash=True))


def process_files(files: tuple[str, ...], shape: str, work: Callable[[str], str | dict[str, Any]]) -> int:
    """Print what ``work`` returns for each text; return the exit code of the first error, or 0."""
    results: list[dict[str, Any]] = []
    code = 0
    for name in choose_files(files):
        shown = click.format_filename(name)
        try:
            result = work(decode_utf8(read_file(name), shown))
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


def choose_files(files: tuple[str, ...]) -> tuple[str, ...]:
    """The files given, or standard input if it is a pipe. Raises ``click.UsageError``."""
    if not files and sys.stdin.isatty():
        raise click.UsageError(
            "no file given: name one, pipe one in, or give - and end your typing with Ctrl-D."
        )
    return files or ("-",)


def read_file(name: str) -> bytes:
    """The bytes of a file, or of standard input for ``-``. Raises ``OSError``."""
    return sys.stdin.buffer.read() if name == "-" else Path(name).read_bytes()
