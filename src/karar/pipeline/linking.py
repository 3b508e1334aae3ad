"""Links what a ledger holds into commitments, and tells what a ledger knew of them on a day."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime

from karar import linkage
from karar.ledger import Ledger, LinkableClaims, Linked
from karar.linkage.weights import SHIPPED
from karar.model.claims import Claim
from karar.model.commitments import Commitment, Linking, LinkJudgement
from karar.model.identity import digest
from karar.model.judgements import settle
from karar.reference import Reference
from karar.reference.rates import Rates
from karar.tracking.history import Known

Linker = Callable[[LinkableClaims, Sequence[LinkJudgement]], Linking]
Progress = Callable[[str, int, int], None]
"""Is told the step (``records``, ``pairs``, ``commitments``), how much of it is done, and of how much (0: unknown)."""
BULK_FROM = 20_000
"""From so many claims on they are linked in bulk, by all cores, where the extra is installed."""
VERSION = "1.1.0"
"""Of what is done here; a change that links otherwise needs a new one, so that ledgers are linked again."""


def linker_of(reference: Reference, rates: Rates, progress: Progress | None = None) -> tuple[str, Linker]:
    """Return the linker and its name: its version and the hash of all else that its result depends on.

    Many claims are linked in bulk and few in memory; what comes out is the same. ``progress`` is told of the former.
    """
    after = successors(reference)
    fingerprint = digest([SHIPPED.read_text(encoding="utf-8"), after], length=8)

    def link(claims: LinkableClaims, judgements: Sequence[LinkJudgement]) -> Linking:
        if len(claims) < BULK_FROM or not linkage.bulk_is_installed():
            return linkage.link(claims, judgements, rates=rates, successors=after)
        found: Linking = linkage.link_in_bulk(claims, judgements, rates=rates, successors=after, progress=progress)
        return found

    return f"linkage/{VERSION}+{fingerprint}", link


def successors(reference: Reference) -> dict[str, str]:
    """Return initiative → the one that took its place, as the reference data has it."""
    found = ((name, body.get("successor")) for name, body in reference.initiatives.items())
    return {name: str(after) for name, after in sorted(found) if after in reference.initiatives}


def link_ledger(ledger: Ledger, name: str, link: Linker) -> Linked | None:
    """Link what the ledger holds today, and keep what has changed; None where all of it was linked before.

    The claims are read, linked, and then kept in one transaction: a program that is killed leaves the ledger as it was
    before or as it is after.

    Raises:
        LedgerError: another program linked the same ledger meanwhile.
    """
    what = ledger.linkable(name)
    if what.known:
        return None
    return ledger.add_linking(link(what.claims, what.judgements), what)


def known_of(ledger: Ledger, commitments: Iterable[Commitment], as_of: datetime | None) -> Known:
    """Return what the ledger knew of commitments at a moment (None: now), people's corrections and rejections made.

    What people added is left out; `karar.tracking.knowing` has it as well.
    """
    found = tuple(commitments)
    judgements = tuple(ledger.judgements(as_of))
    decisions = settle(judgements)
    claims = ledger.claims_named([name for one in found for name in one.claims], as_of)
    kept = {name: decisions.correct(claim) for name, claim in claims.items() if name not in decisions.rejected}
    return Known(Linking(found), kept, judgements)


def known_at(ledger: Ledger, as_of: datetime | None) -> Known:
    """Return all that the ledger knew at a moment (None: now)."""
    return known_of(ledger, ledger.linking(as_of).commitments, as_of)


def of_claims(linking: Linking, claims: Iterable[Claim]) -> tuple[Commitment, ...]:
    """Return the commitments that any of these claims belongs to, in the order of the claims."""
    home: Mapping[str, str] = linking.by_claim()
    named = dict.fromkeys(home[claim.id] for claim in claims if claim.id in home)
    by_name = {one.id: one for one in linking.commitments}
    return tuple(by_name[name] for name in named)
