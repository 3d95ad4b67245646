"""The commands of the service: serve, keys, work. Used by `main`."""

from importlib import import_module
from typing import Any

import click

from summarizer.command.output import NO_SERVICE, complain, refuse
from summarizer.errors import SummarizerError

_EXTRA = "install it with: pip install 'khulasa[service]'"


@click.command("serve")
@click.option("--host", help="The address to listen at. [default: 127.0.0.1]")
@click.option("--port", type=click.IntRange(0, 65535), help="The port; 0 takes any free one. [default: 8000]")
@click.option("--workers", type=click.IntRange(1), help="How many processes. [default: one a processor]")
def serve_command(**chosen: Any) -> int:
    """Serve the same over HTTP until Ctrl-C or SIGTERM.

    The environment (KHULASA_SERVE_HOST and so on, see docs/operations.md) says what the options do not.
    """
    try:
        # By name: the service stands above the command, and a bare installation has not got what it needs.
        serving = import_module("service.server.server")
    except ModuleNotFoundError as error:
        return complain(f"the service needs {error.name}, which is not installed; {_EXTRA}", NO_SERVICE)
    try:
        serving.serve({name: value for name, value in chosen.items() if value is not None})
    except SummarizerError as error:
        return refuse(error)
    except serving.AddressError as error:
        return complain(str(error), NO_SERVICE)
    return 0


@click.command("keys", add_help_option=False, context_settings={"ignore_unknown_options": True})
@click.argument("words", nargs=-1, type=click.UNPROCESSED)
def keys_command(words: tuple[str, ...]) -> int:
    """Make, list and remove keys of the HTTP API."""
    try:
        keying = import_module("service.keys_command")
    except ModuleNotFoundError as error:
        return complain(f"the service needs {error.name}, which is not installed; {_EXTRA}", NO_SERVICE)
    try:
        return int(keying.keys.main(list(words), prog_name="khulasa keys", standalone_mode=False) or 0)
    except SummarizerError as error:
        return refuse(error)


@click.command("work")
def work_command() -> int:
    """Do the jobs of a service that was started with KHULASA_SERVE_WORKER=false, until Ctrl-C or SIGTERM.

    Any number may run beside each other; what one has in hand when it stops, the next one goes on with.
    """
    try:
        dispatching = import_module("service.jobs.worker")
    except ModuleNotFoundError as error:
        return complain(f"the worker needs {error.name}, which is not installed; {_EXTRA}", NO_SERVICE)
    try:
        dispatching.run_from_environment()
    except SummarizerError as error:
        return refuse(error)
    return 0
