"""Write the phrases of pages with the characters with which their lines begin: makes phrases.json.

    python -m models.phrase_index

It reads the tables of `summarizer/page/phrases`, so it is run after each change of them. A test compares the
file with the tables.
"""

import json
from collections.abc import Iterable, Iterator
from typing import Any

from models.manifest import list_in_manifest
from models.phrase_beginnings import list_beginnings, split_alternatives
from summarizer.page.phrases.lookup import LINES, MODEL, SECTIONS, fingerprint_keys
from summarizer.page.phrases.spelling import spell
from summarizer.page.phrases.table import PHRASES
from summarizer.page.phrases.vocabulary import SECTION
from summarizer.trained import find_models


def main() -> None:
    """Write the file and its entry in the manifest."""
    path = find_models() / MODEL
    path.write_text(write_tables(), encoding="utf-8")
    list_in_manifest(path, fingerprint_keys(), [])
    print(path)


def write_tables() -> str:
    """The text of the file."""
    tables = {LINES: _index(_list_phrases()), SECTIONS: _index([("section", spell(SECTION))])}
    written = [f"{_write(name)}: {_write_table(table)}" for name, table in tables.items()]
    return "{" + ",\n".join(written) + "}\n"


def _write_table(table: dict[str, Any]) -> str:
    """One row and one beginning a line, so that a change shows as changed lines."""
    rows = ",\n".join(map(_write, table["rows"]))
    beginnings = [f"{_write(key)}: {_write(found)}" for key, found in sorted(table["beginnings"].items())]
    return '{"rows": [\n' + rows + '\n], "beginnings": {\n' + ",\n".join(beginnings) + "\n}}"


def _write(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)


def _list_phrases() -> Iterator[tuple[str, str]]:
    """The kind and the pattern of each phrase, earlier kinds first, alternatives apart."""
    for kind in dict.fromkeys(phrase.kind for phrase in PHRASES):
        for phrase in PHRASES:
            if phrase.kind is kind:
                yield from ((kind.value, pattern) for pattern in split_alternatives(spell(phrase.pattern)))


def _index(rows: Iterable[tuple[str, str]]) -> dict[str, Any]:
    rows = list(rows)
    beginnings: dict[str, list[int]] = {}
    for row, (_, pattern) in enumerate(rows):
        for beginning in list_beginnings(pattern):
            beginnings.setdefault(beginning, []).append(row)
    return {"rows": rows, "beginnings": beginnings}


if __name__ == "__main__":
    main()
