"""Make the synchronous client from the asynchronous one: ``python -m tests.service.client.make_client``."""

import re
import subprocess
import sys
from pathlib import Path

FOLDER = Path(__file__).parents[3] / "service/client"
SOURCE, TARGET = FOLDER / "async_client.py", FOLDER / "client.py"

DOCSTRING = '''"""The client. This file is made from `async_client.py`: change that one, then run

    python -m tests.service.client.make_client

>>> from service.client import Client
>>> summarize = Client("http://127.0.0.1:8000").summarize  # for `from summarizer import summarize`

It needs ``pip install 'khulasa[client]'`` and loads neither Flask nor numpy.
"""'''
REPLACEMENTS = {
    r"\A\"{3}.*?\"{3}": DOCSTRING,
    r"\bfrom anyio import sleep\b": "from time import sleep",
    r"\basync (def|with|for)\b": r"\1",
    r"\bawait ": "",
    r"\bAsync([A-Z])": r"\1",
    r"\b__a(enter|exit)__": r"__\1__",
    r"\.a(close|read|iter_raw)\(": r".\1(",
    r"_async\b": "",
}


def make_client() -> str:
    """The text of the synchronous client, sorted and laid out by ruff as every other file."""
    text = SOURCE.read_text(encoding="utf-8")
    for pattern, replacement in REPLACEMENTS.items():
        text = re.sub(pattern, replacement, text, flags=re.DOTALL)
    for command in (["check", "--quiet", "--unsafe-fixes", "--fix", "--select", "I,UP028"], ["format"]):
        ruff = [sys.executable, "-m", "ruff", *command, "--stdin-filename", str(TARGET), "-"]
        text = subprocess.run(ruff, input=text, stdout=subprocess.PIPE, encoding="utf-8", check=True).stdout
    return text


if __name__ == "__main__":
    TARGET.write_text(make_client(), encoding="utf-8")
