"""The command line: read files, call a story, print what comes back; every error is one line and an exit code."""

import json
import os
import shutil
import signal
import sys
from collections.abc import Callable
from dataclasses import asdict
from importlib import import_module
from pathlib import Path
from typing import Any, NoReturn

import click

from summarizer.errors import ModelError, SettingsError, SummarizerError, TextError
from summarizer.records import Mode, PageSummary, SummarySettings
from summarizer.text.checking import decode

# What is imported up here costs every call, `khulasa --help` too: a command imports its story itself.

_CODES: dict[type[Exception], int] = {SettingsError: 3, OSError: 4, TextError: 5, ModelError: 8}
_INTERRUPTED = 130
_EXTRA = "install it with: pip install 'khulasa[service]'"
_EPILOG = """\b
Exit codes
  0  done
  2  the command was called wrongly
  3  a setting has a value it cannot have
  4  a file cannot be read
  5  a file is not text in UTF-8
  6  the service cannot start
  8  a trained file of this installation is missing or damaged
  130  stopped by Ctrl-C
Of several files the good ones are done all the same; the code is that of the first bad one."""

_take_files = click.argument("files", nargs=-1, type=click.Path(allow_dash=True))
_take_format = click.option(
    "--format",
    "shape",
    type=click.Choice(["text", "json", "jsonl"]),
    default="text",
    show_default=True,
    help="For people, one JSON value, or one JSON line a file.",
)


def main() -> NoReturn:
    """Run the command and leave with its exit code."""
    # A reader that closes early (`| head`) ends this process silently, as it ends every other command's.
    if hasattr(signal, "SIGPIPE"):
        signal.signal(signal.SIGPIPE, signal.SIG_DFL)
    sys.stdout.reconfigure(encoding="utf-8")  # type: ignore[union-attr]
    try:
        sys.exit(commands.main(prog_name="khulasa", standalone_mode=False) or 0)
    except click.ClickException as error:
        error.show()
        sys.exit(error.exit_code)
    except click.Abort:
        sys.exit(_INTERRUPTED)


@click.group(epilog=_EPILOG, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="khulasa", message="khulasa %(version)s")
def commands() -> None:
    """Read raw Arabic newspaper pages: find their articles, summarize them, find near-duplicates."""


@commands.command()
@_take_files
@_take_format
def parse(files: tuple[str, ...], shape: str) -> int:
    """Find the articles of raw pages, and name everything left out.

    FILES are pages as text in UTF-8; - or none reads standard input.
    """
    from summarizer.parsing import parse as parse_page
    from summarizer.printing import lay_out_page

    def work(text: str) -> str | dict[str, Any]:
        page = parse_page(text)
        return lay_out_page(text, page, _measure_terminal()) if shape == "text" else asdict(page)

    return _process(files, shape, work)


@commands.command()
@_take_files
@click.option("--sentences", type=int, help="How many sentences; 3 where no budget is given.")
@click.option("--words", type=int, help="How many words at most.")
@click.option("--ratio", type=float, help="Which share of the article's words at most: above 0, up to 1.")
@click.option(
    "--mode",
    type=click.Choice([mode.value for mode in Mode]),
    default=Mode.NEWS.value,
    show_default=True,
    help="news trusts the opening sentences, content only the words.",
)
@click.option("--focus", help="Words or a question: summarize only what is said about it.")
@_take_format
def summarize(files: tuple[str, ...], shape: str, **chosen: Any) -> int:
    """Summarize every article of raw pages by its own sentences, word for word.

    FILES are pages as text in UTF-8; - or none reads standard input. Give at most one of --sentences, --words
    and --ratio.
    """
    from summarizer.printing import lay_out_summary
    from summarizer.summarizing import summarize_page

    try:
        settings = SummarySettings(**chosen)
    except SettingsError as error:
        return _report(error)

    def work(text: str) -> str | dict[str, Any]:
        page = summarize_page(text, settings)
        return lay_out_summary(page, _measure_terminal()) if shape == "text" else _describe(page)

    return _process(files, shape, work)


@commands.command()
@click.option("--host", help="The address to listen at. [default: 127.0.0.1]")
@click.option("--port", type=click.IntRange(0, 65535), help="The port; 0 takes any free one. [default: 8000]")
@click.option("--workers", type=click.IntRange(1), help="How many processes. [default: one a processor]")
def serve(**chosen: Any) -> int:
    """Serve the same over HTTP until Ctrl-C or SIGTERM.

    The environment (KHULASA_SERVE_HOST and so on, see docs/api.md) says what the options do not.
    """
    try:
        # By name: the service stands above the command, and a bare installation has not got what it needs.
        serving = import_module("service.serving")
    except ModuleNotFoundError as error:
        return _complain(f"the service needs {error.name}, which is not installed; {_EXTRA}", 6)
    try:
        serving.serve({name: value for name, value in chosen.items() if value is not None})
    except SummarizerError as error:
        return _report(error)
    except serving.AddressError as error:
        return _complain(str(error), 6)
    return 0


def _process(files: tuple[str, ...], shape: str, work: Callable[[str], str | dict[str, Any]]) -> int:
    """Work on every file and print what comes back; return the first error's exit code, or 0."""
    if not files and sys.stdin.isatty():
        raise click.UsageError(
            "no file given: name one, pipe one in, or give - and end what you type with Ctrl-D."
        )
    results: list[dict[str, Any]] = []
    code = 0
    for name in files or ("-",):
        shown = click.format_filename(name)
        try:
            result = work(decode(_read(name), shown))
        except (OSError, SummarizerError) as error:
            found = _report(error)
            code = code or found
            continue
        if isinstance(result, str):
            _print_text(f"==> {shown} <==\n\n{result}\n" if len(files) > 1 else result)
        elif shape == "jsonl":
            click.echo(json.dumps({"file": shown, **result}, ensure_ascii=False))
        else:
            results.append({"file": shown, **result})
    if shape == "json" and (results or len(files) > 1):
        click.echo(json.dumps(results if len(files) > 1 else results[0], ensure_ascii=False, indent=2))
    return code


def _read(name: str) -> bytes:
    return sys.stdin.buffer.read() if name == "-" else Path(name).read_bytes()


def _describe(page: PageSummary) -> dict[str, Any]:
    """The fields of each article and, beside them, its summary: the shape in which HTTP answers too."""
    articles = [{**asdict(item.article), "summary": asdict(item.summary)} for item in page.articles]
    return {"articles": articles, "removed": [asdict(row) for row in page.removed]}


def _report(error: Exception) -> int:
    """Print an error in one line with what to do, and say which exit code it has."""
    code = next((code for kind, code in _CODES.items() if isinstance(error, kind)), 1)
    if isinstance(error, OSError):
        return _complain(
            f"{error.filename}: {error.strerror}; name a file that can be read, or - for stdin", code
        )
    if isinstance(error, TextError):
        return _complain(f"{error}; convert it first, from Windows: iconv -f WINDOWS-1256 -t UTF-8", code)
    return _complain(str(error), code)


def _complain(message: str, code: int) -> int:
    click.echo(f"khulasa: {message}", err=True)
    return code


def _print_text(text: str) -> None:
    """Print with colours in a terminal only, and not where NO_COLOR is set (https://no-color.org)."""
    click.echo(text, color=False if os.environ.get("NO_COLOR") else None)


def _measure_terminal() -> int | None:
    """How many columns the terminal has; None where the output goes elsewhere."""
    return shutil.get_terminal_size().columns if sys.stdout.isatty() else None


if __name__ == "__main__":
    main()
