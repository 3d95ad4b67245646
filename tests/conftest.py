"""One Hypothesis profile for all tests: nothing in it depends on the clock, since a machine may be busy."""

from hypothesis import HealthCheck, settings

settings.register_profile("khulasa", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("khulasa")
