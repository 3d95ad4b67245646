"""The service without a socket."""

import pytest
from flask.testing import FlaskClient

from service.app import create_app
from service.settings import ServiceSettings


@pytest.fixture(scope="session")
def client(tmp_path_factory: pytest.TempPathFactory) -> FlaskClient:
    """A client of a service that takes bodies of up to 100,000 bytes."""
    return create_app(ServiceSettings(max_body=100_000, data=tmp_path_factory.mktemp("data"))).test_client()
