"""``karar evaluate``: options and help."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, ClassVar

import typer

from karar.interfaces.cli.options import shared


@dataclass(frozen=True)
class Options:
    """Measure the reader: precision, recall and F1 of claims and of each field, on labelled pages.

    A gold set is a folder with labels.jsonl (or real.jsonl) and texts/ID.txt. Pages that were looked into while the
    reader was made (evaluation/split.toml) are counted apart from those that were held out. With --golden the golden
    cases are run as well, or alone where no --gold is given.

    With --parallel the two languages of a parallel text label each other. Half of its documents, by a hash of their
    names, count as seen.

    With --aiddata and --plover, files of others that lie beside the project, the share of right answers is counted;
    evaluation/README.md says what is asked. Half of their records, by a hash of their ids, count as seen.

    Tables say how often claims are right that are so sure, and what would be left with --min-confidence; with it only
    the claims that are so sure are counted, and floors are not held.

    With --linkage the claims of labelled pages are linked: which pairs of pages speak of one promise (pairs and B-cubed
    are over all pages, the labels over pages of one story), and which relations between promises are found.

    Figures below their floors (evaluation/floors.toml) end the call with exit code 1.
    """

    gold: Annotated[list[Path] | None, typer.Option("--gold", metavar="DIR", help="A gold set; may be repeated.")] = (
        None
    )
    texts: Annotated[
        Path | None,
        typer.Option("--texts", metavar="DIR", help="The tables of texts of a gold set that keeps only labels."),
    ] = None
    golden: Annotated[bool, typer.Option("--golden", help="Run the golden cases.")] = False
    golden_dir: Annotated[Path, typer.Option("--golden-dir", metavar="DIR", help="Where the golden cases are.")] = Path(
        "tests/golden"
    )
    parallel: Annotated[
        list[Path] | None,
        typer.Option("--parallel", metavar="PATH", help="A parallel text: a folder or a table; may be repeated."),
    ] = None
    aiddata: Annotated[
        list[Path] | None,
        typer.Option("--aiddata", metavar="FILE", help="Project titles of AidData's database (CSV)."),
    ] = None
    plover: Annotated[
        list[Path] | None,
        typer.Option("--plover", metavar="FILE", help="PLOVER's gold records of events (JSON)."),
    ] = None
    linkage: Annotated[
        list[Path] | None,
        typer.Option("--linkage", metavar="DIR", help="Pages labelled with their promises; may be repeated."),
    ] = None
    lang: Annotated[str | None, typer.Option("--lang", metavar="CODE", help="Only this language.")] = None
    misses: Annotated[
        bool, typer.Option("--misses", help="List what was missed and what was too much, on pages that may be seen.")
    ] = False
    min_confidence: shared.MinConfidence = 0.0
    as_json: shared.AsJson = False
    claims_out: Annotated[
        Path | None,
        typer.Option("--claims", metavar="FILE", help="Write the claims there, each with its page as doc."),
    ] = None
    floors: Annotated[Path, typer.Option("--floors", metavar="FILE", help="The floors.")] = Path(
        "evaluation/floors.toml"
    )
    update_floors: Annotated[
        bool, typer.Option("--update-floors", help="Raise the floors to what is measured; never lowers one.")
    ] = False
    split: Annotated[Path, typer.Option("--split", metavar="FILE", help="Which pages may be looked into.")] = Path(
        "evaluation/split.toml"
    )

    EXAMPLES: ClassVar[tuple[tuple[str, str], ...]] = (
        ("karar evaluate --gold DIR", "The whole report."),
        ("karar evaluate --gold DIR --lang hi --misses", "What was missed in Hindi, on pages that may be seen."),
        ("karar evaluate --golden", "One line for each golden case that does not hold."),
        ("karar evaluate --parallel DIR --misses", "What one language of a parallel text has and the other lacks."),
        ("karar evaluate --aiddata FILE.csv --misses", "Project titles: what was asked, and what was not right."),
        ("karar evaluate --linkage evaluation/linkage", "Which claims are rightly taken for one promise."),
        ("karar evaluate --gold DIR --update-floors", "Keep what was reached."),
    )
    EXITS: ClassVar[tuple[int, ...]] = (0, 1, 2, 3, 4, 141)
