"""The judgement: what a person decided about claims, with who, when and why. It outranks every score.

Judgements are never changed; a later one may decide otherwise (`settle`), and both stay.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from itertools import combinations
from typing import Any, Literal, NamedTuple

import msgspec

from karar.model.claims import DERIVED, Claim
from karar.model.commitments import LinkJudgement
from karar.model.identity import digest

JudgementKind = Literal["link", "split", "accept", "correct", "reject"]
"""``link``: these claims speak of one promise. ``split``: each speaks of another. ``accept``: the claim (or one field
of it) says what the page says. ``correct``: the page says this in that field. ``reject``: the page says no such thing.
"""

OF_PAIRS = frozenset({"link", "split"})


class Judgement(msgspec.Struct, frozen=True, kw_only=True):
    """A person's decision.

    Attributes:
        id: content hash of the rest.
        kind: what was decided.
        claims: ids of the claims judged, as they were when it was made: two or more for a link or split, else one. What
            the judgement holds on to is the words that these were read from, see `karar.ledger.judging`.
        field: the field that is accepted or corrected (``giver``, ``amounts.0``); None: the claim as a whole.
        value: what the field is to be, as in a claim's JSON.
        why: the reason.
        who: who decided; a free name.
        at: when the ledger took it down.

    Raises:
        ValueError: no reason, nobody, too few or too many claims, or a field and a value that do not belong here.
    """

    id: str
    kind: JudgementKind
    claims: tuple[str, ...]
    field: str | None = None
    value: Any = None
    why: str
    who: str
    at: datetime

    def __post_init__(self) -> None:
        if not self.why.strip():
            raise ValueError("a judgement needs its reason")
        if not self.who.strip():
            raise ValueError("a judgement needs a name to stand for it")
        several = len(set(self.claims)) > 1 and len(set(self.claims)) == len(self.claims)
        if self.kind in OF_PAIRS and not several:
            raise ValueError(f"a {self.kind} is of two claims or more, each named once")
        if self.kind not in OF_PAIRS and len(self.claims) != 1:
            raise ValueError(f"one claim at a time can be {self.kind}ed")
        if (self.kind == "correct") != (self.field is not None) and self.kind != "accept":
            raise ValueError("a correction names a field" if self.kind == "correct" else f"a {self.kind} has no field")
        if self.value is not None and self.kind != "correct":
            raise ValueError(f"a {self.kind} has no value")


def identify_judgement(judgement: Judgement) -> Judgement:
    """Return the judgement with its ``id`` set."""
    record = msgspec.to_builtins(judgement)
    del record["id"]
    return msgspec.structs.replace(judgement, id=digest(record))


def correct_field(claim: Claim, field: str, value: Any) -> Claim:
    """Return the claim with one field set, under its own id; the field's evidence goes, for a person is the evidence.

    Args:
        claim: the claim as it was read.
        field: a field (``giver``) or one item of a list (``amounts.0``); one past the last adds an item.
        value: what it is to be, as in a claim's JSON.

    Raises:
        ValueError: there is no such field, no text can state it, or it cannot have this value.
    """
    name, _, index = field.partition(".")
    record = msgspec.to_builtins(claim)
    if name not in record or name in DERIVED:
        raise ValueError(f"no field {field!r} can be corrected")
    if not index:
        record[name] = value
    elif isinstance(record[name], list | tuple) and index.isdecimal() and int(index) <= len(record[name]):
        items = list(record[name])
        items[int(index) :] = [value, *items[int(index) + 1 :]]
        record[name] = items
    else:
        raise ValueError(f"the claim has no {field}")
    gone = {key for key in record["evidence"] if key == field or (not index and key.split(".")[0] == name)}
    record["evidence"] = {key: spans for key, spans in record["evidence"].items() if key not in gone}
    try:
        return msgspec.convert(record, Claim)
    except (msgspec.ValidationError, ValueError) as error:
        raise ValueError(f"{field} cannot be {value!r}: {error}") from error


class Decided(NamedTuple):
    """A judgement with the claims that it is about today, by place; None where nothing stands there any more."""

    judgement: Judgement
    claims: tuple[str | None, ...]

    @property
    def stale(self) -> bool:
        """Whether what it was about is no longer read."""
        return None in self.claims


class Decisions(msgspec.Struct, frozen=True):
    """What judgements come to where no two of them contradict each other any more.

    Attributes:
        links: pairs of claims that are, or are not, of one promise.
        rejected: claims that do not count, with the judgement that says so.
        accepted: claims, or fields of claims (None: as a whole), that were found right.
        corrected: by claim and field the judgement that says what it is, in the order in which they were made.
        overruled: by judgement the later one that decided otherwise.
    """

    links: tuple[LinkJudgement, ...] = ()
    rejected: Mapping[str, Judgement] = {}
    accepted: Mapping[tuple[str, str | None], Judgement] = {}
    corrected: Mapping[str, Mapping[str, Judgement]] = {}
    overruled: Mapping[str, str] = {}

    def correct(self, claim: Claim) -> Claim:
        """Return a claim with its corrections; one that no longer fits the claim is left out (see `misfits`)."""
        return self._apply(claim)[0]

    def misfits(self, claim: Claim) -> tuple[Judgement, ...]:
        """Return the corrections that a claim, as it is read today, cannot take."""
        return self._apply(claim)[1]

    def _apply(self, claim: Claim) -> tuple[Claim, tuple[Judgement, ...]]:
        # In the order in which they were made: a giver may have to become a party first.
        misfits = []
        for field, judgement in self.corrected.get(claim.id, {}).items():
            try:
                claim = correct_field(claim, field, judgement.value)
            except ValueError:
                misfits.append(judgement)
        return claim, tuple(misfits)


def settle(decided: Sequence[Decided]) -> Decisions:
    """Return what judgements come to, given in the order in which they were made.

    The rule is ``later-judgement``: of two that contradict each other, by the same person or by two, the later one
    holds. A link also contradicts a split through others (A with B, B with C, but not A with C).

    >>> from datetime import UTC, datetime
    >>> def make(kind, *claims):
    ...     given = {"why": "read both", "who": "a clerk", "at": datetime(2026, 1, 1, tzinfo=UTC)}
    ...     one = identify_judgement(Judgement(id="", kind=kind, claims=claims, **given))
    ...     return Decided(one, claims)
    >>> settle([make("link", "a", "b"), make("split", "a", "b")]).links
    (LinkJudgement(verdict='split', a='a', b='b'),)
    """
    overruled: dict[str, str] = {}
    found = [one for one in decided if not one.stale]
    links = _settle_pairs([one for one in found if one.judgement.kind in OF_PAIRS], overruled)
    rejected: dict[str, Judgement] = {}
    accepted: dict[tuple[str, str | None], Judgement] = {}
    corrected: dict[str, dict[str, Judgement]] = {}
    for one in reversed(found):
        judgement, claim = one.judgement, str(one.claims[0])
        if judgement.kind in OF_PAIRS:
            continue
        field = judgement.field
        against = rejected.get(claim)
        if against is None and judgement.kind == "reject":
            right = [later for (name, _), later in accepted.items() if name == claim]
            against = next(iter([*right, *corrected.get(claim, {}).values()]), None)
        elif against is None and field is not None:
            against = accepted.get((claim, field)) or corrected.get(claim, {}).get(field)
        if against is not None and not _agree(judgement, against):
            overruled[judgement.id] = against.id
        elif judgement.kind == "reject":
            rejected.setdefault(claim, judgement)
        elif judgement.kind == "accept":
            accepted.setdefault((claim, field), judgement)
        elif field is not None:
            corrected.setdefault(claim, {}).setdefault(field, judgement)
    in_order = {claim: dict(reversed(fields.items())) for claim, fields in corrected.items()}
    return Decisions(links, rejected, accepted, in_order, overruled)


def _agree(one: Judgement, other: Judgement) -> bool:
    return (one.kind, one.field, one.value) == (other.kind, other.field, other.value)


def _settle_pairs(decided: Sequence[Decided], overruled: dict[str, str]) -> tuple[LinkJudgement, ...]:
    """Take the newest first, and leave out each pair that those already taken exclude."""
    taken: dict[tuple[str, str], tuple[str, Judgement]] = {}
    groups = _Groups()
    for one in reversed(decided):
        judgement = one.judgement
        claims = sorted({str(name) for name in one.claims})
        for a, b in combinations(claims, 2):
            against = _excluded(judgement.kind, a, b, taken, groups)
            if against is not None:
                overruled.setdefault(judgement.id, against)
                continue
            taken.setdefault((a, b), (judgement.kind, judgement))
            if judgement.kind == "link":
                groups.join(a, b, judgement.id)
    return tuple(LinkJudgement("link" if kind == "link" else "split", a, b) for (a, b), (kind, _) in taken.items())


def _excluded(
    kind: str, a: str, b: str, taken: Mapping[tuple[str, str], tuple[str, Judgement]], groups: _Groups
) -> str | None:
    """Return the id of a later judgement that excludes this one, None where there is none."""
    if kind == "split":
        return groups.joined(a, b)
    here, there = groups.of(a), groups.of(b)
    for (c, d), (other, judgement) in taken.items():
        if other == "split" and {groups.of(c), groups.of(d)} == {here, there}:
            return judgement.id
    return None


class _Groups:
    """Claims that were joined, each group by the judgement that joined it last."""

    def __init__(self) -> None:
        self._group: dict[str, str] = {}
        self._by: dict[str, str] = {}

    def of(self, claim: str) -> str:
        return self._group.get(claim, claim)

    def joined(self, a: str, b: str) -> str | None:
        return self._by.get(self.of(a)) if self.of(a) == self.of(b) else None

    def join(self, a: str, b: str, by: str) -> None:
        kept, given = self.of(a), self.of(b)
        members = [name for name in {*self._group, b} if self.of(name) == given]
        self._group.update(dict.fromkeys([*members, a], kept))
        self._by[kept] = by


def link_pairs(links: Iterable[LinkJudgement], among: Iterable[str]) -> tuple[LinkJudgement, ...]:
    """Return the pairs whose claims are both among these, sorted."""
    known = set(among)
    kept = (one for one in links if one.a in known and one.b in known)
    return tuple(sorted(kept, key=lambda one: (one.a, one.b)))
