"""The Python client of Khulasa: ``from khulasa_client import Client``, or ``AsyncClient`` for asyncio.

>>> from khulasa_client import Client
>>> summarize = Client("http://127.0.0.1:8000").summarize

It is the client of `service.client` in the distribution `khulasa`, and needs no other package of it. Records
are in `khulasa_client.records`, errors in `khulasa_client.errors`. A name is imported when it is first used.
"""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from khulasa_client.async_client import AsyncClient
    from khulasa_client.client import Client
    from khulasa_client.records import Document, DuplicateSettings, SummarySettings

_HOMES = {
    "AsyncClient": "async_client",
    "Client": "client",
    "Document": "records",
    "DuplicateSettings": "records",
    "SummarySettings": "records",
}

__all__ = ["AsyncClient", "Client", "Document", "DuplicateSettings", "SummarySettings"]


def __getattr__(name: str) -> object:
    if name in _HOMES:
        return getattr(import_module(f"khulasa_client.{_HOMES[name]}"), name)
    raise AttributeError(f"module 'khulasa_client' has no attribute {name!r}")
