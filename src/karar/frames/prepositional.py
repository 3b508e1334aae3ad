"""Clauses and party roles of languages like English: prepositions before the noun phrase, the verb after its subject."""

from __future__ import annotations

from karar.frames.types import Clause, Role
from karar.model.mentions import Mention
from karar.reference.load import Pack
from karar.text.sentences import Sentence


def find_clauses(sent: Sentence, mentions: list[Mention], pack: Pack) -> list[Clause]:
    """Return the clauses."""
    return []


def find_roles(clause: Clause, *, talk: bool = False) -> list[Role]:
    """Return the roles."""
    return []
