"""The options that the commands over dumps share. Used by their modules and by `page_commands`.

Every call of the command reads them, also for one page, so nothing is imported here that only a run needs.
"""

import re
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import click
from click.core import ParameterSource

from summarizer.command.output import take_quiet
from summarizer.records.keep import Keep

if TYPE_CHECKING:
    from summarizer.records import DuplicateSettings

_UNITS = {"": 1, "K": 1024, "M": 1024**2, "G": 1024**3, "T": 1024**4}
ALLOW_SHORTER = "Keep what --keep prefers, even if another document of the cluster holds more."
KEEP = click.Choice([keep.value for keep in Keep])


class MemoryType(click.ParamType):  # type: ignore[type-arg]  # generic from click 8.4 on
    """A number of bytes, 2GB or 1500MB for example."""

    name = "size"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> int:
        """The bytes. Raises ``click.BadParameter``."""
        if isinstance(value, int):
            return value
        found = re.fullmatch(r"([0-9.]+) ?([KMGT]?)i?B?", str(value), re.IGNORECASE)
        try:
            number = float(found[1]) if found else None
        except ValueError:
            number = None
        if found is None or number is None:
            self.fail(f"{value!r} is not a size; write it as 2GB or 1500MB", param, ctx)
        return int(number * _UNITS[found[2].upper()])


_DUMP_OPTIONS = (
    click.option("-o", "--output", help="The folder, or fsspec URL, for the results."),
    click.option("--id-field", default="id", show_default=True, help="The field that holds the id."),
    click.option("--text-field", default="text", show_default=True, help="... the text."),
    click.option("--title-field", default="title", show_default=True, help="... the title."),
    click.option("--date-field", default="date", show_default=True, help="... the date, ISO 8601."),
    click.option("--source-field", default="source", show_default=True, help="... the outlet."),
    click.option("--sample", type=click.IntRange(1), help="Read only the first so many documents."),
    click.option("--strict", is_flag=True, help="Stop at the first record that holds no document."),
    click.option("--resume", is_flag=True, help="Continue a run that was stopped."),
    click.option("--overwrite", is_flag=True, help="Replace what an earlier run left in the output."),
)
_RUN_OPTIONS = (
    click.option(
        "--workers",
        type=click.IntRange(1),
        help="How many processes. [default: one per processor, fewer for a small dump]",
    ),
    click.option(
        "--memory",
        type=MemoryType(),
        help="How much memory all may use. [default: 1GB for each, at most half of what there is]",
    ),
    click.option("--cluster", help="Run on a Dask cluster: the address of its scheduler, tcp://host:8786."),
    click.option("--work", help="The folder for unfinished work. [default: inside the output]"),
    take_quiet,
)


def take_dump_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add the options of a run over a dump to a command."""
    for option in reversed(_DUMP_OPTIONS + _RUN_OPTIONS):
        command = option(command)
    return command


def take_run_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add the options that set how a run works, not what it makes."""
    for option in reversed(_RUN_OPTIONS):
        command = option(command)
    return command


def take_duplicate_settings(chosen: dict[str, Any]) -> "DuplicateSettings":
    """The settings among the options, which are taken out. Raises ``SettingsError``."""
    from summarizer.records import DuplicateSettings

    names = ("threshold", "keep", "sources", "allow_shorter")
    return DuplicateSettings(**{name: chosen.pop(name) for name in names})


def require_output(context: click.Context, allowed: tuple[str, ...]) -> None:
    """Refuse options that need an output, which --quiet and --lang do not. Raises ``click.UsageError``."""
    for option in context.command.params:
        given = context.get_parameter_source(option.name or "") is ParameterSource.COMMANDLINE
        if given and option.expose_value and option.name not in allowed:
            raise click.UsageError(f"{option.opts[0]} needs -o: name the folder for the results.", context)
