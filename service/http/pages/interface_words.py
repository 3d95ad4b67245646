"""The words of the web page in Arabic and English, and the language of a request; used by the pages."""

from functools import lru_cache
from pathlib import Path

import orjson
from flask import request
from werkzeug.datastructures import LanguageAccept
from werkzeug.http import parse_accept_header

# The languages of the page, the first one by default, and the direction of each.
LANGUAGES = {"ar": "rtl", "en": "ltr"}
# Of the header Accept-Language: 8 KB of it took five milliseconds to read.
_LONGEST = 512
_WORDS = Path(__file__).parents[2] / "static" / "words"


@lru_cache(maxsize=len(LANGUAGES))
def read_interface_words(lang: str) -> dict[str, str]:
    """The texts of the page in a language, by their names."""
    words: dict[str, str] = orjson.loads((_WORDS / f"{lang}.json").read_bytes())
    return words


def choose_language() -> str:
    """The language that the address names, or the browser prefers; else Arabic."""
    named = request.args.get("lang", "")
    if named in LANGUAGES:
        return named
    accepted = parse_accept_header(request.headers.get("Accept-Language", "")[:_LONGEST], LanguageAccept)
    return accepted.best_match(list(LANGUAGES)) or "ar"
