"""Every command explains itself, from what the wheel has."""

from collections.abc import Iterator

import click
import pytest
from click.testing import CliRunner

from service.keys_command import keys
from summarizer.command.main import commands


def list_commands() -> Iterator[str]:
    """Every command, and those of `keys`."""
    yield from commands.commands
    yield from (f"keys {name}" for name in keys.commands)


def read_help(name: str, option: str) -> str:
    """What a command says of itself."""
    found = CliRunner().invoke(commands, [*name.split(), option], standalone_mode=False)
    assert found.exception is None
    return found.stdout


@pytest.mark.parametrize("name", list(list_commands()))
def test_both_names_of_help_say_the_same(name: str) -> None:
    """-h and --help."""
    assert read_help(name, "-h") == read_help(name, "--help") != ""


@pytest.mark.parametrize("name", list(list_commands()))
def test_help_names_no_file_of_the_repository(name: str) -> None:
    """A wheel has no docs."""
    assert "docs/" not in read_help(name, "--help")


@pytest.mark.parametrize("name", [*commands.commands])
def test_help_shows_an_example(name: str) -> None:
    """A line that can be typed."""
    assert f"khulasa {name}" in read_help(name, "--help").partition("\n")[2]


def test_completion_is_there() -> None:
    """By click's own, under the name of the command."""
    context = click.Context(commands)
    assert "summarize" in commands.list_commands(context)
    assert "_KHULASA_COMPLETE" in CliRunner().invoke(commands, ["--help"]).stdout
