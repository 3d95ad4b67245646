"""The story of a site's furniture: pages of a dump come in, lines that their hosts repeat go out."""

import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from summarizer.dumps.input.formats import read_source
from summarizer.dumps.input.sources import list_sources
from summarizer.dumps.records import DumpSettings, Refusal, Source
from summarizer.errors import SettingsError, TextError
from summarizer.page.furniture import Furniture, name_host, read_rows
from summarizer.page.phrases.rows import FurnitureRow
from summarizer.parsing import parse
from summarizer.records import Entry, RemovedKind
from summarizer.text.normalizing import normalize_blanks
from summarizer.text.sentences.segmenting import find_blocks

# Pages of a host that must have a line, and their share of its pages. Three pages may share a report that was
# updated twice; of a host with many pages, no report stands on a tenth.
LEAST, LEAST_SHARE = 3, 0.1
# Characters. A longer line is a paragraph; a notice has at most 240.
LONGEST = 240


def learn_furniture(
    inputs: Sequence[str], settings: DumpSettings, least: int = LEAST, refused: list[Refusal] | None = None
) -> Furniture:
    """The lines that stand on ``least`` pages of a host or more, and on a tenth of them; titles are none.

    inputs   files, globs, folders and URLs, as for `deduplicate_dump`
    refused  gets the records that hold no page

    Raises ``RunError`` for an input that is missing.
    """
    sources = list_sources(inputs)
    left = [] if refused is None else refused
    return Furniture(tuple(_count_lines(_take_entries(sources, settings, left), least)))


def _take_entries(
    sources: Iterable[Source], settings: DumpSettings, refused: list[Refusal]
) -> Iterator[Entry]:
    for source in sources:
        for found in read_source(source, settings):
            if isinstance(found, Entry):
                yield found
            else:
                refused.append(found)


def find_entry_host(entry: Entry) -> str:
    """The host of the address of a record; where it has none, its source."""
    try:
        record = json.loads(entry.raw)
    except ValueError:
        record = {}
    url = record.get("url") if isinstance(record, dict) else None
    return (name_host(url) if isinstance(url, str) else "") or entry.document.source


def _count_lines(entries: Iterable[Entry], least: int) -> Iterable[FurnitureRow]:
    n_pages: Counter[str] = Counter()
    counts: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    shown: dict[tuple[str, str], str] = {}
    titles: set[tuple[str, str]] = set()
    seen: set[str] = set()
    for entry in entries:
        # A page that stands in a dump twice says nothing about its host.
        if entry.document.text in seen:
            continue
        seen.add(entry.document.text)
        host = find_entry_host(entry)
        n_pages[host] += 1
        for line, (text, kind) in _read_lines(entry.document.text).items():
            counts[host, line][kind] += 1
            shown.setdefault((host, line), text)
            if kind == "title":
                titles.add((host, line))
        titles.add((host, normalize_blanks(entry.document.title)))
    for key, kinds in sorted(counts.items(), key=lambda item: (item[0][0], -item[1].total(), item[0][1])):
        if key not in titles and kinds.total() >= max(least, LEAST_SHARE * n_pages[key[0]]):
            yield FurnitureRow(key[0], shown[key], kinds.total(), _choose_label(kinds))


def _read_lines(text: str) -> dict[str, tuple[str, str]]:
    """The short lines of a page in folded form, each with its words and how it is read without rows."""
    try:
        page = parse(text)
    except TextError:
        return {}
    kinds = {normalize_blanks(row.text): row.kind.value for row in page.removed}
    kinds |= {normalize_blanks(article.title.text): "title" for article in page.articles if article.title}
    lines = (block.text for block in find_blocks(page.text or text) if len(block.text) <= LONGEST)
    folded = ((normalize_blanks(line), line) for line in lines)
    return {form: (line, kinds.get(form, "")) for form, line in folded if form}


def _choose_label(kinds: Counter[str]) -> RemovedKind:
    """How the line was mostly read where it was left out; a line that never was stands under the text."""
    known = [
        kind
        for kind, _ in kinds.most_common()
        if kind not in ("", "title", RemovedKind.REPEAT, RemovedKind.HIDDEN)
    ]
    return RemovedKind(known[0]) if known else RemovedKind.FOOTER


def write_rows(furniture: Furniture) -> str:
    """The rows as TOML, which `read_rows` reads."""
    # A string of JSON is a string of TOML, but for one character that TOML wants escaped.
    return "\n".join(
        "[[row]]\n"
        + "".join(
            f"{name} = {json.dumps(value, ensure_ascii=False)}\n".replace("\x7f", "\\u007f")
            for name, value in _list_fields(row)
        )
        for row in furniture.rows
    )


def _list_fields(row: FurnitureRow) -> Iterable[tuple[str, str | int | Sequence[str]]]:
    """The fields of a row by their name; those that only some rows have are left out of the others."""
    yield "host", row.host
    yield ("pattern", row.pattern) if row.pattern else ("line", row.line)
    yield "seen", row.seen
    yield "label", row.label.value
    if row.outlets:
        yield "outlets", row.outlets
    if row.known:
        yield "known", row.known


def read_furniture(path: str | Path) -> Furniture:
    """The rows of a file. Raises ``SettingsError`` for a file that is missing or wrong."""
    try:
        text = Path(path).read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise SettingsError(str(path), str(error), "a file of rows in TOML") from None
    return read_rows(text, str(path))
