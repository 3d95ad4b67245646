"""The Python client of the service: ``from service.client import Client``, or ``AsyncClient`` for asyncio.

Needs the extra ``client`` only: no Flask, no numpy. A name is imported when it is first used.
"""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from service.client.async_client import AsyncClient
    from service.client.client import Client

__all__ = ["AsyncClient", "Client"]


def __getattr__(name: str) -> object:
    if name in __all__:
        module = "client" if name == "Client" else "async_client"
        return getattr(import_module(f"service.client.{module}"), name)
    raise AttributeError(f"module 'service.client' has no attribute {name!r}")
