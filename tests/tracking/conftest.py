"""The rates of this checkout."""

from __future__ import annotations

import msgspec
import pytest

from karar.reference.rates import Rates, compile_rates, load_rates
from tests.reference.known import RESOURCES


@pytest.fixture(scope="session")
def rates(tmp_path_factory: pytest.TempPathFactory) -> Rates:
    """The rates that `resources/` and the package hold now."""
    path = tmp_path_factory.mktemp("rates") / "rates.msgpack"
    path.write_bytes(msgspec.msgpack.encode(compile_rates(RESOURCES / "rates" / "monthly.tsv")))
    return load_rates.__wrapped__(path)
