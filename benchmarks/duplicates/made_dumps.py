"""Generated dumps: documents with known copies, any number of them, the same for the same seed.

New documents are sentences of many articles with a third of the words replaced, so that none is a copy of
another. Copies are edited as newsrooms edit: letter forms, words, cuts. Vocabulary and lengths are real.

    python -m benchmarks.duplicates.made_dumps 1000000 dump.jsonl [--data FOLDER] [--sentences 1,4]

writes the dump, and beside it dump.truth.npy: for each document the number of the one it was made from.
Stretches of documents are drawn apart from each other, so that every processor makes some of them.
"""

import argparse
import json
import multiprocessing
import os
import shutil
import sys
from collections.abc import Iterator
from dataclasses import dataclass
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
# Of a new document: at least so many, and fewer than so many.
SENTENCES = (4, 14)
# Documents that are drawn together: a copy is made of one of its own stretch.
STRETCH = 50_000


@dataclass(frozen=True)
class Source:
    """What documents are made of: sentences as lists of words, all words, and how many sentences one has."""

    sentences: list[list[str]]
    pool: list[str]
    length: tuple[int, int]


def make_source(texts: list[str], length: tuple[int, int] = SENTENCES) -> Source:
    """The sentences of texts that are neither very short nor very long."""
    sentences = [words for text in texts for line in text.split(".") if 6 <= len(words := line.split()) <= 60]
    return Source(sentences, [word for words in sentences for word in words], length)


def make_documents(source: Source, numbers: range, seed: int = 0) -> Iterator[tuple[int, str]]:
    """Documents of one stretch in order, each with the number of the one it was made from, or its own."""
    chance = np.random.default_rng((seed, numbers.start))
    recent: list[tuple[int, list[str]]] = []
    for number in numbers:
        if recent and chance.random() < COPIES:
            origin, words = recent[int(chance.integers(len(recent)))]
            words = _edit(words, source.pool, chance)
        else:
            origin, words = number, _write(source, chance)
            if len(recent) < WINDOW:
                recent.append((origin, words))
            else:
                recent[int(chance.integers(WINDOW))] = (origin, words)
        yield origin, " ".join(words)


def _write(source: Source, chance: np.random.Generator) -> list[str]:
    words: list[str] = []
    n_sentences = int(chance.integers(*source.length))
    for place in chance.integers(len(source.sentences), size=n_sentences).tolist():
        words += source.sentences[place]
        words[-1] += "."
    return _exchange(words, source.pool, 0.33, chance)


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


def write_dump(
    path: Path, source: Source, n_documents: int, workers: int = os.cpu_count() or 1
) -> NDArray[np.int64]:
    """Write a dump and its truth; the same whatever the number of workers."""
    starts = range(0, n_documents, STRETCH)
    stretches = [range(start, min(start + STRETCH, n_documents)) for start in starts]
    # Forked processes share the sentences, which take a gigabyte.
    forked = multiprocessing.get_context("fork")
    processes = [
        forked.Process(target=_write_stretches, args=(path, source, stretches[worker::workers]))
        for worker in range(workers)
    ]
    for process in processes:
        process.start()
    for process in processes:
        process.join()
        if process.exitcode:
            raise SystemExit(f"{path}: a process that writes it ended with {process.exitcode}")
    origins = []
    with path.open("wb") as file:
        for start in starts:
            part, truth = _name_part(path, start)
            with part.open("rb") as lines:
                shutil.copyfileobj(lines, file, 1 << 20)
            origins.append(np.load(truth))
            part.unlink()
            truth.unlink()
    whole: NDArray[np.int64] = np.concatenate(origins)
    np.save(path.with_suffix(".truth.npy"), whole)
    return whole


def _name_part(path: Path, start: int) -> tuple[Path, Path]:
    return path.with_suffix(f".{start}.part"), path.with_suffix(f".{start}.npy")


def _write_stretches(path: Path, source: Source, stretches: list[range]) -> None:
    for numbers in stretches:
        part, truth = _name_part(path, numbers.start)
        origins = np.empty(len(numbers), np.int64)
        with part.open("w", encoding="utf-8") as file:
            for number, (origin, text) in zip(numbers, make_documents(source, numbers), strict=True):
                origins[number - numbers.start] = origin
                row = {
                    "id": f"d{number}",
                    "text": text,
                    "source": f"s{number % 20}",
                    "url": f"https://news/{number}",
                }
                file.write(json.dumps(row, ensure_ascii=False) + "\n")
        np.save(truth, origins)


def main(arguments: list[str]) -> None:
    """Make a dump."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("n_documents", type=int)
    parser.add_argument("path", type=Path)
    parser.add_argument("--data", type=Path, help="a folder with docs-80k.jsonl.gz")
    parser.add_argument("--sentences", default="4,14", help="of a document: at least, fewer than")
    chosen = parser.parse_args(arguments)
    least, end = map(int, chosen.sentences.split(","))
    write_dump(chosen.path, make_source(read_texts(chosen.data), (least, end)), chosen.n_documents)


if __name__ == "__main__":
    main(sys.argv[1:])
