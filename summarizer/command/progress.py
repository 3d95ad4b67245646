"""The progress of a run over a dump: bars in a terminal, lines in a log. Used by `dump_commands`."""

import sys
import time
from types import TracebackType
from typing import TYPE_CHECKING, Any

import click

from summarizer.command.output import is_quiet

if TYPE_CHECKING:
    from summarizer.dumps.records import Progress

# A log gets another line after so many seconds of a long phase.
_LOG_SECONDS = 10.0


class ProgressPrinter:
    """Shows the progress of a run: bars in a terminal, plain lines in a log."""

    def __init__(self) -> None:
        self._bar: Any = None
        self._phase = ""
        self._logged = 0.0
        self._last: Progress | None = None

    def __enter__(self) -> "ProgressPrinter":
        return self

    def __call__(self, progress: "Progress") -> None:
        """Show one message."""
        if is_quiet():
            return
        if sys.stderr.isatty():
            self._draw(progress)
        else:
            self._log(progress)

    def _draw(self, progress: "Progress") -> None:
        from tqdm import tqdm

        if progress.phase != self._phase or progress.total != self._bar.total:
            self._close()
            self._phase = progress.phase
            name = f"{progress.place}/{progress.phases} {progress.phase}"
            self._bar = tqdm(total=progress.total, desc=f"{name:12}", unit=progress.unit, leave=False)
        self._bar.update(progress.done - self._bar.n)

    def _log(self, progress: "Progress") -> None:
        """A line at the end of each phase, whose steps are many, and meanwhile one now and then."""
        if not progress.total:
            return
        if self._last is not None and self._last.phase != progress.phase:
            self._write(self._last)
        self._last = progress
        now = time.monotonic()
        if progress.done and progress.done < progress.total and now - self._logged > _LOG_SECONDS:
            self._write(progress)

    def _write(self, progress: "Progress") -> None:
        self._logged = time.monotonic()
        ended = progress.done == progress.total
        left = "" if ended or progress.seconds_left is None else f", {progress.seconds_left:.0f} s left"
        done = f"{progress.done} of {progress.total} {progress.unit}, {progress.rate:.1f}/s{left}"
        click.echo(f"{progress.place}/{progress.phases} {progress.phase}: {done}", err=True)

    def _close(self) -> None:
        if self._bar is not None:
            self._bar.close()
            self._bar = None

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._close()
        if self._last is not None:
            self._write(self._last)
