"""Commitments as JSON Lines: one object a line with the columns of the table; lists stay lists.

Sums are decimal strings, as everywhere in Karar: no reader rounds them.
"""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from karar.exports.columns import chosen
from karar.exports.view import View


def write(view: View) -> Iterator[bytes]:
    """Yield the lines.

    Raises:
        UsageError: a column that there is not.
    """
    columns = chosen(view.columns)
    encoder = msgspec.json.Encoder()
    for one in view.commitments():
        yield encoder.encode({column.name: column.cell(one, view) for column in columns}) + b"\n"


def write_claims(view: View) -> Iterator[bytes]:
    """Yield claims as JSON Lines, as every door hands them out, those published last first."""
    encoder = msgspec.json.Encoder(order="sorted")
    for claim in view.claims():
        yield encoder.encode(claim) + b"\n"
