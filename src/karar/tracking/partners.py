"""Who is asked for: parties that take part together, and groups with their members by date.

A promise is a group's where a page names the group in it, where the group is a party itself, or where at least three of
its members and nobody else take part. What two of its members promised each other is theirs, and counts only where
members are asked for; so does, for a group that is a party itself, what one of its members promised an outsider. With
an outsider beside it, a group that is no party stands for its members.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Literal

import msgspec

from karar.ledger import Query
from karar.model.claims import Claim
from karar.model.days import last_day
from karar.reference.groups import Group
from karar.tracking.fields import announced

How = Literal["parties", "named", "party", "together", "members"]
"""How a promise is of those asked for: all of them take part; the group is named, is a party itself, or three or more
of its members act together; or members of it take part."""

_TOGETHER = 3


class Partners(msgspec.Struct, frozen=True):
    """Who is asked for.

    Attributes:
        parties: codes of states and bodies that all take part.
        groups: groups that are concerned, each of them.
        members: also what single members promised.
    """

    parties: tuple[str, ...]
    groups: tuple[Group, ...] = ()
    members: bool = False

    def queries(self) -> Iterator[Query]:
        """Yield what to look for in a ledger; `how` says which of the commitments found are meant."""
        if not self.groups:
            yield Query(parties=self.parties)
            return
        for group in self.groups:
            ever = group.members()
            least = 1 if self._outsiders(group) else 2 if self.members else _TOGETHER
            if group.party is not None:
                yield Query(parties=(*self.parties, group.party))
            if group.party is None or self.members or least == _TOGETHER:
                yield Query(parties=self.parties, among=ever, least=least) if ever else Query(limit=0)
            yield Query(parties=self.parties, among=ever, initiatives=(group.id,))

    def how(self, claims: Sequence[Claim]) -> How | None:
        """Return how a commitment with these claims is of those asked for; None where it is not."""
        parties = {party for claim in claims for party in claim.parties}
        if not set(self.parties) <= parties:
            return None
        if not self.groups:
            return "parties"
        found = [self._how(group, claims, parties) for group in self.groups]
        return next((one for one in found if one is not None), None) if None not in found else None

    def _how(self, group: Group, claims: Sequence[Claim], parties: set[str]) -> How | None:
        if any(group.id in claim.initiatives for claim in claims):
            return "named"
        if group.party is not None and group.party in parties:
            return "party"
        members = set(group.members(_day(claims)))
        inside = parties & members
        if self._outsiders(group):
            wanted = self.members or group.party is None
            return "members" if inside and wanted else None
        if len(inside) >= _TOGETHER and parties <= members:
            return "together"
        return "members" if self.members and len(inside) > 1 else None

    def _outsiders(self, group: Group) -> set[str]:
        """Return those of the parties asked for that never belonged to a group."""
        return set(self.parties) - set(group.members()) - {group.party}

    def strangers(self, claims: Sequence[Claim]) -> tuple[str, ...]:
        """Return the parties of a commitment that were no members of a group asked for on its day, sorted.

        Nobody is a stranger to a group whose members nobody published, and an outsider asked for is none either.
        """
        day, parties = _day(claims), {party for claim in claims for party in claim.parties}
        found: set[str] = set()
        for group in self.groups:
            if group.memberships:
                found |= parties - set(group.members(day)) - {group.party} - self._outsiders(group)
        return tuple(sorted(found))


def _day(claims: Sequence[Claim]) -> date | None:
    """Return the first day on which a commitment was told of; None, at any time, where nobody knows."""
    days = [day for claim in claims if (day := last_day(announced(claim) or "")) is not None]
    return min(days, default=None)
