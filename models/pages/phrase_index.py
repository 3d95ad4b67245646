"""Write the phrases of pages with the characters with which their lines begin: makes phrases.json.

    python -m models.pages.phrase_index

It reads `phrases.toml`, which people edit, so it is run after each change of that file. A test compares both.
"""

import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from models.manifest import list_in_manifest
from models.pages.phrase_beginnings import list_beginnings, split_alternatives
from summarizer.page.phrases.lookup import LINES, MODEL, SECTIONS, fingerprint_keys
from summarizer.page.phrases.rows import RowFile, read_row_file
from summarizer.page.phrases.spelling import spell
from summarizer.trained import find_models

TABLE = Path(__file__).parents[1] / "phrases.toml"
# The words of the table that name a section of a newspaper.
SECTION = "section"


def main() -> None:
    """Write the file and its entry in the manifest."""
    path = find_models() / MODEL
    path.write_text(write_tables(), encoding="utf-8")
    list_in_manifest(path, fingerprint_keys(), [TABLE])
    print(path)


def read_table() -> RowFile:
    """The phrases as people write them. Raises ``SettingsError`` with the row and the field that is wrong."""
    return read_row_file(TABLE.read_text(encoding="utf-8"), TABLE.name)


def write_tables() -> str:
    """The text of the file."""
    table = read_table()
    sections = [(SECTION, spell(table.words[SECTION]))]
    tables = {LINES: _index(_list_phrases(table)), SECTIONS: _index(sections)}
    written = [f"{_write(name)}: {_write_table(table)}" for name, table in tables.items()]
    return "{" + ",\n".join(written) + "}\n"


def _write_table(table: dict[str, Any]) -> str:
    """One row and one beginning a line, so that a change shows as changed lines."""
    rows = ",\n".join(map(_write, table["rows"]))
    beginnings = [f"{_write(key)}: {_write(found)}" for key, found in sorted(table["beginnings"].items())]
    return '{"rows": [\n' + rows + '\n], "beginnings": {\n' + ",\n".join(beginnings) + "\n}}"


def _write(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)


def _list_phrases(table: RowFile) -> Iterator[tuple[str, str]]:
    """The label and the pattern of each phrase, earlier labels first, alternatives apart."""
    for label in dict.fromkeys(row.label for row in table.rows):
        for row in table.rows:
            if row.label is label:
                yield from ((label.value, pattern) for pattern in split_alternatives(spell(row.pattern)))


def _index(rows: Iterable[tuple[str, str]]) -> dict[str, Any]:
    rows = list(rows)
    beginnings: dict[str, list[int]] = {}
    for row, (_, pattern) in enumerate(rows):
        for beginning in list_beginnings(pattern):
            beginnings.setdefault(beginning, []).append(row)
    return {"rows": rows, "beginnings": beginnings}


if __name__ == "__main__":
    main()
