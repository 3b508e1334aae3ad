"""What is told of a long read: nothing that is not known."""

import io

from rich.console import Console

from karar.interfaces.cli.screen.progress import Meter


def test_a_total_that_becomes_known():
    """Without a total no share and no time left is told; with one, both are."""
    with Meter(Console(file=io.StringIO()), "pages", None) as meter:
        for _ in range(10):
            meter.step()
        assert meter.line(2.0) == "10 pages, 5.0 a second"
        meter.total = 20
        assert meter.line(2.0) == "10 of 20 pages, 5.0 a second, about 2 s left"
