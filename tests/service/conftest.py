"""What several tests use: the service without a socket, and behind one."""

from collections.abc import Iterator

import pytest
from flask.testing import FlaskClient

from service.app import create_app
from service.client import retries
from service.settings import ServiceSettings
from tests.service.both_ways import BothWays
from tests.service.servers import Running, serving


@pytest.fixture(scope="session")
def client(tmp_path_factory: pytest.TempPathFactory) -> FlaskClient:
    """A client of a service that takes bodies of up to 100,000 bytes, and answers each post in both ways."""
    app = create_app(ServiceSettings(max_body=100_000, data=tmp_path_factory.mktemp("data")))
    BothWays(app)
    return app.test_client()


@pytest.fixture(scope="session")
def service() -> Iterator[Running]:
    """A service behind a socket, one for all tests that do not need their own."""
    with serving() as running:
        yield running


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """The usual number of attempts, but no waits between them."""
    monkeypatch.setattr(retries, "find_wait", lambda _: 0.0)
