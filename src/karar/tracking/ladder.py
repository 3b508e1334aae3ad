"""The money ladder: target → pledge → signed → allocated → delivered. Its rungs are never added together.

A commitment counts at its face value when it is signed, and as delivered when the money is at the receiver's disposal
(OECD, Converged Statistical Reporting Directives). What is only proposed or possible stands on no rung.
"""

from __future__ import annotations

from typing import Literal

from karar.model.claims import Claim
from karar.model.values import Amount, Modality

Rung = Literal["target", "pledge", "signed", "allocated", "delivered"]
Step = Literal["talks", "proposed", "target", "pledge", "signed", "allocated", "delivered", "withdrawn", "denied"]

LADDER: tuple[Rung, ...] = ("target", "pledge", "signed", "allocated", "delivered")
STEPS: tuple[Step, ...] = ("talks", "proposed", *LADDER, "withdrawn", "denied")
"""All that a claim may say of a commitment; the ladder's rungs are those between."""

_LESS_FIRM = frozenset({"proposed", "possible"})


def step_of(claim: Claim, amount: Amount | None = None) -> Step:
    """Return what a claim says has been reached; for one of its sums, as firmly as that sum is said."""
    modality: Modality = (amount.modality if amount else None) or claim.modality
    if modality == "denied":
        return "denied"
    if claim.act in ("withdraw", "consult"):
        return "withdrawn" if claim.act == "withdraw" else "talks"
    if modality in _LESS_FIRM or claim.act == "propose":
        return "proposed"
    if claim.act == "target":
        return "target"
    if claim.act == "deliver":
        return "delivered" if modality == "done" else "allocated" if modality == "decided" else "pledge"
    if claim.act in ("sign", "procure") and modality == "done":
        return "signed"
    return "pledge"
