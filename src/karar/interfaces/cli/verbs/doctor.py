"""``karar doctor``: is this installation sound, and if not, what is to be done."""

from __future__ import annotations

import locale
import os
import sqlite3
import sys
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Literal
from urllib.parse import quote

from rich.text import Text

import karar
from karar.errors import KararError
from karar.interfaces.cli import exits
from karar.interfaces.cli.options.doctor import Options
from karar.interfaces.cli.screen.console import NARROWEST, results, write_json
from karar.ledger import migrations, sqlite
from karar.model.documents import Page
from karar.pages import read_page
from karar.pipeline import READER, read_document
from karar.reference import load_reference
from karar.reference.compile import fingerprint
from karar.tracking.corridors import load_corridors

State = Literal["ok", "warn", "fail"]
OLDEST = (3, 11)
SAMPLE = "जापान भारत में 10 ट्रिलियन येन का निवेश करेगा।"
STYLES = {"ok": "green", "warn": "yellow", "fail": "bold red"}


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at; ``advice`` says what to do where it is not ok."""

    state: State
    what: str
    advice: str = ""


def run(options: Options) -> int:
    """Look at everything and print it."""
    findings = [finding for check in CHECKS for finding in check(options)]
    failed = any(finding.state == "fail" for finding in findings)
    if options.as_json:
        write_json({"sound": not failed, "findings": [asdict(finding) for finding in findings]})
        return exits.FOUND if failed else exits.OK
    console = results()
    for finding in findings:
        line = Text(f"{finding.state:<5}", style=STYLES[finding.state])
        line.append(finding.what, style="default")
        console.print(line, soft_wrap=True)
        if finding.advice:
            console.print(Text(f"     {finding.advice}", style="dim"), soft_wrap=True)
    return exits.FOUND if failed else exits.OK


def check_program(options: Options) -> Iterator[Finding]:  # noqa: ARG001 (every check takes them)
    """Python and the program itself."""
    version = ".".join(map(str, sys.version_info[:3]))
    if sys.version_info < OLDEST:
        yield Finding("fail", f"Python {version}", "Install Python 3.11 or newer.")
    else:
        yield Finding("ok", f"Python {version}, karar {karar.__version__}, reader {READER}")


def check_reference(options: Options) -> Iterator[Finding]:  # noqa: ARG001
    """The reference data: there, and made from the resources beside it."""
    advice = "Run: python3 tools/build_data.py (in an installed package: install it again)"
    try:
        reference = load_reference()
    except KararError as fault:
        yield Finding("fail", f"Reference data: {fault.what}", advice)
        return
    known = f"{len(reference.surfaces)} surfaces, packs {' '.join(sorted(reference.packs))}"
    resources = Path(karar.__file__).parents[2] / "resources"
    if not resources.is_dir():
        yield Finding("ok", f"Reference data: {known}")
    elif fingerprint(resources) == reference.version:
        yield Finding("ok", f"Reference data: {known}; as in resources/")
    else:
        yield Finding("warn", f"Reference data: {known}; resources/ has changed since", advice)


def check_corridors(options: Options) -> Iterator[Finding]:  # noqa: ARG001
    """The corridors: compiled, and no cell of their rows lost. Doubts are for `karar corridor` to tell."""
    advice = "Run: python3 tools/build_data.py (in an installed package: install it again)"
    try:
        corridors = load_corridors()
    except KararError as fault:
        yield Finding("fail", f"Corridors: {fault.what}", advice)
        return
    problems = [problem for corridor in corridors for problem in corridor.problems]
    lost = [problem for problem in problems if problem.severity == "loss"]
    nodes, figures = (sum(len(getattr(one, name)) for one in corridors) for name in ("nodes", "figures"))
    told = f"Corridors: {len(corridors)}, {nodes} nodes, {figures} figures, {len(problems)} in doubt"
    if lost:
        yield Finding("warn", f"{told}; {lost[0].message}", "Mend the row, then run: python3 tools/build_data.py")
    else:
        yield Finding("ok", told)


def check_reader(options: Options) -> Iterator[Finding]:  # noqa: ARG001
    """The reader reads a sentence."""
    try:
        document = read_page(Page(SAMPLE.encode(), "sample", media_type="text/plain"))
        found = len(read_document(document, load_reference()).claims)
    except KararError as fault:
        yield Finding("fail", f"Reader: {fault.what}", fault.hint or "See the lines above.")
        return
    if found:
        yield Finding("ok", "Reader: reads a sentence")
    else:
        yield Finding("fail", "Reader: finds nothing in a sentence that it should know", "Run: python3 go.py test")


def check_sqlite(options: Options) -> Iterator[Finding]:  # noqa: ARG001
    """SQLite has full-text search, with a tokenizer that keeps Devanagari whole."""
    advice = "Use a Python whose SQLite is 3.35 or newer and has FTS5."
    with sqlite3.connect(":memory:") as connection:
        try:
            for table in sqlite.SEARCH_TABLES:
                connection.execute(table)
        except sqlite3.Error as error:
            yield Finding("fail", f"SQLite {sqlite3.sqlite_version}: no full-text search ({error})", advice)
            return
    old = sqlite3.sqlite_version_info < (3, 35)
    yield Finding(
        "fail" if old else "ok", f"SQLite {sqlite3.sqlite_version} with full-text search", advice if old else ""
    )


def check_ledger(options: Options) -> Iterator[Finding]:
    """The ledger: there, whole, of a form that this program knows, and writable. Nothing in it is touched."""
    path = options.ledger
    if not path.exists():
        folder = path.absolute().parent
        if folder.is_dir() and os.access(folder, os.W_OK):
            yield Finding("ok", f"Ledger: none at {path} yet; karar read makes it")
        else:
            yield Finding("fail", f"Ledger: {folder} cannot be written", "Make the folder, or name another: --ledger.")
        return
    try:
        form, damage = look_into(path)
    except sqlite3.Error as error:
        yield Finding("fail", f"Ledger: {path} cannot be opened ({error})", "Check the path; is it a ledger?")
        return
    if form is None:
        yield Finding("fail", f"Ledger: {path} is another program's file", "Name another with --ledger.")
    elif form not in migrations.KNOWN:
        yield Finding("fail", f"Ledger: {path} was written by a newer Karar (form {form})", "Update Karar.")
    elif damage != "ok":
        yield Finding("fail", f"Ledger: {path} is damaged ({damage})", "Bring it back from a backup or an export.")
    elif not os.access(path, os.W_OK):
        yield Finding("warn", f"Ledger: {path} can be read but not written", "Check the rights of the file.")
    elif form != migrations.HEAD:
        yield Finding("warn", f"Ledger: {path} has an older form ({form})", "The next read brings it up to date.")
    else:
        yield Finding("ok", f"Ledger: {path} is whole, form {form}")


def look_into(path: Path) -> tuple[str | None, str]:
    """Return a ledger's form (None: it is no ledger) and what SQLite's own check says, without changing it."""
    connection = sqlite3.connect(f"file:{quote(str(path.absolute()))}?mode=ro", uri=True, timeout=5)
    try:
        if connection.execute("PRAGMA application_id").fetchone()[0] != sqlite.APPLICATION_ID:
            return None, "ok"
        form = str(connection.execute("SELECT version_num FROM alembic_version").fetchone()[0])
        return form, str(connection.execute("PRAGMA quick_check(1)").fetchone()[0])
    finally:
        connection.close()


def check_terminal(options: Options) -> Iterator[Finding]:  # noqa: ARG001
    """The terminal can show Hindi, and is wide enough."""
    encoding = (sys.stdout.encoding or locale.getpreferredencoding()).lower().replace("-", "")
    if encoding == "utf8":
        yield Finding("ok", "Output: UTF-8")
    else:
        yield Finding("warn", f"Output: {encoding} cannot show Hindi", "Set LANG=C.UTF-8 or PYTHONIOENCODING=utf-8.")
    width = results().width
    if sys.stdout.isatty() and width < NARROWEST:
        yield Finding("warn", f"Terminal: {width} columns are few", f"Tables need {NARROWEST}.")


def check_folder(options: Options) -> Iterator[Finding]:  # noqa: ARG001
    """There is a place for temporary files."""
    try:
        with tempfile.TemporaryFile():
            pass
    except OSError as error:
        yield Finding("fail", f"Temporary files: {error.strerror}", "Set TMPDIR to a folder that can be written.")
    else:
        yield Finding("ok", "Temporary files can be written")


CHECKS: tuple[Callable[[Options], Iterator[Finding]], ...] = (
    check_program,
    check_reference,
    check_corridors,
    check_reader,
    check_sqlite,
    check_ledger,
    check_terminal,
    check_folder,
)
"""What is looked at, in the order in which it is told."""
