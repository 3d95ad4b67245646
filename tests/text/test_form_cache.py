"""A cache of words as written: each is read once, and the memory is bounded."""

from collections import Counter

import pytest

from summarizer.text import form_cache
from summarizer.text.form_cache import LONGEST_FORM, FormCache


def test_each_form_is_read_once() -> None:
    """The second time, the result comes from the cache, also one that is false."""
    read: Counter[str] = Counter()

    def is_short(form: str) -> bool:
        read[form] += 1
        return len(form) < 3

    cache = FormCache(is_short)
    assert [cache[form] for form in ("مدرسة", "كتاب", "مدرسة")] == [False] * 3
    assert read == {"مدرسة": 1, "كتاب": 1}


def test_memory_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    """A dump with ever new word forms does not fill the memory; dropped forms are read again."""
    monkeypatch.setattr(form_cache, "N_FORMS", 8)
    cache = FormCache(len)
    for number in [*range(100), *range(100)]:
        assert cache[f"كتاب{number}"] == len(f"كتاب{number}")
        assert len(cache) + len(cache.earlier) <= 8


def test_no_endless_form_is_remembered() -> None:
    """A string longer than any word is read, and not kept."""
    cache, endless = FormCache(len), "ك" * (LONGEST_FORM + 1)
    assert cache[endless] == LONGEST_FORM + 1
    assert endless not in cache
