"""The lines of `blocks.jsonl`: each recurring block with its words, its sources and a few documents."""

from collections.abc import Iterator
from typing import Any

import numpy as np
import orjson

from summarizer.dumps.input.jsonl import parse_document
from summarizer.dumps.phases.block import FoundBlocks
from summarizer.dumps.records import DumpSettings
from summarizer.dumps.run.corpus import Documents
from summarizer.dumps.run.finished import BLOCKS, read_objects
from summarizer.dumps.run.strings import cut_strings
from summarizer.records import Document

_ORDER = ("text", "n_documents", "share", "place", "source", "sources", "examples")


def write_blocks(documents: Documents, settings: DumpSettings, blocks: FoundBlocks) -> Iterator[bytes]:
    """A line for each recurring block, those of most documents first."""
    names = [source.decode() for source in blocks.sources]
    found = [block for folder in blocks.folders for block in read_objects(folder / BLOCKS)]
    for block in found:
        examples = [_read_document(documents, settings, number) for number, _, _ in block["examples"]]
        _describe_block(block, names, examples)
    for block in sorted(found, key=lambda block: (-block["n_documents"], block["text"])):
        yield orjson.dumps({name: block[name] for name in _ORDER}, option=orjson.OPT_APPEND_NEWLINE)


def _describe_block(block: dict[str, Any], names: list[str], examples: list[Document]) -> None:
    """Give a block its words and the names of its sources; ``examples`` are the documents it names."""
    _, start, end = block["examples"][0]
    block["text"] = examples[0].text[start:end]
    block["examples"] = [
        {"document": document.id, "span": {"start": start, "end": end}}
        for document, (_, start, end) in zip(examples, block["examples"], strict=True)
    ]
    block["source"] = names[block.pop("commonest")]
    counts = {name: count for name, count in zip(names, block["sources"], strict=True) if count}
    block["sources"] = dict(sorted(counts.items(), key=lambda item: (-item[1], item[0])))


def _read_document(documents: Documents, settings: DumpSettings, number: int) -> Document:
    part = next(part for part in reversed(documents.parts) if part.first <= number)
    row = number - part.first
    [name] = cut_strings(part.folder, "id", np.array([row]))
    return parse_document(part.lines.read_one(row), settings, name.decode())
