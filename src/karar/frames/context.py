"""What a document is about, for references: its main parties, and who was named last."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from karar.frames.types import Frame, Role

_TITLE_WEIGHT = 3
_BILATERAL = 0.6
_ALONE = 0.85
_SPEECH = 2  # sentences with "we" that make a page a speech
_NEAR = 6  # sentences behind one that names two states in which an act may leave one of them unsaid
_QUOTES = "\"'‘“"


@dataclass(slots=True)
class Context:
    """Parties named so far and in the whole document.

    Attributes:
        main: the two (or more) parties that the document is about, in order of first mention; () where none stand out.
        dominance: the share of all party mentions that are of the main parties, 0 to 1.
        last: the parties of the last sentence that named two or more; ``last_place`` is where it stands.
        last_single: the party of the last sentence that named just one.
        last_frame: the parties of the last act, for clauses that leave theirs unsaid.
        last_agent: who acted in it, for "वह", "it".
        last_receiver: who got something in it, for "उसे".
        speaker: whose speech the page is: who "we" are outside quotations.
        hub: the one state that the page is written from and about, where its dateline names it.
        is_line: the page is one line, a title that stands alone.
        grounded: the states that the page names outright, or tells of more than once.
        named: the states of the page, the one that it names most often first.
        paired: whether a sentence names the main parties together.
        provincial: the page opens with a province's own government or its head.
        is_ladder: the page lists what happened on this day in other years.
        names_subjects: the page's language leaves no subject out, as English does not.
        foreign: the last subject was neither a state nor its people in office, so that "it" and "they" are others.
        officials: words of names that stand beside an office, or that the lists know.
        explicit: how many clauses of the document state an act between these parties by name.
    """

    main: tuple[Role, ...] = ()
    dominance: float = 0.0
    last: tuple[Role, ...] = ()
    last_place: int = 0
    last_single: Role | None = None
    last_frame: tuple[Role, ...] = ()
    last_agent: Role | None = None
    last_receiver: Role | None = None
    speaker: Role | None = None
    provincial: bool = False
    is_ladder: bool = False
    is_line: bool = False
    names_subjects: bool = False
    hub: Role | None = None
    named: tuple[Role, ...] = ()
    grounded: frozenset[str] = frozenset()
    paired: bool = False
    foreign: bool = False
    officials: frozenset[str] = frozenset()
    explicit: Counter[frozenset[str]] = field(default_factory=Counter)

    @property
    def is_alone(self) -> bool:
        """Whether the page names its main parties together and speaks of hardly anybody else."""
        return self.names_subjects and self.paired and self.dominance >= _ALONE

    @property
    def is_bilateral(self) -> bool:
        """Whether most of what the document says of states is of its main parties."""
        return self.dominance >= _BILATERAL

    def is_about(self, parties: Iterable[Role], place: int) -> bool:
        """Whether a firm act in the sentence at ``place`` may be of these parties, since the page speaks of them.

        Where the language leaves subjects out, they are the page's main ones, or were named together just before.
        """
        codes = {role.code for role in parties}
        if self.names_subjects:
            return True
        near = bool(self.last) and place - self.last_place <= _NEAR
        main = self.paired and codes == {role.code for role in self.main}
        return (near or main) and codes <= self.grounded

    def states(self, parties: Iterable[Role], times: int) -> bool:
        """Whether the document states acts between just these parties at least ``times`` times, by name.

        Where sentences name their subject, a page that speaks of hardly anybody else is about them.
        """
        codes = frozenset(role.code for role in parties)
        if not self.names_subjects and not codes <= self.grounded:
            return False  # a state that one body's name alone speaks for
        alone = self.is_alone and codes == frozenset(role.code for role in self.main)
        return alone or self.explicit[codes] >= times

    def note_frame(self, frame: Frame) -> None:
        """Remember the parties of an act for the clauses that follow."""
        giver = frame.giver.code if frame.giver is not None else None
        # Who gave goes on giving where the next clause names nobody: "साथ ही 50 लाख डॉलर का अनुदान दिया जाएगा".
        self.last_frame = tuple(replace(r, role="agent" if r.code == giver else "plain") for r in frame.roles)
        agent = frame.giver or next((role for role in frame.roles if role.role == "agent"), None)
        self.last_agent = agent or self.last_agent
        self.last_receiver = frame.receiver or self.last_receiver

    def note(self, roles: list[Role], place: int) -> None:
        """Remember the parties named in the sentence at ``place``, which was just read."""
        distinct = tuple({role.code: role for role in roles if role.role != "topic"}.values())
        if len(distinct) >= 2:
            self.last, self.last_place = distinct, place
        elif distinct:
            self.last_single = distinct[0]


def survey(sentences: list[tuple[bool, list[Role]]]) -> Context:
    """Return the context of a document from its sentences' parties; each comes with whether it is a title.

    The main parties are those that share most sentences with one another. A pair counts where both are named twice or
    stand in a title together, so that a state mentioned once in passing makes no pair.
    """
    counts: Counter[str] = Counter()
    pairs: Counter[tuple[str, ...]] = Counter()
    first: dict[str, Role] = {}
    order: dict[tuple[str, ...], int] = {}
    for number, (is_title, roles) in enumerate(sentences):
        weight = _TITLE_WEIGHT if is_title else 1
        named = [role for role in roles if role.role != "topic"]
        if is_title and not named:
            named = roles  # "Outcomes of the talks between …": a title is about those that it names
        for role in named:
            first.setdefault(role.code, role)
            counts[role.code] += weight
        codes = tuple(sorted({role.code for role in named if role.strength > 1}))
        if 2 <= len(codes) <= 3:
            pairs[codes] += weight
            order.setdefault(codes, number)
    context = Context(hub=_hub(sentences, counts))
    outright = {role.code for _, roles in sentences for role in roles if role.strength > 2}
    context.grounded = frozenset(code for code in counts if code in outright or counts[code] > 1)
    context.named = tuple(first[code] for code, _ in counts.most_common())
    if not pairs:
        top = [code for code, count in counts.most_common(2)]
        if len(counts) == 2 and len(top) == 2:
            context.main = tuple(first[code] for code in sorted(top, key=lambda code: first[code].span.start))
            context.dominance = 1.0
        return context
    context.paired = True
    best = min(pairs, key=lambda codes: (-pairs[codes] * min(counts[code] for code in codes), order[codes]))
    if len(best) == 3:
        best = _pair_inside(best, pairs, counts)
    context.main = tuple(first[code] for code in sorted(best, key=lambda code: first[code].span.start))
    context.dominance = sum(counts[code] for code in best) / max(1, sum(counts.values()))
    return context


def _hub(sentences: list[tuple[bool, list[Role]]], counts: Counter[str]) -> Role | None:
    """Return the state of the dateline where the page names it otherwise as often as any other."""
    named = [role for _, roles in sentences for role in roles]
    home = next((role for role in named if role.role == "aside"), None)
    if home is None:
        return None
    told = [role for role in named if role.code == home.code and role.role != "aside"]
    return home if told and counts[home.code] >= max(counts.values()) else None


def speaker_of(told: Iterable[tuple[bool, str]], roles: Iterable[list[Role]], home: str) -> Role | None:
    """Return the ``home`` state where the page is a speech and names it: its narrator says "we" more than once.

    ``told`` gives each sentence's text after whether it says "we"; what stands in quotes is another's word.
    """
    spoken = sum(speaks and not any(sign in text for sign in _QUOTES) for speaks, text in told)
    if spoken < _SPEECH:
        return None
    return next((role for named in roles for role in named if role.code == home), None)


def _pair_inside(three: tuple[str, ...], pairs: Counter[tuple[str, ...]], counts: Counter[str]) -> tuple[str, ...]:
    """Return the pair inside ``three`` that is named alone as well, where there is one."""
    inside = [codes for codes in pairs if len(codes) == 2 and set(codes) <= set(three)]
    return max(inside, key=lambda codes: (pairs[codes], sum(counts[code] for code in codes))) if inside else three
