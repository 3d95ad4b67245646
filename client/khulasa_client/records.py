"""The records that the client takes and returns; the library's own where it is installed."""

from khulasa_client.bundled.records import __all__ as _library
from khulasa_client.library.dumps.records import Counts, Level, Match, Output
from khulasa_client.library.records import *  # noqa: F403  the names are in the line above
from khulasa_client.transfers import Transfer
from khulasa_client.wire.job_models import Job

__all__ = [*_library, "Counts", "Job", "Level", "Match", "Output", "Transfer"]  # noqa: PLE0604
