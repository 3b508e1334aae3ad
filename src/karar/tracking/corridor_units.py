"""Units that people added to a corridor, put beside those of its files, with what is wrong with them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import msgspec

from karar.model.additions import Addition, Held
from karar.model.problems import Problem
from karar.reference.corridors import SourceNote
from karar.text.normalise import fold
from karar.tracking.corridor_types import Corridor, Unit


def with_units(corridors: Sequence[Corridor], added: Iterable[Held]) -> tuple[Corridor, ...]:
    """Return corridors with the units that were added to them (``corridor:ID``), each under the addition's id.

    The addition's ``place`` is the node, by its id or its name in any language; a unit at no node is kept and bears its
    problem.
    """
    units: dict[str, list[Held]] = {}
    for one in added:
        if one.counts and one.addition.kind == "unit":
            units.setdefault(one.addition.subject.partition(":")[2], []).append(one)
    return tuple(_with(corridor, units[corridor.id]) if corridor.id in units else corridor for corridor in corridors)


def _with(corridor: Corridor, added: Sequence[Held]) -> Corridor:
    nodes = {fold(name): node.id for node in corridor.nodes for name in (node.id, *node.names.values())}
    units, sources, problems = list(corridor.units), dict(corridor.sources), list(corridor.problems)
    for one in added:
        addition = one.addition
        node = nodes.get(fold(addition.place or ""))
        where, field = f"added {addition.id}", f"units.{len(units)}"
        units.append(_unit(addition, node or addition.place or "", corridor.country, where))
        if addition.source is not None:
            source = addition.source
            sources[addition.id] = SourceNote(
                source.where, source.publisher or "", source.published or "", _address(source.where)
            )
        if node is None:
            told = f"{addition.what} stands at {addition.place or 'no place'}, which is no node of the corridor"
            problems.append(Problem("in-no-node", f"{told} ({where})", field=f"{field}.node"))
        problems += [problem for problem in one.problems if problem.kind != "in-no-node"]
    return msgspec.structs.replace(corridor, units=tuple(units), sources=sources, problems=tuple(problems))


def _unit(addition: Addition, node: str, country: str, where: str) -> Unit:
    return Unit(
        id=addition.id,
        names={addition.lang or "en": addition.what},
        node=node,
        makes=addition.note or "",
        investment=addition.value,
        since=addition.day,
        partners=tuple(
            code for code in dict.fromkeys((*addition.parties, addition.party)) if code is not None and code != country
        ),
        source=addition.id,
        where=where,
    )


def _address(where: str) -> str | None:
    return where if where.startswith(("http://", "https://")) else None
