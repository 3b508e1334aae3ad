"""What people decide about claims, and the runs that link claims into commitments. An older ledger holds neither.

Revision ID: 0004
"""

import sqlalchemy as sa
from alembic import op

from karar.ledger import sqlite
from karar.ledger.tables import Moment, Serial

revision = "0004"
down_revision = "0003"

TABLES = ("judgements", "judged_claims", "linkings", "commitments", "members", "links", "relations")


def _whole(name: str, *, nullable: bool = False) -> sa.Column[int]:
    return sa.Column(name, Serial, nullable=nullable)


def _text(name: str, *, nullable: bool = False) -> sa.Column[str]:
    return sa.Column(name, sa.Text(), nullable=nullable)


def _id(name: str) -> sa.Column[str]:
    return sa.Column(name, sa.String(26), nullable=False)


def _at() -> sa.schema.SchemaItem:
    return sa.Column("at", Moment, nullable=False)


def _holds() -> sa.Column[bool]:
    return sa.Column("holds", sa.Boolean(), nullable=False)


def _table(name: str, *parts: sa.schema.SchemaItem, key: tuple[str, ...] = ("seq",), **to: str) -> None:
    """Make a table; ``to`` says which column leads to which other table."""
    numbered = {"sqlite_autoincrement": True} if key == ("seq",) else {}
    links = [
        sa.ForeignKeyConstraint([column], [f"{target}.seq"], name=f"fk_{name}_{column}")
        for column, target in to.items()
    ]
    op.create_table(name, *parts, sa.PrimaryKeyConstraint(*key, name=f"pk_{name}"), *links, **numbered)


def _index(table: str, *columns: str) -> None:
    op.create_index(f"ix_{table}_{'_'.join(columns)}", table, list(columns))


def _judgements() -> None:
    _table(
        "judgements",
        _whole("seq"),
        _id("id"),
        _text("kind"),
        _text("field", nullable=True),
        _text("value", nullable=True),
        _text("why"),
        _text("who"),
        _at(),
        sa.UniqueConstraint("id", name="uq_judgements_id"),
    )
    place = sa.Column("place", sa.Integer(), nullable=False, autoincrement=False)
    _table(
        "judged_claims",
        _whole("judgement"),
        place,
        _whole("claim"),
        key=("judgement", "place"),
        judgement="judgements",
        claim="claims",
    )
    _index("judged_claims", "claim")


def _linkings() -> None:
    _table("linkings", _whole("seq"), _text("linker"), _id("content"), _at())
    _table(
        "commitments",
        _whole("linking"),
        _whole("claim"),
        _holds(),
        _text("parties"),
        key=("linking", "claim"),
        linking="linkings",
        claim="claims",
    )
    _index("commitments", "claim", "linking")
    _table(
        "members",
        _whole("linking"),
        _whole("claim"),
        _whole("commitment", nullable=True),
        key=("linking", "claim"),
        linking="linkings",
        claim="claims",
        commitment="claims",
    )
    _index("members", "claim", "linking")
    _index("members", "commitment", "linking")
    _table(
        "links",
        _whole("linking"),
        _whole("a"),
        _whole("b"),
        _holds(),
        sa.Column("score", sa.Float(), nullable=False),
        sa.Column("weight", sa.Float(), nullable=False),
        _text("judged", nullable=True),
        key=("linking", "a", "b"),
        linking="linkings",
        a="claims",
        b="claims",
    )
    _index("links", "a", "b", "linking")
    _table(
        "relations",
        _whole("linking"),
        _id("id"),
        _whole("source"),
        _whole("target"),
        _text("kind"),
        _holds(),
        _text("rule"),
        _text("evidence"),
        key=("linking", "id"),
        linking="linkings",
        source="claims",
        target="claims",
    )
    _index("relations", "id", "linking")


def upgrade() -> None:
    """Make the tables, empty, and forbid every change to what is written."""
    _judgements()
    _linkings()
    if op.get_bind().dialect.name == "sqlite":
        for statement in sqlite.append_only(TABLES):
            op.execute(sa.text(statement))


def downgrade() -> None:
    """Refuse: an append-only ledger has no way back."""
    raise NotImplementedError("an append-only ledger has no way back")
