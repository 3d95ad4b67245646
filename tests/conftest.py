"""For all tests: one Hypothesis profile, in which nothing depends on the clock, and a folder for what services keep."""

import os
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, settings

settings.register_profile("khulasa", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("khulasa")


def pytest_configure(config: pytest.Config) -> None:
    """Keep the state of services out of the user's home; each process of a parallel run has a folder of its own."""
    folder = TemporaryDirectory(prefix="khulasa-tests-")
    os.environ["XDG_STATE_HOME"] = folder.name
    config.add_cleanup(folder.cleanup)
