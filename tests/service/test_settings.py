"""What the environment may say."""

import pytest

from service.settings import PREFIX, ServiceSettings, read_settings
from summarizer.errors import SettingsError


def test_an_empty_environment_gives_the_defaults() -> None:
    """Nothing needs to be set."""
    assert read_settings({"PATH": "/bin"}) == ServiceSettings()


def test_every_setting_can_be_set() -> None:
    """One variable for each field."""
    values = {"HOST": "::1", "PORT": "81", "WORKERS": "3", "THREADS": "5", "MAX_BODY": "7"}
    settings = read_settings({PREFIX + name: value for name, value in values.items()})
    assert settings == ServiceSettings("::1", 81, 3, 5, 7)


def test_an_empty_variable_is_none() -> None:
    """Container files pass variables on that nobody set."""
    assert read_settings({PREFIX + "PORT": ""}) == ServiceSettings()


def test_a_host_of_digits_stays_a_name() -> None:
    """Only numbers are read as numbers."""
    assert read_settings({PREFIX + "HOST": "1"}).host == "1"


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
        ("PROT", "80"),
    ],
)
def test_a_bad_variable_is_named(name: str, value: str) -> None:
    """The name as it was set, a misspelt one too, with what it holds."""
    with pytest.raises(SettingsError) as caught:
        read_settings({PREFIX + name: value})
    assert caught.value.name == PREFIX + name
    assert str(caught.value.found) == value


@pytest.mark.parametrize("field", ["port", "workers", "threads", "max_body"])
def test_a_setting_is_checked_when_it_is_made(field: str) -> None:
    """In code as in the environment."""
    with pytest.raises(SettingsError):
        ServiceSettings(**{field: -1})  # type: ignore[arg-type]
