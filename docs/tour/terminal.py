"""Pictures of the command in a terminal, Arabic on light and English on dark: python docs/tour/terminal.py.

The command runs in a terminal of its own. What it writes is drawn by a browser, which joins Arabic letters
and orders both directions, as a terminal that knows bidi does.
"""

import json
import os
import pty
import re
import shutil
import struct
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from html import escape
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

_FOLDER = Path(__file__).parent
_ROOT = _FOLDER.parents[1]
_COLUMNS, _LINES = 96, 40
# Of the lines of one command, as many as fit beside a text.
_MOST_LINES = 34
# Copies of the example, so that a run takes long enough for a picture of its bar.
_TIMES = 400
_STYLES = {
    "1": "font-weight:bold",
    "2": "opacity:.62",
    "3": "font-style:italic",
    "31": "color:var(--red)",
    "32": "color:var(--green)",
}
_THEMES = {
    "ar": "--back:#fdfdfb;--text:#20242a;--red:#b3261e;--green:#1b6e3c;--prompt:#3658a8",
    "en": "--back:#16191d;--text:#e4e6e8;--red:#ff8a80;--green:#7bd88f;--prompt:#8ab4f8",
}
_PAGE = """<!doctype html><meta charset="utf-8"><style>:root{{{theme}}}body{{margin:0;background:var(--back)}}
main{{width:{columns}ch;padding:18px 22px;font:15px/1.6 "DejaVu Sans Mono",monospace;color:var(--text)}}
div{{white-space:pre-wrap;direction:ltr;min-height:1.6em}}b{{color:var(--prompt)}}</style><main>{lines}</main>"""


def main() -> None:
    """Take every picture."""
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        dump = Path(folder) / "dump.jsonl"
        dump.write_text("".join(_write_dump()), encoding="utf-8")
        for lang in _THEMES:
            clean = str(Path(folder) / f"clean-{lang}")
            for name, shown, command in (
                ("summarize", "summarize samples/page.txt --sentences 2", None),
                ("parse", "parse samples/page.txt", None),
                ("dedup", "dedup dump.jsonl -o clean", ["dedup", str(dump), "-o", clean]),
                ("show", "show clean 0", ["show", clean, "0"]),
            ):
                written = (
                    _run(command or shown.split(), lang)
                    .replace(folder + "/", "")
                    .replace(f"clean-{lang}", "clean")
                )
                _take(browser, f"terminal-{name}-{lang}", lang, [f"$ khulasa {shown}", *_list_lines(written)])
        browser.close()


def _write_dump() -> Iterator[str]:
    """The sample, each copy with other words, so that it has as many clusters as it has copies."""
    rows = [
        json.loads(line) for line in (_ROOT / "samples/dump.jsonl").read_text(encoding="utf-8").splitlines()
    ]
    for time in range(_TIMES):
        for row in rows:
            words = row["text"].split()
            if time:
                words = [word if place % 3 else f"{word}{time}" for place, word in enumerate(words)]
            yield (
                json.dumps(row | {"id": f"{row['id']}-{time}", "text": " ".join(words)}, ensure_ascii=False)
                + "\n"
            )


def _run(arguments: list[str], lang: str) -> str:
    """What the command writes to a terminal."""
    import fcntl
    import termios

    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", _LINES, _COLUMNS, 0, 0))
    environment = {
        name: value for name, value in os.environ.items() if name not in ("NO_COLOR", "COLUMNS", "LINES")
    }
    environment |= {"KHULASA_LANG": lang, "TERM": "xterm-256color"}
    command = [sys.executable, "-m", "summarizer", *arguments]
    written = b""
    with subprocess.Popen(  # noqa: S603  # our own command
        command, cwd=_ROOT, stdin=theirs, stdout=theirs, stderr=theirs, env=environment
    ):
        os.close(theirs)
        try:
            while piece := os.read(ours, 65536):
                written += piece
        except OSError:  # Linux says so when the other side is closed
            pass
        os.close(ours)
    return written.decode()


def _list_lines(written: str) -> list[str]:
    """The lines, of many the first and the last; of a bar that is drawn often, one picture."""
    lines = []
    for line in written.replace("\r\n", "\n").rstrip("\n").split("\n"):
        *frames, last = line.split("\r")
        bars = [frame for frame in frames if re.search(r"\b[4-7]\d%.*\|", frame)]
        lines += [bars[-1].rstrip()] if bars else []
        lines.append(last)
    if len(lines) <= _MOST_LINES:
        return lines
    half = _MOST_LINES // 2
    return [*lines[:half], "…", *lines[-half:]]


def _take(browser: Browser, name: str, lang: str, lines: list[str]) -> None:
    drawn = _draw(lines)
    page = browser.new_page(viewport={"width": 960, "height": 300}, device_scale_factor=1.5)
    page.set_content(_PAGE.format(theme=_THEMES[lang], columns=_COLUMNS, lines=drawn))
    page.locator("main").screenshot(path=_FOLDER / f"{name}.jpg", type="jpeg", quality=70)
    page.close()


def _draw(lines: list[str]) -> str:
    """Lines as HTML: styles of the terminal, which last until they are reset, become spans."""
    drawn = ""
    styles: list[str] = []
    for line in lines:
        drawn += "<div>"
        for piece in re.split(r"(\x1b\[[0-9;]*[A-Za-z])", line):
            if code := re.fullmatch(r"\x1b\[([0-9;]*)m", piece):
                styles = [] if code[1] in ("", "0") else [*styles, *code[1].split(";")]
            elif piece and not piece.startswith("\x1b"):
                style = ";".join(_STYLES.get(one, "") for one in styles)
                drawn += f'<span style="{style}">{escape(piece)}</span>'
        drawn += "</div>"
    return drawn


if __name__ == "__main__":
    main()
