"""The words of the API's documentation in Arabic; used by the pages at `/docs`."""

from functools import cache
from pathlib import Path
from typing import Any

import orjson

_OR = "; or: "
_ARABIC = Path(__file__).parents[2] / "templates" / "docs_ar.json"


class DocsWords(dict[str, str]):
    """Texts by their English form; one without a translation stays English."""

    def __missing__(self, text: str) -> str:
        return text


@cache
def read_docs_words(lang: str) -> DocsWords:
    """The words in a language."""
    return DocsWords(orjson.loads(_ARABIC.read_bytes())) if lang == "ar" else DocsWords()


def translate_api(api: Any, words: DocsWords) -> Any:
    """An OpenAPI document whose summaries and descriptions are in the language of the words."""
    if isinstance(api, list):
        return [translate_api(part, words) for part in api]
    if not isinstance(api, dict):
        return api
    return {
        name: _translate(part, words)
        if name in ("summary", "description") and isinstance(part, str)
        else translate_api(part, words)
        for name, part in api.items()
    }


def _translate(text: str, words: DocsWords) -> str:
    """A text, or the titles of several problems of one status, of which `openapi` makes one text."""
    return words[_OR].join(words[part] for part in text.split(_OR))
