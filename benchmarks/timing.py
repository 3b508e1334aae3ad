"""Timing: contenders take turns, each figure is the median of the rounds, a ratio is taken within a round."""

from __future__ import annotations

import gc
import math
import statistics
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

Work = Callable[[], int]
"""Does the whole work once and returns how much it found, so that one sees that it worked."""

Tell = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Spread:
    """The median of some values, the least and the greatest of them, and how many there were.

    >>> Spread.of([3.0, 1.0, 2.0])
    Spread(median=2.0, low=1.0, high=3.0, n=3)
    """

    median: float
    low: float
    high: float
    n: int

    @classmethod
    def of(cls, values: Sequence[float]) -> Spread:
        """Sum up some values."""
        return cls(statistics.median(values), min(values), max(values), len(values))

    def times(self, factor: float) -> Spread:
        """Return it in another unit."""
        return Spread(self.median * factor, self.low * factor, self.high * factor, self.n)


@dataclass(frozen=True, slots=True)
class Sample:
    """Seconds that one piece of work took: of the processor, and on the wall."""

    cpu: float
    wall: float


@dataclass(frozen=True, slots=True)
class Rounds:
    """What the contenders took, round by round; the first of them is what the others are compared with.

    Attributes:
        samples: contender → one sample a round.
        found: contender → what its last round found.
        items: how many articles, pages or calls one round is.
        size: bytes of UTF-8 in one round.
    """

    samples: Mapping[str, Sequence[Sample]]
    found: Mapping[str, int]
    items: int
    size: int = 0

    @property
    def subject(self) -> str:
        """The contender that the others are compared with."""
        return next(iter(self.samples))

    def cpu(self, name: str) -> Spread:
        """Return seconds of processor time an item."""
        return Spread.of([sample.cpu / self.items for sample in self.samples[name]])

    def wall(self, name: str) -> Spread:
        """Return seconds on the wall an item."""
        return Spread.of([sample.wall / self.items for sample in self.samples[name]])

    def ratio(self, name: str) -> Spread:
        """Return how many times the subject's processor time this one took, in the same round."""
        pairs = zip(self.samples[name], self.samples[self.subject], strict=True)
        return Spread.of([sample.cpu / beside.cpu for sample, beside in pairs])


def about(name: str, tell: Tell) -> Tell:
    """Return what tells the same, with a name before it."""
    return lambda line: tell(f"{name}: {line}")


def clock(work: Work) -> tuple[Sample, int]:
    """Do the work once and return what it took and what it found. Garbage of the work before is taken out first."""
    gc.collect()
    wall, cpu = time.perf_counter(), time.process_time()
    found = work()
    return Sample(time.process_time() - cpu, time.perf_counter() - wall), found


def take_turns(contenders: Mapping[str, Work], rounds: int, tell: Tell, *, items: int, size: int = 0) -> Rounds:
    """Time the contenders in turns (A B C, A B C …), after one round that warms up and is not counted."""
    samples: dict[str, list[Sample]] = {name: [] for name in contenders}
    found: dict[str, int] = {}
    for number in range(rounds + 1):
        tell(f"round {number} of {rounds}" if number else "warming up")
        for name, work in contenders.items():
            sample, found[name] = clock(work)
            if number:
                samples[name].append(sample)
    return Rounds(samples, found, items, size)


def exponent(sizes: Sequence[float], costs: Sequence[float]) -> float:
    """Return k of cost = c · size**k: the slope of the straight line through the logarithms, by least squares.

    >>> round(exponent([1, 10, 100], [3, 30, 300]), 3), round(exponent([1, 10, 100], [2, 200, 20000]), 3)
    (1.0, 2.0)
    """
    xs, ys = [math.log(size) for size in sizes], [math.log(cost) for cost in costs]
    return statistics.linear_regression(xs, ys).slope
