"""Opens a ledger's file: makes a new one, brings an older one up to date, refuses what is none."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import Connection, Engine, text

from karar.errors import LedgerError
from karar.ledger import migrations, sqlite


def open_file(path: Path, *, create: bool, patience: sqlite.Patience) -> Engine:
    """Return an engine on a ledger that has today's form.

    Raises:
        LedgerError: there is no ledger, the file is another's, newer than this program, locked, damaged or unwritable.
    """
    try:
        _check_place(path, create=create)
    except OSError as error:
        raise LedgerError(
            f"The ledger cannot be reached ({error.strerror})", where=str(path), hint="Check the rights of its folders."
        ) from error
    engine = sqlite.engine(path, patience)
    try:
        with sqlite.faults(path):
            with engine.connect() as connection:
                done = _check(connection, path, create=create)
            if not done:
                _migrate(engine, path, create=create)
    except BaseException:
        engine.dispose()
        raise
    return engine


def _check_place(path: Path, *, create: bool) -> None:
    where = str(path)
    if path.is_dir():
        raise LedgerError("This is a folder, not a ledger", where=where, hint="Name a file in it.")
    if path.exists() and (create or path.stat().st_size):
        return
    if not create:
        raise LedgerError("There is no ledger here", where=where, hint="Check the path, or read a page into it first.")
    if not path.absolute().parent.is_dir():
        raise LedgerError("The ledger's folder is not there", where=where, hint="Make the folder first.")


def _check(connection: Connection, path: Path, *, create: bool) -> bool:
    """Whether the ledger has today's form; False where migrations are wanted."""
    if not sqlite.is_ledger(connection):
        if create and sqlite.is_empty(connection):
            return False
        raise LedgerError(
            "The file is not a ledger", where=str(path), hint="Name another file; this one has been left as it was."
        )
    form = connection.scalar(text("SELECT version_num FROM alembic_version"))
    if form not in migrations.KNOWN:
        raise LedgerError(
            f"The ledger was written by a newer Karar (form {form}, known up to {migrations.HEAD})",
            where=str(path),
            hint="Update Karar; the ledger has been left as it was.",
        )
    return bool(form == migrations.HEAD)


def _migrate(engine: Engine, path: Path, *, create: bool) -> None:
    with sqlite.writing(engine) as connection:
        # Another program may have done it while this one waited for the lock.
        if _check(connection, path, create=create):
            return
        migrations.upgrade(connection)
        sqlite.mark_as_ledger(connection)
