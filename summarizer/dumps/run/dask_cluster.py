"""Runs tasks on a Dask cluster; used by `tasks`.

By `distributed` itself: `joblib`'s back end for Dask waits for ever for a task that the scheduler cannot read
or that took its workers down.
"""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from summarizer.errors import RunError

if TYPE_CHECKING:
    from distributed import Client

# Seconds in which a scheduler must answer, and have a worker.
_PATIENCE = 10


def run_on_cluster(
    address: str, calls: Sequence[tuple[Callable[..., None], Path, tuple[Any, ...]]]
) -> Iterator[None]:
    """Run ``function(folder, *task)`` of each call; one step for each that is done.

    Raises ``RunError`` where there is no cluster, where it has another version, and where workers die again
    and again; a task that one worker was lost with is run by another.
    """
    from distributed import KilledWorker, as_completed

    with _connect(address) as client:
        futures = [client.submit(function, folder, *task, pure=False) for function, folder, task in calls]
        try:
            for future in as_completed(futures, loop=client.loop):  # type: ignore[no-untyped-call]
                future.result()
                yield
        except KilledWorker as error:
            raise RunError(
                address,
                f"workers that died ({error})",
                "all of them alive",
                "check whether memory ran out, then continue with --resume",
            ) from None
        except RuntimeError as error:
            if "deserialization" not in str(error):
                raise
            raise RunError(
                address,
                f"a cluster that cannot read the tasks ({error.__cause__ or 'another version'})",
                "the same version of khulasa, Python and Dask on the scheduler, the workers and here",
                "install it there, start them anew, then continue with --resume",
            ) from None


@contextmanager
def _connect(address: str) -> Iterator["Client"]:
    try:
        from distributed import Client
    except ModuleNotFoundError:
        raise RunError(
            address, "no dask.distributed", "it installed", "install it with: pip install 'khulasa[dask]'"
        ) from None
    try:
        client = Client(address, timeout=_PATIENCE, set_as_default=False)  # type: ignore[no-untyped-call]
    except (OSError, TimeoutError, ValueError) as error:
        raise RunError(
            address, f"no scheduler ({error})", "one that answers", "start one with: dask scheduler"
        ) from None
    with client:
        try:
            client.wait_for_workers(1, timeout=_PATIENCE)
        except TimeoutError:
            raise RunError(
                address, "no worker", "one at least", f"start some with: dask worker {address} --nthreads 1"
            ) from None
        yield client
