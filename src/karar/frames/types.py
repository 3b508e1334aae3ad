"""Clauses and frames: the stretch one verb governs, and an act with its roles filled from it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from karar.model.mentions import Mention
from karar.model.spans import Span
from karar.model.values import Modality
from karar.text.sentences import Sentence


@dataclass(frozen=True, slots=True)
class VerbGroup:
    """A run of verb tokens that belong together (``किया जा रहा है``, ``will be signed``).

    Attributes:
        start: first character, in the sentence's normalised text.
        end: one past the last.
        lemmas: the lemmas in it, in order.
        tags: one tag per token: ``perf``, ``fut``, ``inf`` … as in the pack's tables.
        finite: whether it governs a clause of its own.
        modality: what its endings say.
        negated: whether a negation stands in it or right before it.
        passive: whether the subject receives.
        stated: a participle that states its act all the same ("a loan extended by Kuwait").
        lead: where the auxiliary stands that it shares with a group before it ("will buy boats and open a consulate").
    """

    start: int
    end: int
    lemmas: tuple[str, ...]
    tags: tuple[str, ...]
    finite: bool = True
    modality: Modality = "done"
    negated: bool = False
    passive: bool = False
    stated: bool = False
    lead: tuple[int, int] | None = None


@dataclass(slots=True)
class Clause:
    """The stretch ``[start, end)`` of a sentence that one finite verb group governs.

    Attributes:
        verbs: the finite group; None for a headline or a list item.
        nested: the groups in the clause that are not finite (``निवेश करने``, ``to invest``).
        follows: the clause before it in the same sentence, whose subject it may share.
        mentions: the mentions that start inside it.
        hole: a relative clause inside it, which is a clause of its own.
        aside: it tells what has not happened or is old ("if …", "since …"), so it makes no claim.
        gapped: it takes its verb from the clause before ("…, Chile $2 million"), so that its subject stands behind it.
        apart: the states that its sentence names in other parts of the same act, and so not in this one.
        cues: the cues that hold in it, once they were looked for.
        parties: its parties with their roles, once they were looked for; a clause asks for those of the one before.
        unlisted: names in its sentence that no list has; they tell who acted and where, never who is a party.
    """

    sent: Sentence
    start: int
    end: int
    verbs: VerbGroup | None
    follows: Clause | None = None
    nested: tuple[VerbGroup, ...] = ()
    mentions: list[Mention] = field(default_factory=list)
    hole: tuple[int, int] | None = None
    aside: bool = False
    gapped: bool = False
    apart: frozenset[str] = frozenset()
    cues: list[CueMatch] | None = None
    parties: tuple[Role, ...] | None = None
    unlisted: tuple[Mention, ...] = ()

    @property
    def is_alone(self) -> bool:
        """Whether its sentence is of a title that is all of its page."""
        return self.sent.block.kind == "title" and len(self.sent.doc.blocks) == 1

    def covers(self, place: int) -> bool:
        """Whether ``place`` lies in the clause and not in its hole."""
        hole = self.hole
        return self.start <= place < self.end and (hole is None or not hole[0] <= place < hole[1])


@dataclass(frozen=True, slots=True)
class CueMatch:
    """A cue of an act that holds in a clause.

    Attributes:
        cue: the pack's cue.
        start: first character of the cue's noun (or of the verb group where it has none).
        end: one past the last.
        verb: the verb group it holds with; None where it is nominal.
        embedded: it hangs on a non-finite verb or on another noun, so it says what was decided, offered or announced.
    """

    cue: Mapping[str, Any]
    start: int
    end: int
    verb: VerbGroup | None = None
    embedded: bool = False

    @property
    def act(self) -> str:
        """The act that the cue stands for."""
        return str(self.cue["act"])

    @property
    def rank(self) -> int:
        """The cue's rank; the higher wins."""
        return int(self.cue["rank"])


@dataclass(frozen=True, slots=True)
class Role:
    """A party in a frame.

    Attributes:
        code: ISO 3166-1 alpha-2, ``EU``, ``ADB`` or ``EIB``.
        span: the stored text that names it.
        role: ``agent``, ``receiver``, ``source``, ``partner``, ``place``, ``topic`` or ``plain``.
        strength: 3 a name with a role of its own, 2 a name, an official or a body, 1 a people word, a seat or a place.
        inherited: it stands outside the clause and was taken over.
    """

    code: str
    span: Span
    role: str = "plain"
    strength: int = 2
    inherited: bool = False


@dataclass(slots=True)
class Frame:
    """An act with its roles, before checking: what `claims.build` makes a claim of.

    ``act_spans`` and ``modality_spans`` are the stored text that shows the act and how firmly it is said. ``part``
    counts the papers that one clause tells of, from 1; 0 where it tells of one act.
    """

    clause: Clause
    act: str
    modality: Modality
    cues: tuple[CueMatch, ...]
    act_spans: tuple[Span, ...]
    modality_spans: tuple[Span, ...]
    roles: list[Role]
    topics: list[Role]
    giver: Role | None = None
    receiver: Role | None = None
    both: bool = False
    part: int = 0
