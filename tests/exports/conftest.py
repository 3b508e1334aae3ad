"""One ledger for the tests that only read it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from karar.ledger import Ledger
from karar.model.claims import Claim, Instrument
from karar.model.values import Period
from tests.exports.making import keep, money, relation, told

YEN = {"giver": "JP", "receiver": "IN", "sectors": ("health", "finance")}


@pytest.fixture(scope="module")
def claims() -> dict[str, Claim]:
    """A pledge, one that repeats it, a loan that was signed, a grant that was disbursed, an offer, a hostile quote."""
    return {
        "pledge": told(
            "Japan will give 10 billion yen.", amounts=(money("10000000000"),), period=Period(end="2030"), **YEN,
        ),
        "repeat": told("Japan gives 10 billion yen, it said again.", amounts=(money("10000000000"),), **YEN),
        "loan": told(
            "A loan of 5 billion yen was signed.", act="sign", modality="done", instrument=Instrument("loan"),
            amounts=(money("5000000000", qualifier="about"),), **YEN,
        ),
        "grant": told(
            "Japan disbursed 1 to 2 billion yen.", act="deliver", modality="done", published="2025-09",
            amounts=(money("1000000000", to="2000000000", qualifier="range"),), **YEN,
        ),
        "received": told("India expects 3 billion rupees.", amounts=(money("3000000000", "INR"),), receiver="IN"),
        "offer": told("Japan may give 7 billion yen.", modality="possible", amounts=(money("7000000000"),), **YEN),
        "hostile": told("=HYPERLINK(\"x\") \x01 <b>&amp;", act="agree", parties=("IN", "KR"), sectors=("defence",)),
    }  # fmt: skip


@pytest.fixture(scope="module")
def ledger(claims: dict[str, Claim], tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ledger]:
    """A ledger of these claims; the repeat is linked to the pledge."""
    path = tmp_path_factory.mktemp("exports") / "karar.db"
    with keep(path, list(claims.values()), [relation("repeats", claims["repeat"], claims["pledge"])]) as made:
        yield made
