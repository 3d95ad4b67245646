"""The language of the command: English, or Arabic from the texts of `words_ar.json` by their English form.

The code speaks English. A text without a translation stays English. A text with `{}` stands for every text
that has something else in these places, so that errors of the library need no other form for the command.
"""

import os
import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from pathlib import Path
from typing import TextIO
from unicodedata import category

LANGUAGES = ("ar", "en")
VARIABLE = "KHULASA_LANG"
# The first that has a value decides, as POSIX says for messages; ours comes before them.
_VARIABLES = (VARIABLE, "LC_ALL", "LC_MESSAGES", "LANG")
_WORDS = Path(__file__).parent / "words_ar.json"

# A terminal that knows bidi shows a line of Arabic, and each Latin word, path and value in it, in its own
# direction if these marks stand around it.
_RIGHT_TO_LEFT, _FIRST_STRONG, _POP = "\u2067", "\u2068", "\u2069"
# Until it is known where a text goes, noncharacters stand for them, which no document has. A pipe gets
# neither these nor those.
_ISOLATE, _RELEASE, _ARABIC_TEXT = "\ufdd0", "\ufdd1", "\ufdd2"
_TO_MARKS = {ord(_ISOLATE): _FIRST_STRONG, ord(_RELEASE): _POP, ord(_ARABIC_TEXT): _RIGHT_TO_LEFT}
_TO_NOTHING = dict.fromkeys(_TO_MARKS)
_FOUND_NONE = re.compile(f"وُجد ([{_ISOLATE}{_ARABIC_TEXT}]*)لا ")
_ARABIC = re.compile("[\u0600-\u06ff]")
_LATIN = re.compile(r"[!-~]*[A-Za-z0-9][!-~]*(?: [!-~]*[A-Za-z][!-~]*)*")
# A text whose own letters are fewer than this says too little to be looked for inside another one.
_LEAST_LETTERS = 6


def read_language(environ: Mapping[str, str] = os.environ) -> str:
    """The language that the environment names; English if it names none of ours."""
    named = next((value for name in _VARIABLES if (value := environ.get(name))), "")
    return "ar" if re.match(r"ar(?![A-Za-z])", named, re.IGNORECASE) else "en"


def say(template: str, *values: object) -> str:
    """A text of ours in the language of the command, with values in the places of its `{}`."""
    if read_language() == "en":
        return template.format(*values)
    words = _read_words().get(template)
    if words is None:
        return translate(template.format(*values))
    return _wrap(isolate_latin(words).format(*map(isolate_value, values)))


def translate(text: str) -> str:
    """A finished English text in the language of the command."""
    return text if read_language() == "en" or _RELEASE in text else _wrap(_translate(text, 0))


def translate_paragraph(text: str) -> str:
    """The same without marks around the whole, for what is broken into lines."""
    return text if read_language() == "en" else _translate(text, 0)


def isolate_latin(text: str) -> str:
    """Arabic text with its Latin words between marks; what is between marks already stays as it is."""
    return _LATIN.sub(lambda found: f"{_ISOLATE}{found[0]}{_RELEASE}", text) if _ISOLATE not in text else text


def isolate_value(value: object) -> str:
    """A value, in Arabic between marks unless it has some: then it is a text of ours."""
    text = str(value)
    if read_language() == "en" or _RELEASE in text or not text.strip():
        return text
    return f"{_ISOLATE}{text}{_RELEASE}"


def pad(text: str, width: int) -> str:
    """The text and blanks behind it, up to so many columns: marks and vowel signs take none."""
    return text + " " * max(width - count_columns(text), 0)


def count_columns(text: str) -> int:
    """How many columns a text takes: neither marks nor vowel signs take one."""
    return sum(category(letter) not in ("Cf", "Cn", "Mn") for letter in text)


def direct(text: str, stream: TextIO) -> str:
    """Text for a stream: in a terminal each Arabic line from right to left, elsewhere without marks."""
    if read_language() == "en":
        return text
    # Arabic denies the verb, where English finds "no file".
    text = _FOUND_NONE.sub(r"لا يوجد \1", text)
    if not stream.isatty():
        return text.translate(_TO_NOTHING)
    return "\n".join(_direct_line(line) for line in text.translate(_TO_MARKS).split("\n"))


def mark(text: str, stream: TextIO) -> str:
    """A layout for a stream: in a terminal with its marks, elsewhere without; its lines run as they run."""
    return text.translate(_TO_MARKS if stream.isatty() else _TO_NOTHING)


def split_paragraphs(text: str) -> list[str]:
    """The paragraphs of a help text; lines of one are joined, but after a backspace, as click has it."""
    from inspect import cleandoc

    found = (part for part in re.split(r"\n{2,}", cleandoc(text)) if part.strip())
    return [part if part.startswith("\b") else " ".join(part.split()) for part in found]


def _direct_line(line: str) -> str:
    """A line that runs from right to left, but for its margin, if there is Arabic in it."""
    indent = re.match(r"\s*", line)
    start = indent.end() if indent else 0
    found = _ARABIC.search(line)
    return f"{line[:start]}{_RIGHT_TO_LEFT}{line[start:]}{_POP}" if found else line


def _wrap(text: str) -> str:
    return f"{_ARABIC_TEXT}{text}{_RELEASE}" if _ARABIC.search(text) else text


def _translate(text: str, least: int) -> str:
    """A text by its own form, or by one with `{}` that has as many letters as ``least``."""
    words = _read_words()
    if (found := words.get(text)) is not None:
        return isolate_latin(found)
    for n_letters, pattern, template in _list_patterns():
        if n_letters >= least and (match := pattern.fullmatch(text)):
            values = [_translate(value, _LEAST_LETTERS) for value in match.groups()]
            return isolate_latin(words[template]).format(*map(isolate_value, values))
    return text


@lru_cache(maxsize=1)
def _read_words() -> dict[str, str]:
    import json

    words: dict[str, str] = json.loads(_WORDS.read_bytes())
    return words


@lru_cache(maxsize=1)
def _list_patterns() -> tuple[tuple[int, re.Pattern[str], str], ...]:
    """Each text with `{}` as a pattern, with its number of letters, those with the most first."""
    return tuple(sorted(_make_patterns(), key=lambda row: -row[0]))


def _make_patterns() -> Iterator[tuple[int, re.Pattern[str], str]]:
    for template in _read_words():
        if "{}" in template:
            pattern = "(.+?)".join(map(re.escape, template.split("{}")))
            yield len(re.findall("[A-Za-z]", template)), re.compile(pattern, re.DOTALL), template
