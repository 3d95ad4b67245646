"""One Hypothesis profile for all tests: no deadline, since no test may wait on the clock."""

from hypothesis import settings

settings.register_profile("khulasa", deadline=None)
settings.load_profile("khulasa")
