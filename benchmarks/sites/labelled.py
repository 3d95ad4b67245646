"""Real pages whose lines are labelled by hand: the records, and how they are read."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

GOLD = "gold.json"
# The text that a browser shows; the labels of HTML are those of its lines.
SHOWN = "inner"
# An excerpt has this one text, and counts under every method.
EXCERPT = "text"


@dataclass(frozen=True, slots=True)
class LabelledPage:
    """A page with the label of each line of its text, and what its articles are."""

    kind: str  # newspaper, news, blog, org, digest, excerpt
    site: str
    source: str | bytes  # text or HTML
    url: str | None
    lines: tuple[str, ...]
    labels: dict[int, str]  # by row; blank lines have none
    n_articles: int
    bylines: tuple[str, ...]
    dates: tuple[str, ...]  # the lines as they stand
    days: tuple[str, ...]  # the same in ISO 8601

    def list_lines(self, *labels: str) -> tuple[str, ...]:
        """The lines of these labels."""
        return tuple(self.lines[row] for row, label in self.labels.items() if label in labels)


def read_pages(folder: Path, method: str | None) -> Iterator[LabelledPage]:
    """The pages that have a text of this method, or HTML for ``None``."""
    for key, page in json.loads((folder / GOLD).read_text(encoding="utf-8")).items():
        wanted = (SHOWN,) if method is None else (method, EXCERPT)
        way = next((way for way in wanted if way in page["texts"]), None)
        if way is None or (method is None and not page["page"]):
            continue
        text = (folder / "text" / f"{key}.{way}.txt").read_text(encoding="utf-8")
        yield _read_page(page, way, text, text if method else (folder / page["page"]).read_bytes())


def _read_page(page: dict[str, Any], way: str, text: str, source: str | bytes) -> LabelledPage:
    numbered = [
        (number - 1, kind) for kind, numbers in page["texts"][way]["lines"].items() for number in numbers
    ]
    return LabelledPage(
        kind=page["kind"],
        site=page["site"],
        source=source,
        url=page["url"],
        lines=tuple(text.split("\n")),
        labels=dict(sorted(numbered)),
        n_articles=page["articles"],
        bylines=tuple(page["byline"]),
        dates=tuple(page["date"]),
        days=tuple(page["days"]),
    )
