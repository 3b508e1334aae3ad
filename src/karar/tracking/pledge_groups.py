"""Pledges by pillar, pair or year: what each group comes to on each rung, private and public money told apart.

Every sum that the totals count is in one group. Rungs and currencies are never added together.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Literal, get_args

from karar.model.values import Funds
from karar.tracking.ladder import Rung
from karar.tracking.pillars import OTHER, load_pillars
from karar.tracking.pledge_types import Group, GroupSum, Pledge
from karar.tracking.pledges import Pledges

Grouping = Literal["pillar", "pair", "year"]
GROUPINGS: tuple[Grouping, ...] = get_args(Grouping)
UNDATED = "undated"
UNTOLD = "untold"
_FUNDS = (*get_args(Funds), UNTOLD)


def group_pledges(found: Pledges, by: Grouping) -> tuple[Group, ...]:
    """Return the groups: pillars in their own order, pairs by name, years from the last on.

    A sum is of the year in which its rung was told: what was pledged in 2022 and delivered in 2024 is in both, each
    on its own rung.
    """
    pledges = {one.commitment: one for one in found.pledges}
    groups: dict[str, list[GroupSum]] = {}
    for total in found.totals.totals:
        parts: dict[str, list[tuple[Pledge, Decimal]]] = {}
        for one in total.counted:
            pledge = pledges[one.commitment]
            parts.setdefault(_key(pledge, total.rung, by), []).append((pledge, one.value))
        for key, counted in parts.items():
            funds = {
                name: sum(values, Decimal(0))
                for name in _FUNDS
                if (values := [value for pledge, value in counted if (pledge.funds or UNTOLD) == name])
            }
            names = tuple(pledge.commitment for pledge, _ in counted)
            value = sum((value for _, value in counted), Decimal(0))
            groups.setdefault(key, []).append(GroupSum(total.rung, total.currency, value, names, funds))
    return tuple(Group(key, tuple(groups[key])) for key in _in_order(groups, by))


def _key(pledge: Pledge, rung: Rung, by: Grouping) -> str:
    if by == "pillar":
        return pledge.pillar
    if by == "pair":
        return pledge.pair
    told = pledge.sum_on(rung)
    return told.day[:4] if told and told.day else UNDATED


def _in_order(keys: dict[str, list[GroupSum]], by: Grouping) -> list[str]:
    if by == "pillar":
        known = [*load_pillars(), OTHER]
        return sorted(keys, key=known.index)
    if by == "year":
        years = sorted((key for key in keys if key != UNDATED), reverse=True)
        return [*years, *(key for key in keys if key == UNDATED)]
    return sorted(keys)
