"""The command that makes, lists and removes API keys; the service notices a change by itself."""

from pathlib import Path

import click

from service.http.access.auth import Key, KeyFile, hash_token, make_token, read_keys
from service.http.operations import Scope
from service.rates import check_rate
from service.settings import PREFIX
from summarizer.command.language.help import Group, take_language
from summarizer.dumps.run.whole_files import write_whole
from summarizer.errors import SettingsError

_file = click.option(
    "--file",
    "path",
    type=click.Path(path_type=Path),
    envvar=PREFIX + "KEYS",
    required=True,
    show_envvar=True,
    help="The key file of the service.",
)
# As errors name the file: by what can be typed, and by the variable that stands for it.
_NAME = "--file (KHULASA_SERVE_KEYS)"


def _take_rate(_context: object, _option: object, value: str | None) -> str | None:
    try:
        return check_rate(value) if value else None
    except ValueError as error:
        raise click.BadParameter(f"wanted {error}") from None


@click.group(cls=Group, context_settings={"help_option_names": ["-h", "--help"]})
def keys() -> None:
    """Make, list and remove API keys; the running service sees it at once.

    Example: khulasa keys add desk --scope read --file keys.json
    """


@keys.command()
@click.argument("name")
@click.option(
    "--scope",
    "scopes",
    multiple=True,
    type=click.Choice([scope.value for scope in Scope]),
    help="A scope of the key, once for each; read by default.",
)
@click.option("--rate", callback=_take_rate, help="Such as 600/minute; by default the rate of the service.")
@_file
def add(name: str, scopes: tuple[str, ...], path: Path, rate: str | None) -> None:
    """Make a key and print it once; the file has only its SHA-256.

    A name that has a key gets another; both work until the old one is removed. So a key is replaced.
    """
    known = _read(path) if path.exists() else ()
    token = make_token()
    try:
        key = Key(
            name=name,
            sha256=hash_token(token),
            scopes=tuple(Scope(scope) for scope in scopes) or (Scope.READ,),
            rate=rate,
        )
    except ValueError:
        wanted = "up to 64 letters, digits, dots, dashes and underscores"
        raise click.BadParameter(f"found {name!r}, wanted {wanted}", param_hint="'NAME'") from None
    _write(path, (*known, key))
    click.echo(token)


@keys.command("list")
@_file
def list_keys(path: Path) -> None:
    """Show each key's name, the first digits of its SHA-256, its scopes and its rate."""
    for key in _read(path):
        click.echo(f"{key.name}\t{key.sha256[:12]}\t{','.join(key.scopes)}\t{key.rate or ''}".rstrip())


@keys.command()
@click.argument("name")
@click.option("--hash", "digits", help="Only the key whose SHA-256 starts with this.", default="")
@_file
def remove(name: str, path: Path, digits: str) -> None:
    """Remove the keys of a name."""
    known = _read(path)
    left = tuple(key for key in known if key.name != name or not key.sha256.startswith(digits))
    if len(left) == len(known):
        raise click.BadParameter(f"{path} has no such key")
    _write(path, left)


def _read(path: Path) -> tuple[Key, ...]:
    """The keys of the file. Raises ``SettingsError`` with the name of the option."""
    try:
        return read_keys(path).keys
    except SettingsError as error:
        raise SettingsError(_NAME, error.found, error.wanted) from None


def _write(path: Path, entries: tuple[Key, ...]) -> None:
    """Replace the key file; only its owner may read it. Raises ``SettingsError`` if it cannot be written."""
    text = KeyFile(keys=entries).model_dump_json(indent=2, exclude_none=True)
    try:
        write_whole(path, (text + "\n").encode(), mode=0o600)
    except OSError as error:
        raise SettingsError(_NAME, str(path), f"a file that can be written ({error.strerror})") from None


take_language((keys,))
