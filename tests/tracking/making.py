"""Claims for the tests of tracking, made without a reader."""

from __future__ import annotations

from typing import Any

from karar.model.claims import Claim, Quote, ReadingRef, Source, identify
from karar.model.values import Amount

OFFICIAL, AGENCY, OUTLET = "https://www.mea.gov.in/a", "https://www.reuters.com/a", "https://news.example/a"


def claim(uri: str = OUTLET, **fields: Any) -> Claim:
    """Make a claim; ``publisher`` and ``published`` are its source's."""
    source = {name: fields.pop(name, None) for name in ("publisher", "published")}
    given: dict[str, Any] = {"act": "pledge", "modality": "planned", "parties": ("IN", "JP"), "confidence": 0.9}
    quote = Quote(f"{uri} {source}", 0, 1)
    reading = ReadingRef("a" * 26, "test/1.0.0")
    return identify(
        Claim(id="", reading=reading, source=Source(uri, **source), evidence={}, quote=quote, **given | fields)
    )


def money(value: str | None, currency: str | None = "JPY", **fields: Any) -> Amount:
    """Make a sum; the value may be written with underscores."""
    return Amount(value=value and value.replace("_", ""), currency=currency, **fields)
