"""The settings of the service, from options, the environment and a file, read once and checked at start.

Not by pydantic-settings: it ignores a misspelt variable and a file that is missing, raises the parser's error
for a broken file, cannot say whether a bad value came from a variable or the file, and reads the environment
wherever settings are made.
"""

import os
import tomllib
from collections.abc import Iterable, Mapping
from difflib import SequenceMatcher
from ipaddress import ip_address
from pathlib import Path
from typing import Annotated, Any, NoReturn

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError

from service.rates import check_rate
from summarizer.dumps.records import MIN_MEMORY
from summarizer.duplicates.threads import count_processors
from summarizer.errors import SettingsError

# Not KHULASA_: for a service that is called khulasa, Kubernetes sets KHULASA_PORT to an address of its own.
PREFIX = "KHULASA_SERVE_"
FILE = PREFIX + "FILE"
# Where the processes put their metrics; prometheus_client looks for it when it is imported.
METRICS = "PROMETHEUS_MULTIPROC_DIR"


def _split(value: object) -> object:
    """The parts of a list that a variable holds with commas between."""
    return (
        tuple(part.strip() for part in value.split(",") if part.strip()) if isinstance(value, str) else value
    )


def _default_data() -> Path:
    """The usual folder for lasting data of a program (the XDG base directories)."""
    home = os.environ.get("XDG_STATE_HOME") or Path.home() / ".local" / "state"
    return Path(home) / "khulasa"


Names = Annotated[tuple[str, ...], BeforeValidator(_split)]


