"""Counts the work of splitting sentences in calls and characters, the same on every machine."""

import re
import sys
from collections.abc import Callable, Iterator
from types import ModuleType
from typing import Any

import pytest

from summarizer.text.sentences import abbreviations, ends, quotations, segmenting
from summarizer.text.sentences.segmenting import split_sentences


def count_work(text: str, monkeypatch: pytest.MonkeyPatch) -> int:
    """The function calls, and the characters that patterns read, to split a text into sentences."""
    work = 0

    def count_characters(n_characters: int) -> None:
        nonlocal work
        work += n_characters

    def count_call(_frame: object, event: str, _argument: object) -> None:
        nonlocal work
        work += event in ("call", "c_call")

    with monkeypatch.context() as patch:
        for module in (segmenting, ends, quotations, abbreviations):
            for name, pattern in list_patterns(module):
                patch.setattr(module, name, CountingPattern(pattern, count_characters))
        sys.setprofile(count_call)
        try:
            split_sentences(text)
        finally:
            sys.setprofile(None)
    return work


def list_patterns(module: ModuleType) -> list[tuple[str, re.Pattern[str]]]:
    """The compiled patterns of a module, by name."""
    return [(name, value) for name, value in vars(module).items() if isinstance(value, re.Pattern)]


class CountingPattern:
    """A pattern that counts the characters that each use of it reads."""

    def __init__(self, pattern: re.Pattern[str], count: Callable[[int], None]) -> None:
        self.pattern, self.count = pattern, count

    def _count(self, found: re.Match[str] | None, text: str, start: int) -> re.Match[str] | None:
        self.count((found.end() if found else len(text)) - start)
        return found

    def search(self, text: str, start: int = 0) -> re.Match[str] | None:
        """As `re.Pattern.search`."""
        return self._count(self.pattern.search(text, start), text, start)

    def match(self, text: str, start: int = 0) -> re.Match[str] | None:
        """As `re.Pattern.match`: without a match it has read only a few characters."""
        return self._count(self.pattern.match(text, start), text[: start + 1], start)

    def fullmatch(self, text: str) -> re.Match[str] | None:
        """As `re.Pattern.fullmatch`."""
        return self._count(self.pattern.fullmatch(text), text, 0)

    def finditer(self, text: str) -> Iterator[re.Match[str]]:
        """As `re.Pattern.finditer`."""
        self.count(len(text))
        return self.pattern.finditer(text)

    def findall(self, text: str) -> list[Any]:
        """As `re.Pattern.findall`."""
        self.count(len(text))
        return self.pattern.findall(text)

    def sub(self, replacement: str, text: str) -> str:
        """As `re.Pattern.sub`."""
        self.count(len(text))
        return self.pattern.sub(replacement, text)
