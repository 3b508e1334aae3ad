"""Progress on standard error: a bar on a terminal, a line every ten seconds elsewhere, nothing when it is quick."""

from __future__ import annotations

import time
from contextlib import suppress
from types import TracebackType

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

PATIENCE = 1.0
EVERY = 10.0


class Meter:
    """Counts what is done and tells about it. ``total`` may become known, or another, on the way; None: not known.

    >>> with Meter(Console(), "pages", 2, quiet=True) as meter:
    ...     meter.step()
    """

    def __init__(self, console: Console, unit: str, total: int | None, *, quiet: bool = False) -> None:
        self.console, self.unit, self.total, self.quiet = console, unit, total, quiet
        self.done = self.known = 0
        self.started = self.told = time.monotonic()
        self.bar: Progress | None = None

    def __enter__(self) -> Meter:
        """Start counting."""
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        """Take the bar away."""
        bar, self.bar = self.bar, None
        if bar:
            with suppress(OSError):
                bar.stop()

    def step(self, *, known: bool = False) -> None:
        """Count one more; ``known``: without having to do it."""
        self.known += known
        self.reach(self.done + 1)

    def reach(self, done: int) -> None:
        """Say that so many are done."""
        self.done = done
        if self.quiet:
            return
        now = time.monotonic()
        try:
            if self.console.is_terminal:
                self._draw(now)
            elif now - self.told >= EVERY:
                self.told = now
                self.console.print(self.line(now - self.started))
        except OSError:  # the terminal is gone, or whoever read the messages
            self.quiet = True

    def line(self, seconds: float) -> str:
        """Return the state in one line: ``120 of 500 pages (20 known already), 35.0 a second, about 11 s left``."""
        rate = self._rate(seconds)
        of = f" of {self.total}" if self.total is not None else ""
        known = f" ({self.known} known already)" if self.known else ""
        text = f"{self.done}{of} {self.unit}{known}, {rate:.1f} a second"
        if self.total is not None and rate:
            text += f", about {(self.total - self.done) / rate:.0f} s left"
        return text

    def _rate(self, seconds: float) -> float:
        return (self.done - self.known) / seconds if seconds else 0.0

    def _draw(self, now: float) -> None:
        if self.bar is None:
            if now - self.started < PATIENCE or self.done == self.total:
                return
            self.bar = Progress(
                MofNCompleteColumn(),
                TextColumn(self.unit),
                BarColumn(),
                TextColumn("{task.fields[rate]} a second"),
                TimeRemainingColumn(),
                console=self.console,
                transient=True,
            )
            self.bar.add_task("", total=self.total, rate="")
            self.bar.start()
        task = self.bar.task_ids[0]
        rate = self._rate(now - self.started)
        self.bar.update(task, total=self.total, completed=self.done, rate=f"{rate:.1f}")
