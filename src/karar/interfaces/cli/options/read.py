"""``karar read``: options and help."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, ClassVar

import typer

from karar.interfaces.cli.options import shared


@dataclass(frozen=True)
class Options:
    """Read pages and keep their claims in a ledger.

    A PATH is a file, a folder, a pattern, an address (http or https), or - for standard input. Pages may be plain text,
    HTML or PDF, in Hindi or English; feeds (RSS, Atom), archives (WARC, MHTML) and gzip files give the pages in them.
    Reading the same page twice adds nothing; the same page with other facts (day, publisher, language) takes the older
    one's place in what is shown. A ledger keeps every claim; --min-confidence is for what is shown.

    What was read is known and not read again, so a read that was broken off goes on when the same command is given.

    A page whose day of publication is unknown keeps its weekdays as weekdays: say the day with --published, or in a
    manifest: CSV or JSON Lines with path, address, publisher, published, language; all may be missing but one of the
    first two.

    An address is fetched as its host's robots.txt allows, and only from the public internet; a page that has not
    changed since it was read is not fetched again, unless its claims are to be shown.
    """

    paths: Annotated[list[str] | None, typer.Argument(metavar="PATH", help="Pages to read.", show_default=False)] = None
    manifest: Annotated[
        Path | None, typer.Option("--manifest", metavar="FILE", help="Facts about the pages: CSV or JSON Lines.")
    ] = None
    published: shared.Published = None
    publisher: Annotated[str | None, typer.Option("--publisher", metavar="NAME", help="Who published the page.")] = None
    address: Annotated[str | None, typer.Option("--address", metavar="URI", help="Where the page stood.")] = None
    language: Annotated[
        str | None, typer.Option("--language", metavar="CODE", help="The page's language: hi, en …")
    ] = None
    as_json: shared.AsClaims = False
    as_table: shared.AsTable = False
    ledger: shared.LedgerFile = shared.DEFAULT_LEDGER
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Keep nothing; needs no ledger.")] = False
    jobs: shared.Jobs = None
    min_confidence: shared.MinConfidence = 0.0
    timeout: Annotated[
        float,
        typer.Option("--timeout", min=0.1, max=3600, metavar="SECONDS", help="How long fetching one page may take."),
    ] = 60.0
    max_size: Annotated[
        float, typer.Option("--max-size", min=0.001, max=50, metavar="MB", help="How large a fetched page may be.")
    ] = 50.0
    delay: Annotated[
        float,
        typer.Option("--delay", min=0, max=3600, metavar="SECONDS", help="Least time between two requests to a host."),
    ] = 1.0
    allow_private: Annotated[
        bool, typer.Option("--allow-private", help="Also fetch from this machine and from private networks.")
    ] = False
    quiet: shared.Quiet = False
    ui_lang: shared.ShowIn = None

    EXAMPLES: ClassVar[tuple[tuple[str, str], ...]] = (
        ("karar read page.txt --published 2025-08-29", "Read one page into karar.db."),
        ("karar read pages/ --manifest pages/manifest.csv --jobs 4", "Read a folder with four processes."),
        ("karar read page.html --json --dry-run | jq .quote.text", "Look at the claims without keeping them."),
        ("karar read https://example.org/a https://example.net/b", "Fetch two pages, each at its host's pace."),
        ("curl -s ADDRESS | karar read - --address ADDRESS", "Read what another program fetched."),
    )
    EXITS: ClassVar[tuple[int, ...]] = (0, 2, 3, 4, 5, 129, 130, 141, 143)
