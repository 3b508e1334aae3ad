"""Hand-ins: which of several documents with the same words at the same address stands in the view.

What an older ledger observed becomes hand-ins in the order in which it was recorded; what was withdrawn has no words to
compare and stands for itself.

Revision ID: 0002
"""

import sqlalchemy as sa
from alembic import op

from karar.ledger import sqlite
from karar.ledger.tables import Moment, Serial
from karar.model.identity import digest

revision = "0002"
down_revision = "0001"

_SEEN = """
    SELECT o.document, o.source, o.recorded, d.digest, d.projection, t.words
    FROM observations o JOIN documents d ON d.seq = o.document JOIN texts t ON t.id = d.digest
    WHERE NOT EXISTS (SELECT 1 FROM observations e
                      WHERE e.document = o.document AND e.source = o.source AND e.seq < o.seq)
    ORDER BY o.seq
"""


def upgrade() -> None:
    """Make the table, and fill it from what was observed."""
    table = op.create_table(
        "hand_ins",
        sa.Column("seq", Serial, nullable=False),
        sa.Column("document", Serial, nullable=False),
        sa.Column("source", Serial, nullable=False),
        sa.Column("content", sa.String(26), nullable=False),
        sa.Column("stated", sa.Boolean(), nullable=False),
        sa.Column("recorded", Moment, nullable=False),
        sa.PrimaryKeyConstraint("seq", name="pk_hand_ins"),
        sa.ForeignKeyConstraint(["document"], ["documents.seq"], name="fk_hand_ins_document"),
        sa.ForeignKeyConstraint(["source"], ["sources.seq"], name="fk_hand_ins_source"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_hand_ins_document", "hand_ins", ["document"])
    op.create_index("ix_hand_ins_content", "hand_ins", ["content"])
    for row in op.get_bind().execute(sa.text(_SEEN).columns(recorded=Moment)):
        content = row.digest if row.words is None else digest([row.projection, row.words])
        values = {"document": row.document, "source": row.source, "content": content, "recorded": row.recorded}
        op.execute(table.insert().values(stated=False, **values))
    if op.get_bind().dialect.name == "sqlite":
        for statement in sqlite.append_only(["hand_ins"]):
            op.execute(sa.text(statement))


def downgrade() -> None:
    """Refuse: an append-only ledger has no way back."""
    raise NotImplementedError("an append-only ledger has no way back")
