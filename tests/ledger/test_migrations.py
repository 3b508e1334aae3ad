"""The ledger's form: the same by migration as by the tables, whole or not at all."""

from __future__ import annotations

import shutil
import sqlite3
import subprocess
import sys
from importlib import import_module

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory

from karar.ledger import Ledger, migrations
from karar.ledger.migrations import run
from karar.ledger.tables import metadata
from karar.model.values import Period
from tests.ledger.making import GRAMMAR, claim, document

STEP = """
import sqlalchemy as sa
from alembic import op

revision, down_revision = "next", "{head}"


def upgrade():
    op.create_table("extras", sa.Column("extra", sa.Text()))
    op.add_column("claims", sa.Column("extra", sa.Text()))
    {end}
"""


@pytest.fixture
def step(tmp_path, monkeypatch):
    """A way to make this program one form newer than its ledgers."""

    def put(end="pass"):
        folder = tmp_path / "migrations"
        shutil.copytree(run.FOLDER, folder, ignore=shutil.ignore_patterns("__pycache__"))
        (folder / "versions" / "next.py").write_text(STEP.format(end=end, head=migrations.HEAD))
        monkeypatch.setattr(migrations, "KNOWN", (*migrations.KNOWN, "next"))
        monkeypatch.setattr(migrations, "HEAD", "next")
        upgrade = run.upgrade
        monkeypatch.setattr(migrations, "upgrade", lambda connection: upgrade(connection, folder=folder), raising=False)

    return put


def form(path):
    """Return the recorded form and the tables of a ledger."""
    raw = sqlite3.connect(path)
    found = raw.execute("SELECT version_num FROM alembic_version").fetchall()
    tables = {name for (name,) in raw.execute("SELECT name FROM sqlite_master")}
    raw.close()
    return found, tables


def test_migrations_make_the_tables(ledger):
    """A ledger made by the migrations has the tables that the program believes in."""

    def ours(name, kind, *_):
        return kind != "table" or not name.startswith(("claim_words", "document_words"))

    with ledger._engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True, "include_name": ours})
        differences = compare_metadata(context, metadata)
    assert [one for one in differences if one[0] != "add_table_comment"] == []


def test_the_known_forms_are_those_in_the_folder():
    """`KNOWN` names every step, in order, and its head."""
    script = ScriptDirectory(str(run.FOLDER))
    assert tuple(one.revision for one in reversed(list(script.walk_revisions()))) == migrations.KNOWN
    assert script.get_current_head() == migrations.HEAD


def test_an_older_ledger_is_brought_up_to_date(path, step):
    """What was in it is still there."""
    doc = document()
    with Ledger.open(path) as ledger:
        ledger.add(doc, GRAMMAR, [claim(doc)])
        before = list(ledger.export())
    step()
    with Ledger.open(path, create=False) as ledger:
        assert list(ledger.export()) == before
    found, tables = form(path)
    assert found == [("next",)]
    assert "extras" in tables


def test_a_ledger_of_the_first_form_keeps_its_view(path):
    """What it observed becomes hand-ins: of two days for the same words the last one stands, withdrawn words alone."""
    docs = [document(published=day) for day in ("2024-07-08", "2024-07-09")]
    gone = document("gone", uri="https://example.org/gone")
    with Ledger.open(path) as ledger:
        for doc in (*docs, gone):
            ledger.add(doc, GRAMMAR, [claim(doc)])
        ledger.withdraw(gone.uri, "asked")
        before = list(ledger.export())
    later = (
        "hand_ins",
        "pages",
        "fetches",
        *import_module("karar.ledger.migrations.versions.0004_judgements_and_linkings").TABLES,
        *import_module("karar.ledger.migrations.versions.0005_additions").TABLES,
    )
    raw = sqlite3.connect(path)
    raw.executescript("".join(f"DROP TABLE {name};" for name in reversed(later)))
    raw.execute("UPDATE alembic_version SET version_num = '0001'")
    raw.commit()
    raw.close()
    with Ledger.open(path, create=False) as ledger:
        assert list(ledger.export()) == before
        assert len(before) == 2
    assert form(path)[0] == [(migrations.HEAD,)]


def test_a_ledger_without_deadlines_gets_them(path):
    """Opening an older ledger writes by when each of its claims is due."""
    doc = document()
    with Ledger.open(path) as ledger:
        ledger.add(doc, GRAMMAR, [claim(doc, period=Period(end="2030")), claim(doc, project="b")])
    step = import_module("karar.ledger.migrations.versions.0005_additions")
    raw = sqlite3.connect(path)
    raw.executescript("".join(f"DROP TABLE {name};" for name in step.TABLES))
    raw.executescript("DROP INDEX ix_relations_source_linking; DROP INDEX ix_relations_target_linking;")
    raw.execute("UPDATE alembic_version SET version_num = '0004'")
    raw.commit()
    Ledger.open(path).close()
    assert raw.execute("SELECT day FROM claim_deadlines").fetchall() == [("2030-12-31",)]
    raw.close()


def test_a_failed_step_leaves_the_older_form(path, step):
    """Migration and record are one transaction: all of it, or nothing."""
    Ledger.open(path).close()
    before = form(path)
    step("raise RuntimeError('torn')")
    with pytest.raises(RuntimeError, match="torn"):
        Ledger.open(path)
    assert form(path) == before


def test_an_open_ledger_does_not_pay_for_alembic(path):
    """Alembic is loaded to migrate, and not to open what is up to date."""
    Ledger.open(path).close()
    script = (
        "import sys; from karar.ledger import Ledger; Ledger.open(sys.argv[1]).close(); print('alembic' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", script, str(path)], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"


def test_there_is_no_way_back(path):
    """An append-only ledger is not taken apart."""
    script = ScriptDirectory(str(run.FOLDER))
    with pytest.raises(NotImplementedError):
        script.get_revision(migrations.HEAD).module.downgrade()
    with pytest.raises(AttributeError):
        migrations.nothing  # noqa: B018
