"""The arrays of a document as bytes with a checksum, and back; used by `postings` and `counts`.

The arrays of ``Shingles`` unchanged, so that a document of an archive is measured by the same code with the
same result. No pickle: a checksum, counts, little-endian arrays. The checksum is also of the columns beside
the bytes: with a changed hash of its text an exact copy was called a near one.
"""

import struct
from collections.abc import Sequence
from typing import NamedTuple
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from summarizer.duplicates.shingles import Shingles

# Checksum of the other columns and of what follows; numbers of runs, words, figures; words in the document.
_HEADER = struct.Struct("<5I")
_TEXT = struct.Struct("<2q")
# Bytes of a run, a word, a figure and the marks of a word.
_RUN, _WORD, _FIGURE, _MARK = 4, 4, 8, 1


class DamageError(ValueError):
    """Bytes of an archive are not those that were written; the caller adds the name of the file."""


class StoredDocument(NamedTuple):
    """A row of the table of documents: ``text`` and ``text_rest`` are the 128 bits of its text."""

    id: str
    text: int
    text_rest: int
    packed: bytes


def pack_document(name: str, shingles: Shingles, row: int) -> StoredDocument:
    """One document with its arrays as bytes."""
    text, rest = int(shingles.texts[row].view(np.int64)), int(shingles.checks[row].view(np.int64))
    runs = slice(*shingles.run_offsets[row : row + 2].tolist())
    words = slice(*shingles.word_offsets[row : row + 2].tolist())
    figures = slice(*shingles.figure_offsets[row : row + 2].tolist())
    sizes = (runs.stop - runs.start, words.stop - words.start, figures.stop - figures.start)
    arrays = (shingles.runs[runs], shingles.words[words], shingles.figures[figures], shingles.marks[words])
    data = b"".join(array.astype(array.dtype.newbyteorder("<"), copy=False).tobytes() for array in arrays)
    packed = bytearray(_HEADER.pack(0, *sizes, int(shingles.lengths[row])) + data)
    struct.pack_into("<I", packed, 0, _find_checksum(name, text, rest, packed))
    return StoredDocument(name, text, rest, bytes(packed))


def check_stored(stored: StoredDocument) -> tuple[int, int, int, int]:
    """Its numbers of runs, words and figures, and of words in the document. Raises ``DamageError``."""
    data = stored.packed
    if len(data) < _HEADER.size:
        raise DamageError("a packed document that is cut off")
    checksum, n_runs, n_words, n_figures, length = _HEADER.unpack_from(data)
    size = _HEADER.size + _RUN * n_runs + (_WORD + _MARK) * n_words + _FIGURE * n_figures
    if len(data) != size or _find_checksum(*stored) != checksum:
        raise DamageError("a document with a wrong checksum")
    return n_runs, n_words, n_figures, length


def _find_checksum(name: str, text: int, rest: int, packed: bytes | bytearray) -> int:
    return crc32(memoryview(packed)[4:], crc32(name.encode(), crc32(_TEXT.pack(text, rest))))


def unpack_documents(documents: Sequence[StoredDocument]) -> Shingles:
    """The shingles of many documents. Raises ``DamageError``."""
    headers = [check_stored(one) for one in documents]
    runs, words, figures, marks = [], [], [], []
    for (*_, data), (n_runs, n_words, n_figures, _) in zip(documents, headers, strict=True):
        place = _HEADER.size
        runs.append(np.frombuffer(data, "<u4", n_runs, place))
        words.append(np.frombuffer(data, "<u4", n_words, place := place + _RUN * n_runs))
        figures.append(np.frombuffer(data, "<u8", n_figures, place := place + _WORD * n_words))
        marks.append(np.frombuffer(data, np.uint8, n_words, place + _FIGURE * n_figures))
    sizes = np.array(headers, np.int64).reshape(-1, 4)
    offsets = np.zeros((len(headers) + 1, 4), np.int64)
    np.cumsum(sizes, axis=0, out=offsets[1:])
    return Shingles(
        runs=np.concatenate([*runs, np.empty(0, np.uint32)]),
        run_offsets=offsets[:, 0].copy(),
        words=np.concatenate([*words, np.empty(0, np.uint32)]),
        marks=np.concatenate([*marks, np.empty(0, np.uint8)]),
        word_offsets=offsets[:, 1].copy(),
        figures=np.concatenate([*figures, np.empty(0, np.uint64)]),
        figure_offsets=offsets[:, 2].copy(),
        texts=np.array([one.text for one in documents], np.int64).view(np.uint64),
        checks=np.array([one.text_rest for one in documents], np.int64).view(np.uint64),
        lengths=sizes[:, 3].copy(),
    )


def unpack_runs(documents: Sequence[StoredDocument]) -> NDArray[np.uint32]:
    """The runs of many documents, one after the other. Raises ``DamageError``."""
    runs = [np.frombuffer(one.packed, "<u4", check_stored(one)[0], _HEADER.size) for one in documents]
    return np.concatenate([*runs, np.empty(0, np.uint32)])
