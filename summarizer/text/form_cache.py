"""What is known of recent words as written: a cache for functions of one word.

A look-up takes half the time of `lru_cache`, since `map` can call ``__getitem__`` of a dictionary directly.
"""

from collections.abc import Callable
from typing import TypeVar

# In 8,000 articles of many outlets a cache of 100,000 forms held 90.5 percent of the words and took 45 MB;
# one of 200,000 held 91.6 percent and took twice the memory.
N_FORMS = 100_000

# No word is longer, marks included. Longer strings carry no meaning and must not fill the cache.
LONGEST_FORM = 60

Value = TypeVar("Value")


class FormCache(dict[str, Value]):
    """The results of ``read`` for recent forms: ``cache[form]``.

    When it is half full, all its forms become ``earlier``, and move back when they are used again.
    """

    def __init__(self, read: Callable[[str], Value]) -> None:
        super().__init__()
        self.read = read
        self.earlier: dict[str, Value] = {}

    def __missing__(self, form: str) -> Value:
        if len(form) > LONGEST_FORM:
            return self.read(form)
        if len(self) >= N_FORMS // 2:
            self.earlier = dict(self)
            self.clear()
        known = self.earlier.get(form)
        value = self.read(form) if known is None else known
        self[form] = value
        return value
