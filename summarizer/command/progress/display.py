"""The progress of a run over a dump: one bar in a terminal, a few lines in a log. Used by `dump_commands`."""

import sys
import threading
import time
from collections.abc import Sequence
from types import TracebackType
from typing import TYPE_CHECKING, Any

import click

from summarizer.command.language.translation import count_columns, mark, pad, say
from summarizer.command.output import is_quiet
from summarizer.command.progress.estimates import (
    PARTS,
    PHASES,
    describe_rest,
    join_parts,
    measure_run,
    watch_parts,
    watch_positions,
)

if TYPE_CHECKING:
    from summarizer.dumps.records import Progress

# A log gets another line after so many seconds.
_LOG_SECONDS = 10.0
# How often the bar is drawn while a long task runs.
_DRAW_SECONDS = 0.5
_BAR = "{{desc}}{{percentage:4.0f}}% |{{bar:{}}}| {{unit}}"
# Columns of the bar, and of a line between phase and end that is not text: percentage and edges.
_WIDE, _NARROW, _EDGES = 20, 10, 8
_WIDE_TERMINAL = 100


class ProgressPrinter:
    """Shows how far a run is: a bar in a terminal, in a log a line now and then.

    inputs   the files that are read, as the command was given them
    skipped  phases that this run leaves out
    """

    def __init__(self, inputs: Sequence[str] = (), skipped: Sequence[str] = ()) -> None:
        self._inputs = tuple(inputs)
        self._skipped = frozenset(skipped)
        self._worked: set[str] = set()  # phases that had tasks
        self._bar: Any = None
        self._columns = 0
        self._last: Progress | None = None
        self._begun = self._logged = time.monotonic()
        # The share of the run that is done, and how much of it in this run.
        self.share = self.gained = 0.0
        self._lock, self._ended = threading.Lock(), threading.Event()

    def __enter__(self) -> "ProgressPrinter":
        if not is_quiet() and sys.stderr.isatty():
            threading.Thread(target=self._draw_often, daemon=True).start()
        return self

    def __call__(self, progress: "Progress") -> None:
        """Show one message."""
        if is_quiet():
            return
        with self._lock:
            self._move(progress, 0.0)
            if sys.stderr.isatty():
                self._draw()
            elif time.monotonic() - self._logged > _LOG_SECONDS and 0 < self.share < 1:
                self._logged = time.monotonic()
                click.echo(mark(f"{self.share:4.0%}  {self._describe()}", sys.stderr), err=True)

    def _move(self, progress: "Progress", reading: float) -> None:
        """Take in a message; a run never goes back, though a phase may begin again with other tasks."""
        if progress.total:
            self._worked.add(progress.phase)
        elif progress.phase not in self._worked:
            # Nothing to do there: plain files are not read before they are gathered. A later step without
            # tasks takes nothing from a phase that had some: its share is done.
            self._skipped |= {progress.phase}
        share = measure_run(progress, reading, self._skipped)
        gained = max(share - self.share, 0.0)
        is_new = self._last is None or self._last.phase != progress.phase
        if not (is_new and progress.done == progress.total):
            # What was done before this run, which continues, says nothing of its rate.
            self.gained += gained
        self._last, self.share = progress, self.share + gained

    def _describe(self, columns: int | None = None) -> str:
        seconds = time.monotonic() - self._begun
        parts = describe_rest(self._last, self.share, self.gained, seconds) if self._last else {}
        return join_parts(parts, columns)

    def _draw_often(self) -> None:
        """Draw while one task runs for long: how much of a file has been read, and the time left."""
        while not self._ended.wait(_DRAW_SECONDS):
            last = self._last
            if last is None:
                continue
            reading = self._watch(last)
            with self._lock:
                if self._last is last and not self._ended.is_set():
                    self._move(last, reading)
                    self._draw()

    def _watch(self, last: "Progress") -> float:
        """The share of a phase that its tasks under way have done, as far as the files they read tell."""
        if last.phase == "read" and last.n_bytes:
            return watch_positions(self._inputs) / last.n_bytes
        if last.phase in PARTS and last.total and last.part_bytes:
            return watch_parts(self._inputs, last.part_bytes) / last.total
        return 0.0

    def _draw(self) -> None:
        from shutil import get_terminal_size

        from tqdm import tqdm

        # One column less, so that no terminal breaks the line.
        columns, lines = get_terminal_size()
        self._columns = columns - 1
        size = _WIDE if columns >= _WIDE_TERMINAL else _NARROW
        if self._bar is None:
            self._bar = tqdm(
                total=1.0,
                bar_format=_BAR.format(size),
                leave=False,
                file=sys.stderr,
                ncols=self._columns,
                nrows=lines,
                delay=1e-9,  # the first drawing is ours, which has the name of the phase
            )
        # As the unit, since tqdm writes a comma before a postfix.
        name = say(self._last.phase) if self._last else ""
        widest = max(count_columns(say(phase)) for phase in PHASES)
        self._bar.desc = mark(pad(name, widest), sys.stderr)
        self._bar.unit = mark(self._describe(self._columns - widest - size - _EDGES), sys.stderr)
        told = self._bar.desc + self._bar.unit
        # tqdm counts marks and vowel signs, which take no column.
        self._bar.ncols = self._columns + len(told) - count_columns(told)
        self._bar.n = min(self.share, 1.0)
        self._bar.refresh()

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._ended.set()
        with self._lock:
            if self._bar is not None:
                self._bar.close()
                self._bar = None
