"""The first form: sources, documents, texts, observations, readings, claims, withdrawals; search; no way back.

Revision ID: 0001
"""

import sqlalchemy as sa
from alembic import op

from karar.ledger import sqlite
from karar.ledger.tables import Comparable, Moment, Serial

revision = "0001"
down_revision = None

APPEND_ONLY = (
    "sources",
    "documents",
    "document_problems",
    "withdrawals",
    "observations",
    "readings",
    "claims",
    "claim_parties",
    "claim_sectors",
    "claim_amounts",
)


def _seq() -> sa.Column[int]:
    return sa.Column("seq", Serial, nullable=False)


def _id(name: str = "id") -> sa.Column[str]:
    return sa.Column(name, sa.String(26), nullable=False)


def _text(name: str, *, nullable: bool = False) -> sa.Column[str]:
    return sa.Column(name, sa.Text(), nullable=nullable)


def _table(name: str, *parts: sa.schema.SchemaItem, key: tuple[str, ...] = ("seq",)) -> None:
    numbered = {"sqlite_autoincrement": True} if key == ("seq",) else {}
    op.create_table(name, *parts, sa.PrimaryKeyConstraint(*key, name=f"pk_{name}"), **numbered)


def _reference(table: str, column: str, target: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [f"{target}.seq"], name=f"fk_{table}_{column}")


def _unique(table: str, *columns: str) -> sa.UniqueConstraint:
    return sa.UniqueConstraint(*columns, name=f"uq_{table}_{'_'.join(columns)}")


def _index(table: str, *columns: str) -> None:
    op.create_index(f"ix_{table}_{'_'.join(columns)}", table, list(columns))


def _what_was_read() -> None:
    _table("sources", _seq(), _id(), _text("uri"), _unique("sources", "id"), _unique("sources", "uri"))
    _table(
        "documents",
        _seq(),
        _id("digest"),
        _text("projection"),
        _text("blocks"),
        _text("title", nullable=True),
        _text("publisher", nullable=True),
        _text("published", nullable=True),
        _text("lang"),
        sa.Column("recorded", Moment, nullable=False),
        _unique("documents", "digest"),
    )
    _table(
        "document_problems",
        sa.Column("document", Serial, nullable=False),
        _id(),
        _text("problem"),
        _reference("document_problems", "document", "documents"),
        key=("document", "id"),
    )
    _table(
        "withdrawals",
        _seq(),
        sa.Column("source", Serial, nullable=False),
        _text("why"),
        sa.Column("at", Moment, nullable=False),
        sa.Column("drop_claims", sa.Boolean(), nullable=False),
        _reference("withdrawals", "source", "sources"),
    )
    _index("withdrawals", "source")
    _table(
        "texts",
        _id(),
        _text("words", nullable=True),
        sa.Column("withdrawal", Serial, nullable=True),
        _reference("texts", "withdrawal", "withdrawals"),
        key=("id",),
    )
    _table(
        "observations",
        _seq(),
        sa.Column("document", Serial, nullable=False),
        sa.Column("source", Serial, nullable=False),
        sa.Column("seen", Moment, nullable=False),
        _text("how"),
        sa.Column("recorded", Moment, nullable=False),
        _reference("observations", "document", "documents"),
        _reference("observations", "source", "sources"),
        _unique("observations", "document", "source", "seen"),
    )
    _index("observations", "source")


def _what_was_understood() -> None:
    _table(
        "readings",
        _seq(),
        _id(),
        sa.Column("document", Serial, nullable=False),
        _text("reader"),
        sa.Column("made_at", Moment, nullable=False),
        _reference("readings", "document", "documents"),
        _unique("readings", "id"),
        _unique("readings", "document", "reader"),
    )
    _index("readings", "document", "seq")
    _table(
        "claims",
        _seq(),
        _id(),
        sa.Column("reading", Serial, nullable=False),
        _text("act"),
        _text("modality"),
        sa.Column("confidence", sa.Float(), nullable=False),
        _text("lang"),
        _text("published"),
        _text("happened", nullable=True),
        _text("body"),
        _reference("claims", "reading", "readings"),
        _unique("claims", "id"),
    )
    _index("claims", "reading")
    _index("claims", "published", "id")
    for table, column in (("claim_parties", "party"), ("claim_sectors", "sector")):
        _table(
            table,
            sa.Column("claim", Serial, nullable=False),
            _text(column),
            _reference(table, "claim", "claims"),
            key=("claim", column),
        )
        _index(table, column, "claim")
    _table(
        "claim_amounts",
        sa.Column("claim", Serial, nullable=False),
        sa.Column("place", sa.Integer(), nullable=False, autoincrement=False),
        _text("value", nullable=True),
        _text("upper", nullable=True),
        _text("currency", nullable=True),
        sa.Column("low", Comparable, nullable=True),
        sa.Column("high", Comparable, nullable=True),
        _reference("claim_amounts", "claim", "claims"),
        key=("claim", "place"),
    )
    _index("claim_amounts", "currency", "low")


def upgrade() -> None:
    """Make the tables, forbid every change to what is written, and make the search index."""
    _what_was_read()
    _what_was_understood()
    if op.get_bind().dialect.name == "sqlite":
        for statement in (*sqlite.append_only(APPEND_ONLY), *sqlite.only_blanked("texts"), *sqlite.SEARCH_TABLES):
            op.execute(sa.text(statement))


def downgrade() -> None:
    """Refuse: an append-only ledger has no way back."""
    raise NotImplementedError("an append-only ledger has no way back")
