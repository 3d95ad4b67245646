"""The English words of the report: those of `words_ar` under the same names, and its texts."""

import json
import re
from dataclasses import dataclass
from importlib.resources import files


@dataclass(frozen=True, slots=True)
class Noun:
    """A noun after one, and after any other number."""

    one: str
    other: str


DOCUMENT = Noun("document", "documents")
COPY = Noun("copy", "copies")
CLUSTER = Noun("cluster", "clusters")
RECORD = Noun("record", "records")
BLOCK = Noun("block", "blocks")
PAIR = Noun("pair", "pairs")

KINDS = {
    "exact": (
        "exact copy",
        "The same words in the same order; only vowel signs, punctuation and blanks differ.",
    ),
    "near": ("edited copy", "The same text after editing: words replaced, a line added or removed."),
    "contained": ("shortened copy", "Nearly all of it stands in a longer text."),
}
REFUSALS = {
    "broken": "a damaged record",
    "encoding": "bytes that are not UTF-8",
    "no_text": "a record without text",
    "not_a_string": "a field that is no text",
    "no_id": "a record without an id",
    "duplicate_id": "an id that occurs again",
}
PHASES: dict[str, str] = {}  # The names of phases are English.
PLACES = {"head": "top of the page", "body": "inside the text", "tail": "bottom of the page"}
SECOND = "s"
KEEPS = {
    "first": "the first one",
    "longest": "the longest one",
    "newest": "the newest one",
    "source": "the one of the preferred source",
}
_LINKED = re.compile(r'\b(id|for|aria-labelledby)="|href="#')


def count(number: int, noun: Noun) -> str:
    """A number and its noun; thousands are grouped."""
    return f"{number:,} {noun.one if number == 1 else noun.other}"


def translate_template(arabic: str) -> str:
    """The template of the report's body in English, its ids apart from those of the Arabic one."""
    texts = json.loads((files("summarizer.dumps.report") / "templates" / "english.json").read_bytes())
    for text, english in texts.items():
        arabic = arabic.replace(text, english)
    return _LINKED.sub(lambda found: found[0] + "en-", arabic)
