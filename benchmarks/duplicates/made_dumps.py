"""Generated dumps: documents with known copies, any number of them, the same for the same seed.

New documents are sentences of many articles with a third of the words replaced, so that none is a copy of
another. Copies are edited as newsrooms edit: letter forms, words, cuts. Vocabulary and lengths are real.

    python -m benchmarks.duplicates.made_dumps 1000000 dump.jsonl [--data FOLDER]

writes the dump, and beside it dump.truth.npy: for each document the number of the one it was made from.
"""

import argparse
import json
import sys
from collections.abc import Iterator
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from models.training_data import read_records

# Of all documents; the rest are new. A crawl of news has about this share of copies.
COPIES = 0.3
# How a copy is made, and how often: (share of words exchanged, share of the text kept, how often).
EDITS = ((0.0, 1.0, 0.3), (0.02, 1.0, 0.35), (0.08, 1.0, 0.2), (0.02, 0.6, 0.15))
# A copy is made of one of so many earlier documents: crawls repeat a story within days.
WINDOW = 20_000
SENTENCES = (4, 14)


def make_documents(texts: list[str], n_documents: int, seed: int = 0) -> Iterator[tuple[int, str]]:
    """Documents in order, each with the number of the document it was made from, or its own."""
    chance = np.random.default_rng(seed)
    sentences = [words for text in texts for line in text.split(".") if 6 <= len(words := line.split()) <= 60]
    pool = [word for words in sentences for word in words]
    recent: list[tuple[int, list[str]]] = []
    for number in range(n_documents):
        if recent and chance.random() < COPIES:
            origin, words = recent[int(chance.integers(len(recent)))]
            words = _edit(words, pool, chance)
        else:
            origin, words = number, _write(sentences, pool, chance)
            if len(recent) < WINDOW:
                recent.append((origin, words))
            else:
                recent[int(chance.integers(WINDOW))] = (origin, words)
        yield origin, " ".join(words)


def _write(sentences: list[list[str]], pool: list[str], chance: np.random.Generator) -> list[str]:
    words: list[str] = []
    for place in chance.integers(len(sentences), size=int(chance.integers(*SENTENCES))).tolist():
        words += sentences[place]
        words[-1] += "."
    return _exchange(words, pool, 0.33, chance)


def _edit(words: list[str], pool: list[str], chance: np.random.Generator) -> list[str]:
    exchanged, kept, _ = EDITS[int(chance.choice(len(EDITS), p=[edit[2] for edit in EDITS]))]
    words = _exchange(words[: max(int(len(words) * kept), 1)], pool, exchanged, chance)
    if exchanged:
        # Other outlets spell hamzas differently; a reader sees the same word.
        words = [word.replace("\u0623", "\u0627") for word in words]
    return words


def _exchange(words: list[str], pool: list[str], share: float, chance: np.random.Generator) -> list[str]:
    words = list(words)
    places = np.flatnonzero(chance.random(len(words)) < share).tolist()
    for place, drawn in zip(places, chance.integers(len(pool), size=len(places)).tolist(), strict=True):
        words[place] = pool[drawn]
    return words


def read_texts(data: Path | None) -> list[str]:
    """The texts that documents are made of: labelled news if there is any, else our own samples."""
    path = data / "docs-80k.jsonl.gz" if data else Path("samples/dump.jsonl")
    return [row["text"] for row in read_records(path)]


def write_dump(path: Path, texts: list[str], n_documents: int) -> NDArray[np.int64]:
    """Write a dump and its truth."""
    origins = np.empty(n_documents, np.int64)
    with path.open("w", encoding="utf-8") as file:
        for number, (origin, text) in enumerate(make_documents(texts, n_documents)):
            origins[number] = origin
            row = {
                "id": f"d{number}",
                "text": text,
                "source": f"s{number % 20}",
                "url": f"https://news/{number}",
            }
            file.write(json.dumps(row, ensure_ascii=False) + "\n")
    np.save(path.with_suffix(".truth.npy"), origins)
    return origins


def main(arguments: list[str]) -> None:
    """Make a dump."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("n_documents", type=int)
    parser.add_argument("path", type=Path)
    parser.add_argument("--data", type=Path, help="a folder with docs-80k.jsonl.gz")
    chosen = parser.parse_args(arguments)
    write_dump(chosen.path, read_texts(chosen.data), chosen.n_documents)


if __name__ == "__main__":
    main(sys.argv[1:])