class ServiceSettings(BaseModel):
    """Where the service listens, its processes and threads, its limits, and who may use it."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    host: str = Field("127.0.0.1", description="the address to listen at")
    port: int = Field(8000, ge=0, le=65535, description="the port; 0 takes any free one, which is printed")
    workers: int = Field(default_factory=count_processors, ge=1, le=1024, description="processes")
    threads: int = Field(
        8,
        ge=2,
        le=1024,
        description="requests that one process works on at a time; half of them may be streams",
    )
    queue: int = Field(
        32,
        ge=0,
        le=100_000,
        description="requests that may wait in one process; more get 503 at once",
    )
    max_body: int = Field(
        2 * 1024 * 1024, ge=1, le=2**40, description="bytes of one request, or of one line of a stream"
    )
    patience: int = Field(
        30,
        ge=1,
        le=3600,
        description="seconds for a body to arrive, for a silent stream, and for a reply to be sent",
    )
    grace: int = Field(
        30, ge=1, le=3600, description="seconds that open requests get to end when the service stops"
    )
    data: Path = Field(
        default_factory=_default_data,
        description="the folder of all lasting data: rate counts, jobs, archive",
    )
    archive: Path | None = Field(
        None, description="the file of the archive; none: `archive.sqlite` in the data folder"
    )
    worker: bool = Field(
        default=True,
        description="run the jobs beside the web processes; false where `khulasa work` runs by itself",
    )
    slots: int = Field(2, ge=1, le=1024, description="jobs that one worker runs at a time")
    job_workers: int = Field(
        default_factory=count_processors,
        ge=1,
        le=1024,
        description="processes of one job; a small job has one",
    )
    job_memory: int = Field(
        2 * 1024**3,
        ge=MIN_MEMORY,
        description="bytes of memory for all processes of one job together",
    )
    max_upload: int = Field(4 * 1024**3, ge=1, description="bytes of the dump of a job, as sent")
    max_unpacked: int = Field(16 * 1024**3, ge=1, description="bytes of the dump of a job, unpacked")
    quota: int = Field(64 * 1024**3, ge=1, description="bytes of disk for all jobs together")
    floor: int = Field(
        256 * 1024**2,
        ge=0,
        description="bytes of disk that must stay free; with less, jobs are refused and `/readyz` fails",
    )
    waiting: int = Field(100, ge=1, description="jobs of one key that may wait or run")
    retention: float = Field(168, gt=0, description="hours that a finished job and its results are kept")
    lease: float = Field(
        10, ge=0.5, le=3600, description="seconds of silence after which another worker takes over a job"
    )
    keys: Path | None = Field(None, description="the file of API keys; none: no key is needed")
    open: bool = Field(
        default=False,
        description="allow a service without keys at an address that others can reach",
    )
    hosts: Names = Field(
        (),
        description="names that the service answers to, with commas between, besides those of this machine; "
        "* for all; none: with keys any name",
    )
    rate: str = Field(
        "600/minute", description="requests of one key, unless its entry in the file has a rate"
    )
    origins: Names = Field(
        (),
        description="other origins whose web pages may call the API (CORS), with commas between; * for all",
    )
    furniture: Path | None = Field(
        None,
        description="the file of lines that sites repeat, as `khulasa learn-furniture` writes it; pages and "
        "jobs are read without them",
    )
    log: str = Field(
        "info",
        pattern="^(debug|info|warning|error)$",
        description="what is logged: debug, info, warning or error",
    )

    def model_post_init(self, _context: object) -> None:
        """Check the rate, and that a service open to others has keys. Raises ``SettingsError``."""
        try:
            check_rate(self.rate)
        except ValueError as error:
            raise SettingsError("rate", self.rate, str(error)) from None
        if self.keys is None and not self.open and not _is_loopback(self.host):
            raise SettingsError(
                "host",
                self.host,
                "127.0.0.1; or a file of API keys by --keys (KHULASA_SERVE_KEYS); or --open "
                "(KHULASA_SERVE_OPEN=true) for a service without keys",
            )


def make_settings(**values: Any) -> ServiceSettings:
    """Settings of these values. Raises ``SettingsError`` with the name of the field."""
    try:
        return ServiceSettings.model_validate(values)
    except ValidationError as error:
        _refuse(error)


def read_settings(environ: Mapping[str, str], **options: Any) -> ServiceSettings:
    """Settings from ``options``, else from the environment, else from the file of ``KHULASA_SERVE_FILE``.

    What is empty or missing keeps its default. Raises ``SettingsError`` for a bad value or an
    unknown name, with that name.
    """
    variables = {PREFIX + name.upper(): name for name in ServiceSettings.model_fields}
    given = {name: value for name, value in environ.items() if name.startswith(PREFIX) and value}
    values = _read_file(given.pop(FILE)) if FILE in given else {}
    for name in given.keys() - variables.keys():
        raise SettingsError(name, given[name], _list_names([*variables, FILE], name))
    values |= {name: given[variable] for variable, name in variables.items() if variable in given}
    try:
        return make_settings(**{**values, **options})
    except SettingsError as error:
        raise SettingsError(name_origin(error.name, given, options), error.found, error.wanted) from None


def name_origin(name: str, environ: Mapping[str, str], options: Mapping[str, Any]) -> str:
    """A setting by the name that its value was given under: an option, a variable, or that of the file."""
    variable = PREFIX + name.upper()
    if name in options:
        return f"--{name} ({variable})"
    return variable if environ.get(variable) else name


def _read_file(path: str) -> dict[str, Any]:
    """The values of a TOML file of settings; names are in lower case."""
    try:
        values = tomllib.loads(Path(path).read_text(encoding="utf-8"))
    except OSError as error:
        raise SettingsError(FILE, path, f"a file that can be read ({error.strerror})") from None
    except ValueError as error:
        raise SettingsError(FILE, path, f"a TOML file ({error})") from None
    for name in values.keys() - ServiceSettings.model_fields.keys():
        names = _list_names(ServiceSettings.model_fields, name)
        raise SettingsError(f"{name} in {path}", values[name], names)
    return values


def _list_names(names: Iterable[str], found: str) -> str:
    """All ``names`` for a message about an unknown one: the most like ``found`` first."""
    nearest_first = sorted(names, key=lambda name: SequenceMatcher(None, name, found).ratio(), reverse=True)
    return "one of " + ", ".join(nearest_first)


def _refuse(error: ValidationError) -> NoReturn:
    row = error.errors(include_url=False)[0]
    wanted = row["msg"].removeprefix("Input should be ").removeprefix("Value error, ")
    # pydantic says "a valid integer, unable to parse string as an integer".
    wanted = "a whole number" if row["type"] == "int_parsing" else wanted
    raise SettingsError(str(row["loc"][0]), row["input"], wanted) from None


def _is_loopback(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False
