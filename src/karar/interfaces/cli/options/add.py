"""``karar add``: options and help."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, ClassVar

import typer

from karar.interfaces.cli.options import shared


@dataclass(frozen=True)
class Options:
    """Add what no page of the ledger says, with the source that does say so.

    event: a state was reached (announced, signed, in-force, superseded, suspended, terminated; not-started,
    implementing, partly-delivered, delivered, withdrawn), a project's or programme's stage, or a meeting was held.
    milestone: something is due on a day ("deadline": the whole of it). amount: a sum on a rung (target, pledge, signed,
    allocated, delivered). number: things ordered, produced, delivered. unit: a corridor's unit, --place its node.
    place: where a thing is. fact: any other field of a thing (title, office, rhythm …). take-back: an earlier addition
    no longer counts.

    SUBJECT is a commitment (the id of any claim of it), or the key of another thing that is tracked: dialogue:…,
    programme:…, project:…, corridor:…, instrument:…

    Nothing is overwritten: what was added wrongly is taken back, and both stay. The same addition twice is kept once.
    What is wrong with it (a day that is none, a sum below zero) is said, and stands beside it; it is kept all the same.
    When a page is read anew, what was added to a claim goes with the words that it was read from.
    """

    kind: Annotated[
        str | None,
        typer.Argument(
            metavar="KIND", help="event, milestone, amount, number, unit, place, fact or take-back.", show_default=False
        ),
    ] = None
    subject: Annotated[
        str | None,
        typer.Argument(
            metavar="SUBJECT", help="A commitment, or dialogue:…, project:…; of a take-back the addition.",
            show_default=False,
        ),
    ] = None  # fmt: skip
    what: Annotated[
        str | None,
        typer.Argument(
            metavar="WHAT", help="The state, stage, rung or field; what is due or counted; a name.", show_default=False
        ),
    ] = None
    value: Annotated[
        str | None,
        typer.Argument(metavar="VALUE", help='"JPY 5e12" for a sum, a number, or words.', show_default=False),
    ] = None
    day: Annotated[str | None, typer.Option("--day", metavar="DATE", help="YYYY-MM-DD, YYYY-MM or YYYY.")] = None
    until: Annotated[str | None, typer.Option("--until", metavar="DATE", help="The last day, of several.")] = None
    unit: Annotated[str | None, typer.Option("--unit", metavar="CODE", help="The currency, or what is counted.")] = None
    qualifier: Annotated[
        str | None, typer.Option("--qualifier", metavar="NAME", help="exact, about, over, under or range.")
    ] = None
    funds: Annotated[
        str | None, typer.Option("--funds", metavar="NAME", help="Whose money: public, private or mixed.")
    ] = None
    track: Annotated[
        str | None, typer.Option("--track", metavar="NAME", help="What an event moves: instrument, delivery, stage.")
    ] = None
    party: Annotated[
        str | None, typer.Option("--party", "-p", metavar="CODE", help="Whose act or official word it is.")
    ] = None
    parties: Annotated[str | None, typer.Option("--parties", metavar="CODES", help="All that took part: IN,JP.")] = None
    place: Annotated[str | None, typer.Option("--place", metavar="NAME", help="Where; of a unit its node.")] = None
    code: Annotated[str | None, typer.Option("--code", metavar="CODE", help="The place's ISO 3166-2 code.")] = None
    at: Annotated[str | None, typer.Option("--at", metavar="LAT,LON", help="The place's degrees north and east.")] = (
        None
    )
    note: Annotated[str | None, typer.Option("--note", metavar="TEXT", help="What came of it.")] = None
    lang: Annotated[str | None, typer.Option("--language", metavar="CODE", help="The language of a fact's words.")] = (
        None
    )
    source: Annotated[str | None, typer.Option("--source", metavar="ADDRESS|TITLE", help="Who says so.")] = None
    publisher: Annotated[str | None, typer.Option("--publisher", metavar="NAME", help="Who published that.")] = None
    published: Annotated[str | None, typer.Option("--published", metavar="DATE", help="When.")] = None
    quote: Annotated[str | None, typer.Option("--quote", metavar="TEXT", help="The words that say so.")] = None
    standing: Annotated[
        str | None,
        typer.Option("--standing", metavar="NAME", help="Whose word: official, agency, outlet or independent."),
    ] = None
    why: Annotated[str | None, typer.Option("--why", metavar="TEXT", help="Why you add it.")] = None
    by: Annotated[
        str | None,
        typer.Option(
            "--by", envvar="KARAR_BY", metavar="NAME", help="Who adds it.", show_default="your name on this machine"
        ),
    ] = None
    listing: Annotated[bool, typer.Option("--list", help="List what was added, about SUBJECT or all.")] = False
    as_of: Annotated[
        str | None, typer.Option("--as-of", metavar="DATE", help="List what was added by the end of this day.")
    ] = None
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Say what would be kept, and keep nothing.")] = False
    as_json: Annotated[bool, typer.Option("--json", help="Print additions as JSON Lines and nothing else.")] = False
    ledger: shared.LedgerFile = shared.DEFAULT_LEDGER

    EXAMPLES: ClassVar[tuple[tuple[str, str], ...]] = (
        (
            "karar add event 3skccbd6lp in-force --day 2025-10-01 --source https://www.mofa.go.jp/a.html",
            "A memorandum entered into force.",
        ),
        (
            'karar add amount xypz2ckxc2 delivered "JPY 4.2e11" --day 2026-03 --source "Annual report, p. 12"',
            "What came of a pledge by March 2026.",
        ),
        ('karar add milestone xypz2ckxc2 "first review" --day 2026-08 --source "Joint statement"', "Something is due."),
        ("karar add --list 3skccbd6lp", "What was added to one commitment."),
        ('karar add take-back hq3k5aoz --why "another memorandum was meant"', "An addition no longer counts."),
    )
    EXITS: ClassVar[tuple[int, ...]] = (0, 2, 5, 141)
