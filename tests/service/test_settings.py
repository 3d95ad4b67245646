"""Settings from options, the environment and a file."""

from pathlib import Path

import pytest

from service.settings import PREFIX, ServiceSettings, make_settings, read_settings
from summarizer.errors import SettingsError


def test_an_empty_environment_gives_the_defaults() -> None:
    """Nothing needs to be set."""
    assert read_settings({"PATH": "/bin"}) == ServiceSettings()


def test_every_setting_can_be_set() -> None:
    """One variable for each field."""
    values = {
        "host": ("::1", "::1"),
        "port": ("81", 81),
        "workers": ("3", 3),
        "threads": ("5", 5),
        "queue": ("0", 0),
        "max_body": ("7", 7),
        "patience": ("8", 8),
        "grace": ("9", 9),
        "data": ("/data", Path("/data")),
        "keys": ("/keys.json", Path("/keys.json")),
        "open": ("true", True),
        "rate": ("5/second", "5/second"),
        "origins": ("https://a.example, https://b.example", ("https://a.example", "https://b.example")),
        "log": ("error", "error"),
    }
    settings = read_settings({PREFIX + name.upper(): said for name, (said, _) in values.items()})
    for name, (_, meant) in values.items():
        assert getattr(settings, name) == meant
        assert meant != ServiceSettings.model_fields[name].default


def test_a_file_says_what_the_environment_does_not(tmp_path: Path) -> None:
    """Options of the command come before both."""
    file = tmp_path / "settings.toml"
    file.write_text('port = 81\nworkers = 3\nthreads = 6\norigins = ["https://a.example"]\n')
    settings = read_settings({PREFIX + "FILE": str(file), PREFIX + "WORKERS": "4"}, threads=5)
    assert (settings.port, settings.workers, settings.threads) == (81, 4, 5)
    assert settings.origins == ("https://a.example",)


@pytest.mark.parametrize(
    ("text", "name"), [("port = 'x'", "port"), ("prot = 1", "prot in "), ("port", PREFIX + "FILE")]
)
def test_a_bad_file_is_named(tmp_path: Path, text: str, name: str) -> None:
    """With the field at fault."""
    file = tmp_path / "settings.toml"
    file.write_text(text)
    with pytest.raises(SettingsError) as caught:
        read_settings({PREFIX + "FILE": str(file)})
    assert caught.value.name.startswith(name)


@pytest.mark.parametrize("host", ["192.0.2.1", "::", "example.org"])
def test_no_service_is_open_to_others_by_accident(host: str) -> None:
    """A service without keys at an address that others can reach needs open=true."""
    with pytest.raises(SettingsError):
        make_settings(host=host)
    assert make_settings(host=host, open=True).host == host
    assert make_settings(host=host, keys=Path("keys.json")).host == host


def test_an_empty_variable_is_none() -> None:
    """Container files pass unset variables on as empty ones."""
    assert read_settings({PREFIX + "PORT": ""}) == ServiceSettings()


def test_a_host_of_digits_stays_a_name() -> None:
    """Only numbers are read as numbers."""
    assert read_settings({PREFIX + "HOST": "1", PREFIX + "OPEN": "1"}).host == "1"


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("PORT", "http"),
        ("PORT", "70000"),
        ("PORT", "-1"),
        ("PORT", "٨٠"),
        ("WORKERS", "0"),
        ("THREADS", "2.5"),
        ("MAX_BODY", "2M"),
        ("OPEN", "perhaps"),
        ("RATE", "many"),
        ("LOG", "loud"),
        ("HOST", "192.0.2.1"),
        ("PROT", "80"),
    ],
)
def test_a_bad_variable_is_named(name: str, value: str) -> None:
    """The name as it was set, a misspelt one too, with what it holds."""
    with pytest.raises(SettingsError) as caught:
        read_settings({PREFIX + name: value})
    assert caught.value.name == PREFIX + name
    assert str(caught.value.found) == value


def test_the_name_most_like_an_unknown_one_comes_first(tmp_path: Path) -> None:
    """In a variable as in the file."""
    with pytest.raises(SettingsError, match="wanted one of KHULASA_SERVE_PORT, "):
        read_settings({"KHULASA_SERVE_PROT": "80"})
    file = tmp_path / "service.toml"
    file.write_text("prot = 80", encoding="utf-8")
    with pytest.raises(SettingsError, match="wanted one of port, "):
        read_settings({"KHULASA_SERVE_FILE": str(file)})


def test_a_bad_option_is_named_with_its_setting() -> None:
    """Whatever the environment has: the option came before it."""
    with pytest.raises(SettingsError) as caught:
        read_settings({PREFIX + "PORT": "80"}, port=70_000)
    assert caught.value.name == "--port (KHULASA_SERVE_PORT)"


def test_a_service_for_others_is_told_how() -> None:
    """By the options and by the settings."""
    with pytest.raises(SettingsError) as caught:
        read_settings({}, host="192.0.2.1")
    said = str(caught.value)
    assert said.startswith("--host (KHULASA_SERVE_HOST): ")
    for name in ("--keys", "KHULASA_SERVE_KEYS", "--open", "KHULASA_SERVE_OPEN=true"):
        assert name in said


@pytest.mark.parametrize("field", ["port", "workers", "threads", "max_body"])
def test_a_setting_is_checked_when_it_is_made(field: str) -> None:
    """In code as in the environment."""
    with pytest.raises(SettingsError):
        make_settings(**{field: -1})
