"""The names of the elements around a line, as its template gives them."""

from functools import lru_cache

from summarizer.records import Markup


def split_path(markup: Markup) -> frozenset[str]:
    """The tags and classes of the element of a line and of the two around it."""
    return _split(markup.path)


@lru_cache(maxsize=8192)
def _split(path: str) -> frozenset[str]:
    return frozenset(path.replace(">", ".").split("."))


def list_names(markup: Markup) -> frozenset[str]:
    """What `split_path` returns, with all words of the element itself."""
    return markup.own_words | split_path(markup)
