"""A hook of mkdocs: files of the repository that are pages of the site too, with links to the pages."""

import re
from pathlib import Path
from typing import Any

from mkdocs.structure.files import File, Files

ROOT = Path(__file__).parent.parent
# Each file and the page that it becomes. Other files of the repository are named, not linked.
PAGES = {
    "README.md": "index.md",
    "README.ar.md": "ar.md",
    "CONTRIBUTING.md": "contributing.md",
    "CHANGELOG.md": "changelog.md",
    "SECURITY.md": "security.md",
}
_LINK = re.compile(r"(!?)\[([^\]]*)\]\((?!https?:|#)([^)#]+)(#[^)]*)?\)")


def on_files(files: Files, config: Any) -> Files:
    """Add the pages."""
    for name, page in PAGES.items():
        text = _LINK.sub(_lead, (ROOT / name).read_text(encoding="utf-8"))
        # Inside a frame only this attribute makes Markdown of what it holds.
        text = re.sub(r'<div dir="(rtl|ltr)">', r'<div dir="\1" markdown>', text)
        files.append(File.generated(config, page, content=text))
    return files


def on_page_markdown(markdown: str, **_given: Any) -> str:
    """Lead the links of a page in `docs` to files outside it."""
    return _LINK.sub(lambda found: _lead(found) if found[3].startswith("../") else found[0], markdown)


def _lead(found: re.Match[str]) -> str:
    mark, text, path, anchor = found[1], found[2], found[3].removeprefix("../"), found[4] or ""
    if path in PAGES or path.startswith("docs/"):
        return f"{mark}[{text}]({PAGES.get(path, path.removeprefix('docs/'))}{anchor})"
    return f"{text} (`{path}`)"
