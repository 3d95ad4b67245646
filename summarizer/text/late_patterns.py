"""Regular expressions that are compiled when they are first needed.

A class of all letters takes a millisecond or two to compile, and few texts need all patterns. Compiled when
their modules were imported, they took a quarter of the time of the first summary.
"""

import re
from typing import Any, cast


def compile_late(pattern: str, flags: int = 0) -> re.Pattern[str]:
    """A pattern as ``re.compile`` makes it, but compiled when it is first used."""
    return cast("re.Pattern[str]", _LatePattern(pattern, flags))


class _LatePattern:
    def __init__(self, pattern: str, flags: int) -> None:
        self.pattern = pattern
        self._flags = flags

    def __getattr__(self, name: str) -> Any:
        """A method of the pattern; from now on it is found without this function."""
        found = getattr(re.compile(self.pattern, self._flags), name)
        setattr(self, name, found)
        return found
