"""Work done by several processes, where one that dies or does not come to an end loses one piece of work alone.

Each worker is forked from this process, so that all it knows is shared with it, and has a pipe to it and a pipe back.
There are no threads: a worker is sent no more than its pipe holds, so sending never waits for one that is busy. The
kernel's timers end a worker that takes too long over one piece, whatever it hangs in; and a worker whose parent is gone
ends when it next turns to its pipes.
"""

from __future__ import annotations

import fcntl
import gc
import pickle
import signal
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from multiprocessing import get_context
from multiprocessing.connection import Connection, wait
from multiprocessing.context import ForkProcess
from typing import Generic, Self, TypeVar

T = TypeVar("T")
R = TypeVar("R")

AHEAD = 8
"""How many pieces a worker may hold, so that it has some left while this process is busy elsewhere."""
PATIENCE = 10
TOO_LONG = (signal.SIGPROF, signal.SIGALRM)
"""By these signals a worker dies that took too long."""
_PIPE = 1 << 20  # what Linux grants without privileges
_SMALLEST_PIPE = 1 << 16
_STOPS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
_ROUNDED_UP = 8192  # a message may leave the last page of the pipe before it half empty, and so may its length


@dataclass(slots=True, eq=False)
class _Worker(Generic[T]):
    process: ForkProcess
    sends: Connection
    receives: Connection
    capacity: int
    held: deque[tuple[int, T, int]] = field(default_factory=deque)

    @property
    def free(self) -> int:
        return self.capacity - sum(size for _, _, size in self.held)


class Workers(Generic[T, R]):
    """Processes that do one kind of work; a context manager, whose end ends them at once.

    Args:
        work: what is to be done with a piece, in a worker. It raises nothing.
        jobs: how many workers, 1 or more; fewer where the machine gives no more, and none at all will do.
        seconds: how long a worker may work on a piece, by the processor's clock, so that neither a busy machine nor
            Ctrl-Z counts; `PATIENCE` times as long by the clock on the wall.
        lost: what to say of a piece whose worker died over it, and by which signal (None: it left by itself).
    """

    def __init__(
        self,
        work: Callable[[T], R],
        jobs: int,
        *,
        seconds: Callable[[T], float],
        lost: Callable[[T, signal.Signals | None], R],
    ) -> None:
        self._work, self._jobs, self._seconds, self._lost = work, jobs, seconds, lost
        self._workers: list[_Worker[T]] = []
        self._done: list[tuple[int, R]] = []

    def __enter__(self) -> Self:
        """Start the workers."""
        try:
            while len(self._workers) < self._jobs and self._start():
                pass
        except BaseException:
            self.close()
            raise
        return self

    def __exit__(self, *_: object) -> None:
        """End the workers, whatever they are doing."""
        self.close()

    def close(self) -> None:
        """End the workers, whatever they are doing."""
        for worker in self._workers:
            worker.process.kill()
        while self._workers:
            self._bury(self._workers[-1])

    def give(self, number: int, piece: T) -> None:
        """Hand in a piece under its number, when a worker has room for it; where there are no workers, do it here."""
        message = pickle.dumps(piece, pickle.HIGHEST_PROTOCOL)
        while worker := self._roomiest():
            if not worker.held or (len(worker.held) < AHEAD and worker.free >= len(message) + _ROUNDED_UP):
                if self._send(worker, number, piece, message):
                    return
            else:
                self._take(None)
        self._done.append((number, self._work(piece)))

    def results(self, *, patient: bool) -> Iterator[tuple[int, R]]:
        """Yield what is done, each under its number; ``patient``: wait until something is, if anything is under way."""
        if not self._done:
            self._take(None if patient else 0.0)
        done, self._done = self._done, []
        yield from done

    def _roomiest(self) -> _Worker[T] | None:
        return min(self._workers, key=lambda worker: (len(worker.held), -worker.free), default=None)

    def _send(self, worker: _Worker[T], number: int, piece: T, message: bytes) -> bool:
        if not worker.held and not worker.process.is_alive():
            self._replace(worker)
            return False
        worker.held.append((number, piece, len(message) + _ROUNDED_UP))
        # Where it dies at this moment, its other pipe tells so.
        with suppress(BrokenPipeError):
            worker.sends.send_bytes(message)
        return True

    def _take(self, seconds: float | None) -> None:
        """Take in what the workers have done; wait for so long (None: for good) where there is nothing yet."""
        busy = {worker.receives: worker for worker in self._workers if worker.held}
        for ready in wait(list(busy), seconds) if busy else ():
            worker = busy[ready]  # type: ignore[index]  # what was waited for are connections
            try:
                result: R = worker.receives.recv()
            except (EOFError, OSError):
                self._replace(worker)
                continue
            number, _, _ = worker.held.popleft()
            self._done.append((number, result))

    def _replace(self, worker: _Worker[T]) -> None:
        """Put another worker in the place of one that died; it goes on behind the piece that the other died over."""
        self._bury(worker)
        left = worker.process.exitcode or 0
        if worker.held:
            number, piece, _ = worker.held.popleft()
            self._done.append((number, self._lost(piece, signal.Signals(-left) if left < 0 else None)))
        self._start()
        for number, piece, _ in worker.held:
            self.give(number, piece)

    def _bury(self, worker: _Worker[T]) -> None:
        self._workers.remove(worker)
        worker.sends.close()
        worker.receives.close()
        worker.process.join()

    def _start(self) -> bool:
        """Start one more worker; False where the machine gives no more."""
        context = get_context("fork")
        try:
            take, sends = context.Pipe(duplex=False)
            receives, give = context.Pipe(duplex=False)
        except OSError:
            return False
        with take, give:
            capacity = min(_widen(sends), _widen(give))
            # A pipe ends for its reader when nobody holds its other end any more, and a fork holds all that are open.
            others = [end for worker in self._workers for end in (worker.sends, worker.receives)]
            task = (self._work, self._seconds, take, give, [sends, receives, *others])
            process = context.Process(target=_serve, args=task, daemon=True)
            try:
                # Until the worker has its own say about signals it must not answer them as its parent does.
                before = signal.pthread_sigmask(signal.SIG_BLOCK, _STOPS)
                try:
                    process.start()
                finally:
                    signal.pthread_sigmask(signal.SIG_SETMASK, before)
            except OSError:
                sends.close()
                receives.close()
                return False
        self._workers.append(_Worker(process, sends, receives, capacity))
        return True


