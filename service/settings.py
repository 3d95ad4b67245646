"""Settings: what the environment says, read once and checked at start."""

import os
from collections.abc import Mapping
from dataclasses import dataclass, field, fields

from summarizer.errors import SettingsError

# Not KHULASA_: for a service that is called khulasa, Kubernetes sets KHULASA_PORT to an address of its own.
PREFIX = "KHULASA_SERVE_"
_RANGES = {"port": (0, 65535), "workers": (1, 1024), "threads": (1, 1024), "max_body": (1, 2**40)}


def count_processors() -> int:
    """How many processors this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


@dataclass(frozen=True, slots=True)
class ServiceSettings:
    """Where the service listens, with how many hands, and how much it takes. Raises ``SettingsError``."""

    host: str = "127.0.0.1"
    port: int = 8000  # 0: any free one
    workers: int = field(default_factory=count_processors)  # processes
    threads: int = 4  # requests that one process has in hand at a time
    max_body: int = 2 * 1024 * 1024  # bytes of one request

    def __post_init__(self) -> None:
        for name, (lowest, highest) in _RANGES.items():
            value = getattr(self, name)
            if not isinstance(value, int) or not lowest <= value <= highest:
                raise SettingsError(name, value, f"a whole number from {lowest} to {highest}")


def read_settings(environ: Mapping[str, str]) -> ServiceSettings:
    """The settings of ``KHULASA_SERVE_*``; what is empty or missing keeps its default.

    Raises ``SettingsError`` with the name of the variable, for one that no setting has too.
    """
    variables = {PREFIX + entry.name.upper(): entry.name for entry in fields(ServiceSettings)}
    given = {name: value for name, value in environ.items() if name.startswith(PREFIX) and value}
    for name in given.keys() - variables.keys():
        raise SettingsError(name, given[name], "one of " + ", ".join(variables))
    values = {key: _convert(key, given[name]) for name, key in variables.items() if name in given}
    try:
        return ServiceSettings(**values)  # type: ignore[arg-type]
    except SettingsError as error:
        raise SettingsError(PREFIX + error.name.upper(), error.found, error.wanted) from None


def _convert(name: str, value: str) -> str | int:
    """A number where one is meant and written; anything else is left for the checks to refuse."""
    return int(value) if name in _RANGES and value.isascii() and value.isdigit() else value
