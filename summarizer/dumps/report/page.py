"""`report.html`: a finished run as one HTML page, in Arabic and in English, that needs no network.

The page is made from the files of the run alone, so `rethreshold` makes it anew. Texts of documents are
escaped and put into elements with a direction of their own, so that no title can change the page. A content
security policy in the page keeps browsers from loading anything.
"""

import base64
import hashlib
import re
from collections.abc import Callable, Sequence
from functools import lru_cache, partial
from importlib.resources import files
from pathlib import Path
from typing import Any

from summarizer.dumps.report import words_ar, words_en
from summarizer.dumps.report.bars import plot_bars, plot_line
from summarizer.dumps.report.survey import Survey, survey_run
from summarizer.dumps.report.units import write_duration, write_size
from summarizer.dumps.run.finished import BLOCKS, REPORT
from summarizer.dumps.run.whole_files import write_whole

# Control characters show as their pictures (U+2400 on); halves of surrogate pairs cannot be written at all.
_PICTURES = {code: 0x2400 + code for code in range(32) if chr(code) not in "\t\n\r"} | {0x7F: 0x2421}
_SURROGATE = re.compile("[\ud800-\udfff]")
TITLE_CHARACTERS = 110


def write_report(output: Path, blocks: Path | None = None) -> Path:
    """Write ``report.html`` into the folder of a finished run, whole or not at all, and return its path.

    ``blocks`` is the file of recurring blocks, where it is not beside the others. Raises ``RunError`` where
    the folder holds no finished run.
    """
    path = output / REPORT
    write_whole(path, render_report(survey_run(output, blocks or output / BLOCKS)).encode())
    return path


def render_report(found: Survey) -> str:
    """The page as HTML, in Arabic and in English, of which a reader sees one."""
    environment = _load_templates()
    drawn = _draw(found)
    bodies = {
        name: environment.get_template(name).render(
            survey=found, words=words, time=partial(write_duration, unit=words.SECOND), **drawn
        )
        for name, words in (("arabic", words_ar), ("english", words_en))
    }
    page: str = environment.get_template("shell").render(bodies)
    return page


@lru_cache(maxsize=1)
def _load_templates() -> Any:
    """The templates of the page, compiled once for all runs of a process: that takes a fifth of a second."""
    from jinja2 import DictLoader, Environment, StrictUndefined

    folder = files("summarizer.dumps.report") / "templates"
    shell, body, style, script = (
        (folder / name).read_text(encoding="utf-8").strip()
        for name in ("report.html", "body.html", "report.css", "report.js")
    )
    sources = {"shell": shell, "arabic": body, "english": words_en.translate_template(body)}
    environment = Environment(
        loader=DictLoader(sources),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters |= _list_filters()
    digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    environment.globals |= {"style": style, "script": script, "digest": digest}
    return environment


def _list_filters() -> dict[str, Callable[..., Any]]:
    return {
        "shown": replace_controls,
        "number": lambda number: f"{number:,}",
        "percent": lambda share: (
            f"{100 * share:.0f}%" if share in (0, 1) or 0.01 <= share <= 0.99 else f"{100 * share:.1f}%"
        ),
        "bytes": write_size,
        "headline": _write_headline,
    }


def replace_controls(text: object) -> str:
    """Text that a page can hold: control characters as their pictures."""
    return _SURROGATE.sub("\ufffd", str(text).translate(_PICTURES))


def _write_headline(document: Any) -> str:
    """The title of a document, or how its text begins."""
    words = " ".join((document.title or document.text[: 4 * TITLE_CHARACTERS]).split())
    return replace_controls(
        words if len(words) <= TITLE_CHARACTERS else words[:TITLE_CHARACTERS].rsplit(" ", 1)[0] + " …"
    )


def _draw(found: Survey) -> dict[str, Any]:
    """The charts of the page, and the numbers beside them."""
    run = found.run
    counts = run["counts"]
    sizes = [(f"{low}" if low == high else f"{low}\u2013{high}", number) for low, high, number in found.sizes]
    likeness = [(f"{place / 100:.2f}", number) for place, number in enumerate(run.get("histogram") or [])]
    # Low thresholds are not counted.
    thresholds = run.get("thresholds") or []
    lowest = next((place for place, number in enumerate(thresholds) if number is not None), 0)
    kept = [number for number in thresholds if number is not None]
    total = max(counts["documents"] + counts["refused"], 1)
    return {
        "counts": counts,
        "settings": run["settings"],
        "parts": [
            ("kept", counts["kept"] / total),
            *((kind, number / total) for kind, number in found.kinds.items()),
            ("refused", counts["refused"] / total),
        ],
        "sizes": plot_bars(sizes),
        "likeness": plot_bars(likeness),
        "blocks_by_source": _group_blocks(found.blocks),
        "kept_line": plot_line(kept),
        "kept": kept,
        "lowest": lowest,
        "phases": run.get("phases") or [],
    }


def _group_blocks(blocks: Sequence[dict[str, Any]]) -> list[tuple[str, list[dict[str, Any]]]]:
    """The blocks by the source where each is most frequent, in the order of the blocks."""
    groups: dict[str, list[dict[str, Any]]] = {}
    for block in blocks:
        groups.setdefault(block.get("source") or "", []).append(block)
    return list(groups.items())
