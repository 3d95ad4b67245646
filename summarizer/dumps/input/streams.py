"""Byte streams: a path, a URL or standard input, decompressed block by block; used by all readers."""

import sys
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from pathlib import Path
from typing import IO, Any, Protocol

from summarizer.errors import RunError

# Bytes read at a time. Their lines are cut and parsed while they are in a cache of the processor: with 4 MB
# that took half as long again.
BLOCK_BYTES = 1 << 17
_ZSTD_BYTES = 1 << 11
STANDARD_INPUT = "-"
# How packed data begins (RFC 1952; RFC 8878). No text in UTF-8 and no JSON begins so.
_GZIP, _ZSTD = b"\x1f\x8b\x08", b"\x28\xb5\x2f\xfd"
_HEAD_BYTES = 4
# Part of Python from 3.14 on; before, the same module as a package of its own.
ZSTD = "compression.zstd" if sys.version_info >= (3, 14) else "backports.zstd"


class Readable(Protocol):
    """A source of bytes."""

    def read(self, size: int, /) -> bytes:
        """Up to ``size`` bytes; empty at the end."""


class CutShortError(Exception):
    """A file is damaged or ends too early; what comes before has been read."""


@contextmanager
def open_bytes(path: str) -> Iterator[IO[bytes]]:
    """The bytes of a file as they are; standard input for ``-``. Raises ``OSError``, ``RunError``."""
    if path == STANDARD_INPUT:
        yield sys.stdin.buffer
    elif is_url(path):
        with _import_fsspec(path).open(path, "rb") as file:
            yield file
    else:
        # A context manager by itself, as the branches above: Path.open would do the same.
        with open(path, "rb") as file:  # noqa: PTH123
            yield file


def is_url(path: str) -> bool:
    """Whether a path is an fsspec URL, s3://bucket/name for example."""
    return "://" in path


def find_filesystem(path: str) -> tuple[Any, str]:
    """The fsspec file system of a URL, and the path in it. Raises ``RunError``."""
    return _import_fsspec(path).core.url_to_fs(path)  # type: ignore[no-any-return]


def decompress(file: Readable, path: str, max_window: int = 1 << 31) -> Iterator[bytes]:
    """Blocks of a file, decompressed by its ending, or else by its first bytes.

    ``max_window`` limits the memory, in bytes, that zstd data may ask for. Raises ``CutShortError`` after the
    last good block.
    """
    begun = _Begun(file)
    if path.lower().endswith(".gz") or begun.head.startswith(_GZIP):
        yield from _inflate(begun)
    elif path.lower().endswith(".zst") or begun.head.startswith(_ZSTD):
        yield from _unpack_zstd(begun, max_window)
    else:
        while block := begun.read(BLOCK_BYTES):
            yield block


def is_packed(path: str) -> bool:
    """Whether a file of this machine holds gzip or zstd data, whatever its name; a pipe is not asked."""
    if not Path(path).is_file():
        return False
    with Path(path).open("rb") as file:
        return is_packed_head(file.read(_HEAD_BYTES))


def is_packed_head(head: bytes) -> bool:
    """Whether the first bytes of a file are those of gzip or zstd data."""
    return head.startswith((_GZIP, _ZSTD))


class _Begun:
    """A stream whose first bytes have been looked at."""

    def __init__(self, file: Readable) -> None:
        self._file, self.head = file, b""
        # A pipe may give fewer bytes than asked for.
        while len(self.head) < _HEAD_BYTES and (block := file.read(_HEAD_BYTES - len(self.head))):
            self.head += block
        self._left = self.head

    def read(self, size: int, /) -> bytes:
        """Up to ``size`` bytes; empty at the end."""
        if self._left:
            block, self._left = self._left[:size], self._left[size:]
            return block
        return self._file.read(size)


def _inflate(file: Readable) -> Iterator[bytes]:
    """One gzip member after the other."""
    inflater, data = zlib.decompressobj(31), file.read(BLOCK_BYTES)
    while data:
        try:
            block = inflater.decompress(data, BLOCK_BYTES)
        except zlib.error as error:
            raise CutShortError(f"damaged gzip data ({error})") from None
        if block:
            yield block
        if inflater.eof:
            data = inflater.unused_data or file.read(BLOCK_BYTES)
            # Zeros pad some archives between members.
            data = data.lstrip(b"\0")
            inflater = zlib.decompressobj(31)
        else:
            data = inflater.unconsumed_tail or file.read(BLOCK_BYTES)
            if not data:
                raise CutShortError("gzip data that ends too early")


def _unpack_zstd(file: Readable, max_window: int) -> Iterator[bytes]:
    """One zstd frame after the other; read in small pieces, since a piece may grow 32,768 times."""
    zstd = import_module(ZSTD)
    options = {zstd.DecompressionParameter.window_log_max: max_window.bit_length() - 1}
    unpacker, data = zstd.ZstdDecompressor(options=options), file.read(_ZSTD_BYTES)
    while data:
        try:
            block = unpacker.decompress(data)
        except zstd.ZstdError as error:
            raise CutShortError(f"damaged zstd data ({error})") from None
        if block:
            yield block
        data = unpacker.unused_data or file.read(_ZSTD_BYTES)
        if not data and not unpacker.eof:
            raise CutShortError("zstd data that ends too early")
        if unpacker.eof:
            unpacker = zstd.ZstdDecompressor(options=options)


def _import_fsspec(path: str) -> Any:
    try:
        import fsspec
    except ModuleNotFoundError:
        raise RunError(
            path, "no fsspec", "it to be installed", "install it with: pip install 'khulasa[dumps]'"
        ) from None
    return fsspec
