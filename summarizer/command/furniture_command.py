"""The command learn-furniture, and the option of other commands that takes its rows."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from summarizer.command.language.translation import say
from summarizer.command.output import NO_OUTPUT, complain, note, refuse, tell_refusals
from summarizer.errors import SettingsError, SummarizerError

if TYPE_CHECKING:
    from summarizer.page.furniture import Furniture


def _read_option(context: click.Context, _: click.Parameter, path: str | None) -> "Furniture | None":
    if path is None:
        return None
    from summarizer.dumps.furniture import read_furniture

    try:
        Path(path).read_bytes()
        return read_furniture(path)
    except (OSError, SettingsError) as error:
        context.exit(refuse(error))


take_furniture = click.option(
    "--furniture",
    callback=_read_option,
    help="Leave out the lines of this file, which khulasa learn-furniture writes.",
)


@click.command("learn-furniture")
@click.argument("files", nargs=-1, required=True)
@click.option("-o", "--output", required=True, help="The file for the rows, such as rows.toml.")
@click.option(
    "--least", type=click.IntRange(2), default=3, show_default=True, help="On how many pages of a host."
)
@click.option("--text-field", default="text", show_default=True, help="The field that holds the page.")
def learn_furniture_command(files: tuple[str, ...], output: str, least: int, text_field: str) -> int:
    """Find the lines that the pages of one host repeat, and write them as rows of a TOML file.

    FILES are a dump as for khulasa dedup. The host is that of the field `url`, else the field `source`. The
    file is yours: change labels, add and delete rows, then give it to --furniture. Records that hold no page
    are listed beside it, in rows.toml.refused.jsonl.

    \b
    khulasa learn-furniture crawl.jsonl -o rows.toml
    khulasa parse page.txt --furniture rows.toml
    """
    from summarizer.dumps.furniture import learn_furniture, write_rows
    from summarizer.dumps.input.jsonl import REFUSED, write_refusal
    from summarizer.dumps.records import DumpSettings, Refusal
    from summarizer.dumps.run.whole_files import NO_SPACE, write_whole

    refused: list[Refusal] = []
    try:
        furniture = learn_furniture(files, DumpSettings(text_field=text_field), least, refused)
    except (OSError, SummarizerError) as error:
        return refuse(error)
    try:
        write_whole(Path(output), write_rows(furniture).encode())
        listed = Path(f"{output}.{REFUSED}")
        if refused:
            write_whole(listed, b"".join(map(write_refusal, refused)))
        else:
            listed.unlink(missing_ok=True)  # of an earlier time
    except OSError as error:
        if error.errno in NO_SPACE:
            return complain(f"{output}: {error.strerror}; make room, or write elsewhere", NO_OUTPUT)
        return complain(f"{output}: {error.strerror}; name a file that can be written", NO_OUTPUT)
    hosts = len({row.host for row in furniture.rows})
    note(say("{}: lines {}, hosts {}", output, len(furniture.rows), hosts))
    return tell_refusals(len(refused), say("{} says why", f"{output}.{REFUSED}")) if refused else 0
