"""The command `khulasa`: its group, exit codes and errors that no command catches."""

import signal
import sys
from typing import NoReturn

import click

from summarizer.command.dump_commands import rethreshold_command
from summarizer.command.duplicate_commands import compare_command, dedup_command
from summarizer.command.furniture_command import learn_furniture_command
from summarizer.command.language.help import Group, take_language
from summarizer.command.language.translation import say, translate
from summarizer.command.output import INTERRUPTED, NO_OUTPUT, complain, refuse_missing
from summarizer.command.page_commands import parse_command, phrases_command, summarize_command
from summarizer.command.service_commands import keys_command, serve_command, work_command
from summarizer.command.show import show_command
from summarizer.command.version import take_version

# Imports here slow down every call, `khulasa --help` too, so a command imports its story itself.

_EPILOG = """\b
Exit codes
  0  done
  2  the command was called wrongly
  3  a setting has a value it cannot have
  4  a file cannot be read
  5  a file is not text in UTF-8
  6  the service cannot start
  7  a line holds no document, or an id occurs twice
  8  a trained file of this installation is missing or damaged
  9  the output cannot be written
  10  an archive cannot be used: damaged, of another version, in use, or not an archive
  11  a run over a dump cannot start or resume
  12  done, except for the records listed in refused.jsonl
  13  a part is not installed; the message names its extra
  14  another distribution has overwritten the package `summarizer`
  130  stopped by Ctrl-C
One bad page does not stop the others; the code is that of the first bad one.

Completion: eval "$(_KHULASA_COMPLETE=bash_source khulasa)" in ~/.bashrc; zsh_source and fish_source
are there too."""


def main() -> NoReturn:
    """Run the command and exit with its code."""
    # A reader that closes early (`| head`) ends this process silently, as with other commands.
    if hasattr(signal, "SIGPIPE"):
        signal.signal(signal.SIGPIPE, signal.SIG_DFL)
    if sys.stdout is None:
        sys.exit(complain("standard output is closed: direct it to a file, or to /dev/null", NO_OUTPUT))
    sys.stdout.reconfigure(encoding="utf-8")  # type: ignore[union-attr]
    try:
        sys.exit(commands.main(prog_name="khulasa", standalone_mode=False) or 0)
    except click.UsageError as error:
        path = error.ctx.command_path if error.ctx else "khulasa"
        message = error.format_message()
        said = say(
            "{} Try {} --help",
            translate(message if message.endswith((".", "?", ")")) else f"{message}."),
            path,
        )
        sys.exit(complain(said, error.exit_code))
    except click.Abort:
        sys.exit(INTERRUPTED)
    except ModuleNotFoundError as error:
        sys.exit(refuse_missing(error.name or "a module"))
    except OSError as error:
        # Errors of reading are caught by the commands: this is the output, to a full disk for example.
        sys.stdout = None
        sys.exit(complain(f"standard output: {error.strerror}; make room, or write elsewhere", NO_OUTPUT))


@click.group(
    cls=Group,
    commands=(
        parse_command,
        summarize_command,
        phrases_command,
        learn_furniture_command,
        dedup_command,
        compare_command,
        rethreshold_command,
        show_command,
        serve_command,
        keys_command,
        work_command,
    ),
    epilog=_EPILOG,
    context_settings={"help_option_names": ["-h", "--help"]},
    invoke_without_command=True,
)
@take_version
@click.pass_context
def commands(context: click.Context) -> None:
    """Read raw Arabic newspaper pages: find their articles, summarize them, find near-duplicates."""
    if context.invoked_subcommand is None:
        click.echo(context.get_help())


take_language((commands,))
