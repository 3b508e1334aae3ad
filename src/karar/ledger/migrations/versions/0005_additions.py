"""What people add with a source, and by when claims promise what they promise. An older ledger's claims are looked at.

Revision ID: 0005
"""

import msgspec
import sqlalchemy as sa
from alembic import op

from karar.ledger import sqlite
from karar.ledger.tables import Moment, Serial
from karar.model.claims import Claim
from karar.model.days import deadline_of, last_day

revision = "0005"
down_revision = "0004"

TABLES = ("additions", "claim_deadlines")
_AT_ONCE = 1000


def _additions() -> None:
    op.create_table(
        "additions",
        sa.Column("seq", Serial, nullable=False),
        sa.Column("id", sa.String(26), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("claim", Serial, nullable=True),
        sa.Column("day", sa.Text(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("takes_back", Serial, nullable=True),
        sa.Column("at", Moment, nullable=False),
        sa.PrimaryKeyConstraint("seq", name="pk_additions"),
        sa.UniqueConstraint("id", name="uq_additions_id"),
        sa.ForeignKeyConstraint(["claim"], ["claims.seq"], name="fk_additions_claim"),
        sa.ForeignKeyConstraint(["takes_back"], ["additions.seq"], name="fk_additions_takes_back"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_additions_claim", "additions", ["claim"])
    op.create_index("ix_additions_subject", "additions", ["subject"])
    op.create_index("ix_additions_kind_day", "additions", ["kind", "day"])
    op.create_index("ix_additions_takes_back", "additions", ["takes_back"])


def _deadlines() -> None:
    op.create_table(
        "claim_deadlines",
        sa.Column("claim", Serial, nullable=False),
        sa.Column("day", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("claim", name="pk_claim_deadlines"),
        sa.ForeignKeyConstraint(["claim"], ["claims.seq"], name="fk_claim_deadlines_claim"),
    )
    op.create_index("ix_claim_deadlines_day", "claim_deadlines", ["day"])


def _fill() -> None:
    """Write the deadlines of the claims that are there."""
    connection = op.get_bind()
    decoder = msgspec.json.Decoder(Claim)
    claims = sa.table("claims", sa.column("seq"), sa.column("body"))
    deadlines = sa.table("claim_deadlines", sa.column("claim"), sa.column("day"))
    after = 0
    while True:
        statement = sa.select(claims.c.seq, claims.c.body).where(claims.c.seq > after).order_by(claims.c.seq)
        rows = connection.execute(statement.limit(_AT_ONCE)).all()
        if not rows:
            return
        after = rows[-1].seq
        found = ((row.seq, deadline_of(decoder.decode(row.body))) for row in rows)
        known = [{"claim": seq, "day": day.isoformat()} for seq, text in found if text and (day := last_day(text))]
        if known:
            connection.execute(sa.insert(deadlines), known)


def _relations() -> None:
    for end in ("source", "target"):
        op.create_index(f"ix_relations_{end}_linking", "relations", [end, "linking"])


def upgrade() -> None:
    """Make the tables, fill in the deadlines, and forbid every change to what is written."""
    _additions()
    _deadlines()
    _fill()
    _relations()
    if op.get_bind().dialect.name == "sqlite":
        for statement in sqlite.append_only(TABLES):
            op.execute(sa.text(statement))


def downgrade() -> None:
    """Refuse: an append-only ledger has no way back."""
    raise NotImplementedError("an append-only ledger has no way back")
