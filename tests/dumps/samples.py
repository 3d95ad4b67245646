"""Dumps for the tests: files of documents written for them, and what a run made of one."""

import hashlib
import json
import random
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from summarizer.records import Document
from tests.duplicates.samples import edit_lightly, write_bulletin, write_story

# These hold times, and say where the inputs lay.
TIMED = ("run.json", "report.html")


def write_dump(path: Path, documents: Sequence[Document]) -> Path:
    """A JSONL file of documents, each with a field that only its owner knows."""
    rows = [
        {
            "id": one.id,
            "text": one.text,
            "date": one.date,
            "source": one.source,
            "url": f"https://مثال/{one.id}",
        }
        for one in documents
    ]
    path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")
    return path


def read_rows(path: Path) -> list[dict[str, Any]]:
    """The objects of a JSONL file."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").split("\n") if line]


def hash_outputs(folder: Path) -> dict[str, str]:
    """What stands in every output that holds no times."""
    return {
        path.name: hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.iterdir())
        if path.is_file() and path.name not in TIMED
    }


def make_documents(seed: int, n_stories: int = 12) -> list[Document]:
    """Stories with edited, equal and cut-down copies, and bulletins, in any order, of several days and outlets."""
    chance = random.Random(seed)  # noqa: S311
    texts = []
    for number in range(n_stories):
        story = write_story(seed * 1000 + number)
        texts += [story] * chance.choice([1, 1, 2])
        texts += [edit_lightly(story, copy) for copy in range(chance.choice([0, 0, 1, 3]))]
        texts += [story[: len(story) // 2]] * chance.choice([0, 0, 1])
    texts += [
        write_bulletin("الأحد", "47.1", "47.3"),
        write_bulletin("الاثنين", "48.2", "48.6"),
        "",
        "كلمة",
        "",
    ]
    chance.shuffle(texts)
    return [
        Document(
            f"{number:03d}", text, "", f"2025-03-{chance.randint(1, 28):02d}", chance.choice(["أ", "ب", ""])
        )
        for number, text in enumerate(texts)
    ]
