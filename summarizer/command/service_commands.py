"""The commands of the service: serve, keys, work. Used by `main`."""

from importlib import import_module
from pathlib import Path
from typing import Any

import click

from summarizer.command.output import NO_SERVICE, complain, refuse
from summarizer.errors import SummarizerError

_FILE = click.Path(path_type=Path)
_EXTRA = "install it with: pip install 'khulasa[service]'"


@click.command("serve")
@click.option("--host", help="The address to listen on. [default: 127.0.0.1]")
@click.option("--port", type=click.IntRange(0, 65535), help="The port; 0 for any free one. [default: 8000]")
@click.option("--workers", type=click.IntRange(1), help="How many processes. [default: one per processor]")
@click.option("--threads", type=click.IntRange(2), help="Requests that a process works on. [default: 8]")
@click.option("--keys", type=_FILE, help="The file of API keys, made by khulasa keys.")
@click.option("--open", is_flag=True, default=None, help="Serve others without keys, at another --host.")
@click.option("--data", type=_FILE, help="The folder of jobs and archive. [default: ~/.local/state/khulasa]")
def serve_command(**chosen: Any) -> int:
    """Serve the same functions over HTTP until Ctrl-C or SIGTERM.

    Each option is also a setting in the environment (--port is KHULASA_SERVE_PORT) and in the file that
    KHULASA_SERVE_FILE names. An option comes before both.

    \b
    khulasa serve                                       this machine only, no key
    khulasa keys add desk --file keys.json              a key, printed once
    khulasa serve --host 0.0.0.0 --keys keys.json --data /srv/khulasa
    """
    try:
        # By name: the service is a higher layer, and a bare installation lacks its libraries.
        server = import_module("service.server.server")
    except ModuleNotFoundError as error:
        return complain(f"the service needs {error.name}, which is not installed; {_EXTRA}", NO_SERVICE)
    try:
        server.serve({name: value for name, value in chosen.items() if value is not None})
    except SummarizerError as error:
        return refuse(error)
    except server.AddressError as error:
        return complain(str(error), NO_SERVICE)
    return 0


@click.command("keys", add_help_option=False, context_settings={"ignore_unknown_options": True})
@click.argument("words", nargs=-1, type=click.UNPROCESSED)
def keys_command(words: tuple[str, ...]) -> int:
    """Make, list and remove keys of the HTTP API."""
    try:
        module = import_module("service.keys_command")
    except ModuleNotFoundError as error:
        return complain(f"the service needs {error.name}, which is not installed; {_EXTRA}", NO_SERVICE)
    try:
        return int(module.keys.main(list(words), prog_name="khulasa keys", standalone_mode=False) or 0)
    except SummarizerError as error:
        return refuse(error)


@click.command("work")
def work_command() -> int:
    """Run the jobs of a service that was started with KHULASA_SERVE_WORKER=false, until Ctrl-C or SIGTERM.

    Several may run at the same time. When one stops, another one continues its job.

    \b
    KHULASA_SERVE_DATA=/srv/khulasa khulasa work
    """
    try:
        worker = import_module("service.jobs.worker")
    except ModuleNotFoundError as error:
        return complain(f"the worker needs {error.name}, which is not installed; {_EXTRA}", NO_SERVICE)
    try:
        worker.run_from_environment()
    except SummarizerError as error:
        return refuse(error)
    return 0
