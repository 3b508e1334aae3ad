"""``karar source``: the words that claims stand on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import msgspec
from rich.console import Console
from rich.text import Text

from karar.errors import NotFoundError
from karar.interfaces.cli import exits
from karar.interfaces.cli.options.source import Options
from karar.interfaces.cli.screen.console import results, write_json
from karar.interfaces.cli.screen.marks import in_brackets, in_colours, marks_of, window_around
from karar.interfaces.cli.screen.opening import open_ledger
from karar.interfaces.cli.screen.table import ID_SHOWN
from karar.interfaces.cli.screen.words import Words
from karar.interfaces.cli.verbs.show import words_for
from karar.ledger import Ledger, SourceRecord
from karar.model.claims import Claim
from karar.model.documents import Document
from karar.model.spans import Span
from karar.pages.assemble import address

ROOM = 240
"""Characters shown on either side of a claim's quote."""


@dataclass(frozen=True, slots=True)
class View:
    """A document with the claims to be marked in it; ``document`` is None where its text was withdrawn.

    ``focus`` is the stretch to show, None for the whole text.
    """

    digest: str
    document: Document | None
    claims: tuple[Claim, ...]
    focus: Span | None = None


def run(options: Options) -> int:
    """Show the text."""
    with open_ledger(options.ledger) as ledger:
        views = find(ledger, options.id, full=options.full)
    if options.as_json:
        write_json([to_record(view) for view in views])
        return exits.OK
    console, words = results(), words_for(options.ui_lang)
    for number, view in enumerate(views):
        if number:
            console.print()
        print_view(console, words, view)
    return exits.OK


def find(ledger: Ledger, asked: str, *, full: bool) -> list[View]:
    """Find what was asked for: a claim, a document, or a source with all its documents.

    Raises:
        NotFoundError: nothing is called that.
    """
    try:
        claim = ledger.claim(asked)
    except NotFoundError:
        return _find_document(ledger, asked)
    document = _document(ledger, claim.reading.document)
    focus = None
    if document and not full:
        focus = window_around(document.text, Span(claim.quote.start, claim.quote.end), ROOM)
    return [View(claim.reading.document, document, (claim,), focus)]


def _find_document(ledger: Ledger, asked: str) -> list[View]:
    try:
        document = ledger.document(asked)
    except NotFoundError:
        source = find_source(ledger, asked)
        return [
            View(one.digest, _document(ledger, one.digest), _in_order(source.claims, one.digest))
            for one in [one for one in source.documents if one.stands] or source.documents
        ]
    claims = ledger.source(document.uri).claims
    return [View(document.digest, document, _in_order(claims, document.digest))]


def find_source(ledger: Ledger, asked: str) -> SourceRecord:
    """Find a source by its id, its address, or the path of the file that it was.

    Raises:
        NotFoundError: nothing is called that.
    """
    try:
        return ledger.source(asked)
    except NotFoundError as fault:
        try:
            return ledger.source(address(asked))
        except NotFoundError:
            near = fault.hint if "nearest" in (fault.hint or "") else "karar show and karar search list what there is."
            raise NotFoundError(f"Nothing in the ledger is called {asked!r}", hint=near) from None


def _in_order(claims: tuple[Claim, ...], digest: str) -> tuple[Claim, ...]:
    mine = (claim for claim in claims if claim.reading.document == digest)
    return tuple(sorted(mine, key=lambda claim: (claim.quote.start, claim.quote.end, claim.id)))


def _document(ledger: Ledger, digest: str) -> Document | None:
    try:
        return ledger.document(digest)
    except NotFoundError:
        return None


def print_view(console: Console, words: Words, view: View) -> None:
    """Print one document: where it is from, its text with the marks, and the claims by number."""
    head = view.document or (view.claims[0].source if view.claims else None)
    if head is not None:
        console.print(Text(head.title or head.uri, style="bold"))
        facts = [head.publisher, head.published, head.uri if head.title else None, view.digest[:ID_SHOWN]]
        console.print(Text(" · ".join(fact for fact in facts if fact), style="dim"))
        console.print()
    if view.document is None:
        console.print("The text was withdrawn; the claims keep their quotes.")
        for claim in view.claims:
            console.print(Text(f"“{claim.quote.text}”"))
    else:
        print_text(console, view.document.text, view)
    console.print()
    for number, claim in enumerate(view.claims, 1):
        lead = f"{number} " if len(view.claims) > 1 else ""
        console.print(Text(lead + describe(words, claim)))
    if not view.claims:
        console.print(words.get("phrase", "none"))


def print_text(console: Console, text: str, view: View) -> None:
    """Print the text, marked in colours where the console has them and in brackets where it has none."""
    window = view.focus or Span(0, len(text))
    marks = marks_of(view.claims)
    before, after = "… " if window.start else "", " …" if window.end < len(text) else ""
    if console.color_system and not console.no_color:
        shown = in_colours(text, marks, window)
        console.print(Text(before) + shown + Text(after))
        names = {mark.names[0].split(" ")[-1].partition(".")[0]: mark.style for mark in marks}
        legend = Text(" ").join(Text(name, style=style) for name, style in names.items())
        console.print(Text("\nmarked: ") + legend)
    else:
        console.print(before + in_brackets(text, marks, window) + after, soft_wrap=True)


def describe(words: Words, claim: Claim) -> str:
    """Return a claim in one line."""
    said = f"{words.get('act', claim.act)}, {words.get('modality', claim.modality)}"
    parts = [words.parties(claim), said, " ".join(words.amounts(claim)), ", ".join(map(words.sector, claim.sectors))]
    parts += [words.get("instrument", claim.instrument.type), *words.days(claim), claim.id[:ID_SHOWN]]
    return " · ".join(part for part in parts if part)


def to_record(view: View) -> dict[str, Any]:
    """Return a view as JSON: the document with its text (null where it was withdrawn), and the claims."""
    return {
        "digest": view.digest,
        "document": msgspec.to_builtins(view.document),
        "claims": msgspec.to_builtins(view.claims),
        "shown": msgspec.to_builtins(view.focus),
    }
