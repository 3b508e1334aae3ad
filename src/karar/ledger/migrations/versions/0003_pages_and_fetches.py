"""Pages that a reader has been through, so that none is read twice; and fetches, so that none is made in vain.

An older ledger knows neither: its pages are read once more, which adds nothing else to it.

Revision ID: 0003
"""

import sqlalchemy as sa
from alembic import op

from karar.ledger import sqlite
from karar.ledger.tables import Moment, Serial

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Make both tables, empty."""
    op.create_table(
        "pages",
        sa.Column("seq", Serial, nullable=False),
        sa.Column("id", sa.String(26), nullable=False),
        sa.Column("content", sa.String(26), nullable=False),
        sa.Column("reader", sa.Text(), nullable=False),
        sa.Column("reading", Serial, nullable=True),
        sa.Column("recorded", Moment, nullable=False),
        sa.PrimaryKeyConstraint("seq", name="pk_pages"),
        sa.ForeignKeyConstraint(["reading"], ["readings.seq"], name="fk_pages_reading"),
        sa.UniqueConstraint("id", name="uq_pages_id"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_pages_content", "pages", ["content"])
    op.create_table(
        "fetches",
        sa.Column("seq", Serial, nullable=False),
        sa.Column("uri", sa.Text(), nullable=False),
        sa.Column("seen", Moment, nullable=False),
        sa.Column("status", sa.Integer(), nullable=False),
        sa.Column("etag", sa.Text(), nullable=True),
        sa.Column("last_modified", sa.Text(), nullable=True),
        sa.Column("final_uri", sa.Text(), nullable=True),
        sa.Column("content", sa.String(26), nullable=True),
        sa.Column("recorded", Moment, nullable=False),
        sa.PrimaryKeyConstraint("seq", name="pk_fetches"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_fetches_uri_seq", "fetches", ["uri", "seq"])
    if op.get_bind().dialect.name == "sqlite":
        for statement in sqlite.append_only(["pages", "fetches"]):
            op.execute(sa.text(statement))


def downgrade() -> None:
    """Refuse: an append-only ledger has no way back."""
    raise NotImplementedError("an append-only ledger has no way back")
