"""How good the evidence is that a state was reached: no evidence is an answer of its own.

``claimed``: somebody says so, be it a paper, an agency or a report of what an official said. ``one-party``: one party's
official text. ``both-parties``: official texts of two of them. ``independent``: somebody who stands on neither side (an
auditor, a court, a research group), as the person who added it says.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable

from karar.model.states import GRADES, Grade
from karar.tracking.events import Event

_BOTH = 2


def grade_of(events: Iterable[Event], parties: Collection[str]) -> Grade:
    """Return how good the evidence of some events is, taken together.

    An official word that is none of the parties' is somebody's say; one of which nobody can tell whose it is (a
    ministry without a state in its name) is one party's.

    >>> said = {"track": "delivery", "what": "delivered", "rule": "added", "standing": "official", "addition": "a"}
    >>> grade_of([Event(word="IN", **said), Event(word="JP", **said)], ["IN", "JP"])
    'both-parties'
    >>> grade_of([], ["IN", "JP"])
    'none'
    """
    found = [one for one in events if one.id]
    if any(one.standing == "independent" for one in found):
        return "independent"
    official = [one for one in found if one.standing == "official" and (one.word is None or one.word in parties)]
    words = {one.word for one in official if one.word}
    if len(words) >= _BOTH:
        return "both-parties"
    if official:
        return "one-party"
    return "claimed" if found else "none"


def better(grade: Grade, least: Grade) -> bool:
    """Whether a grade is at least as good as another.

    >>> better("one-party", "claimed"), better("none", "claimed")
    (True, False)
    """
    return GRADES.index(grade) >= GRADES.index(least)
