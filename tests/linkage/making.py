"""Claims for the linkage's tests, made without a reader."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from karar.model.claims import Claim, Instrument, Quote, ReadingRef, Source, identify
from karar.model.spans import Span
from karar.model.values import Amount, Duration, Period

YEN = "Japan will invest in India"


class OneRate:
    """150 yen, 83 rupees to the dollar on every day."""

    def __init__(self, value: Decimal = Decimal(1)) -> None:
        self.value = value

    def rate(self, currency: str, into: str, day: str) -> OneRate | None:
        """Return the rate into dollars."""
        units = {"JPY": 150, "INR": 83, "USD": 1}
        known = into == "USD" and currency in units and len(day) == 10
        return OneRate(Decimal(1) / units[currency]) if known else None


def claim(
    number: int = 1,
    day: str | None = "2022-03-19",
    *,
    amount: str | None = "5000000000000",
    currency: str | None = "JPY",
    text: str = YEN,
    lang: str = "en",
    until: str | None = None,
    years: int | None = 5,
    paper: str = "none",
    **fields: Any,
) -> Claim:
    """Make a claim of one page; ``number`` tells pages apart."""
    given: dict[str, Any] = {
        "act": "pledge",
        "modality": "planned",
        "confidence": 0.9,
        "parties": ("IN", "JP"),
        "giver": "JP",
        "sectors": ("finance",),
        "reading": ReadingRef(f"{number:026d}", "grammar/1.0.0"),
    }
    return identify(
        Claim(
            id="",
            source=Source(f"https://example.org/{number}", f"Paper {number}", None, day, lang),
            evidence={"act": (Span(0, 1),)},
            quote=Quote(text, 0, len(text)),
            amounts=(Amount(value=amount, currency=currency),) if amount else (),
            period=Period(end=until) if until else None,
            duration=Duration(n=years, unit="year") if years else None,
            instrument=Instrument(paper),  # type: ignore[arg-type]
            **given | fields,
        )
    )


def groups(linking: Any) -> list[tuple[str, ...]]:
    """Return the claims of each commitment."""
    return [commitment.claims for commitment in linking.commitments]