def _widen(end: Connection) -> int:
    """Make a pipe as wide as may be; return how many bytes it holds."""
    with suppress(OSError):
        fcntl.fcntl(end, fcntl.F_SETPIPE_SZ, _PIPE)
    try:
        return fcntl.fcntl(end, fcntl.F_GETPIPE_SZ)
    except OSError:
        return _SMALLEST_PIPE


def _serve(
    work: Callable[[T], R],
    seconds: Callable[[T], float],
    take: Connection,
    give: Connection,
    others: list[Connection],
) -> None:
    """Do what comes through the pipe until it ends: a worker's whole life."""
    for end in others:
        end.close()
    # Ctrl-C and a closed terminal are for the parent, which ends its workers; the other signals end a worker at once.
    for number in (signal.SIGINT, signal.SIGHUP):
        signal.signal(number, signal.SIG_IGN)
    for number in (signal.SIGTERM, *TOO_LONG):
        signal.signal(number, signal.SIG_DFL)
    signal.pthread_sigmask(signal.SIG_UNBLOCK, _STOPS)
    # What came with the fork stays as it is: looking through it for garbage would make a copy of it.
    gc.freeze()
    with suppress(EOFError, BrokenPipeError):
        while True:
            piece: T = pickle.loads(take.recv_bytes())
            _set_timers(seconds(piece))
            result = work(piece)
            _set_timers(0.0)
            give.send(result)


def _set_timers(seconds: float) -> None:
    signal.setitimer(signal.ITIMER_PROF, seconds)
    signal.setitimer(signal.ITIMER_REAL, PATIENCE * seconds)
