"""The ledger's tables, in words that every SQL dialect knows. `migrations/` makes them; a test holds the two together.

Every row is written once and stays as it is, but for one: a row of `texts` may lose its words to a withdrawal.
`made_at`, `at` and `recorded` are the ledger's own clock (what was known when); `observations.seen` is the world's.
"""

from __future__ import annotations

from datetime import UTC, datetime

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    DateTime,
    Dialect,
    Float,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    Numeric,
    String,
    Table,
    Text,
    TypeDecorator,
    UniqueConstraint,
)

ID_LENGTH = 26
"""Length of a content hash, see `karar.model.identity.digest`."""


def in_utc(moment: datetime) -> datetime:
    """Return the same moment in UTC.

    Raises:
        ValueError: the moment does not know its zone.
    """
    if moment.tzinfo is None:
        raise ValueError(f"a time without a zone: {moment.isoformat()}")
    return moment.astimezone(UTC)


class Moment(TypeDecorator[datetime]):
    """A moment, kept in UTC on dialects with and without time zones, and handed out in UTC."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Turn an aware time into what the dialect stores."""
        if value is None:
            return None
        moment = in_utc(value)
        return moment.replace(tzinfo=None) if dialect.name == "sqlite" else moment

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002
        """Turn what the dialect stores into an aware time."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


# SQLite numbers rows only in a column that is INTEGER to the letter, and has no exact decimals: its REAL is for
# comparing alone, the decimal string beside it is the value.
Serial = BigInteger().with_variant(Integer(), "sqlite")
Comparable = Numeric(asdecimal=False).with_variant(Float(), "sqlite")

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)


def _seq() -> Column[int]:
    return Column("seq", Serial, primary_key=True)


def _to(name: str, table: str, *, primary_key: bool = False, nullable: bool = False) -> Column[int]:
    return Column(name, Serial, ForeignKey(f"{table}.seq"), primary_key=primary_key, nullable=nullable)


sources = Table(
    "sources",
    metadata,
    _seq(),
    Column("id", String(ID_LENGTH), nullable=False, unique=True),
    Column("uri", Text, nullable=False, unique=True),
    comment="An address or a file that a document stood at.",
    sqlite_autoincrement=True,
)

documents = Table(
    "documents",
    metadata,
    _seq(),
    Column("digest", String(ID_LENGTH), nullable=False, unique=True),
    Column("projection", Text, nullable=False),
    Column("blocks", Text, nullable=False),
    Column("title", Text),
    Column("publisher", Text),
    Column("published", Text),
    Column("lang", Text, nullable=False),
    Column("recorded", Moment, nullable=False),
    comment="A page's own article without its words, which stand in `texts` under the digest. `blocks` is JSON.",
    sqlite_autoincrement=True,
)

document_problems = Table(
    "document_problems",
    metadata,
    _to("document", "documents", primary_key=True),
    Column("id", String(ID_LENGTH), primary_key=True),
    Column("problem", Text, nullable=False),
    comment="What is wrong with a document, as JSON: a set, since problems lie outside the document's digest.",
)

withdrawals = Table(
    "withdrawals",
    metadata,
    _seq(),
    _to("source", "sources"),
    Column("why", Text, nullable=False),
    Column("at", Moment, nullable=False),
    Column("drop_claims", Boolean, nullable=False),
    Index(None, "source"),
    comment="A source's text is no longer to be read; its claims keep their quotes, or go too.",
    sqlite_autoincrement=True,
)

texts = Table(
    "texts",
    metadata,
    Column("id", String(ID_LENGTH), primary_key=True),
    Column("words", Text),
    _to("withdrawal", "withdrawals", nullable=True),
    comment="A publisher's words: a document's text under its digest, a claim's quote under its id. "
    "The one table in which a withdrawal may blank a row.",
)

observations = Table(
    "observations",
    metadata,
    _seq(),
    _to("document", "documents"),
    _to("source", "sources"),
    Column("seen", Moment, nullable=False),
    Column("how", Text, nullable=False),
    Column("recorded", Moment, nullable=False),
    UniqueConstraint("document", "source", "seen"),
    Index(None, "source"),
    comment="That a document stood at an address at a time. Outside every hash.",
    sqlite_autoincrement=True,
)

hand_ins = Table(
    "hand_ins",
    metadata,
    _seq(),
    _to("document", "documents"),
    _to("source", "sources"),
    Column("content", String(ID_LENGTH), nullable=False),
    Column("stated", Boolean, nullable=False),
    Column("recorded", Moment, nullable=False),
    Index(None, "document"),
    Index(None, "content"),
    comment="That a document was handed in for an address, by the hash of its words alone; `stated`: with facts that a "
    "person or a manifest gave. Of those for one address with the same words one stands in the view, see `replay`.",
    sqlite_autoincrement=True,
)

readings = Table(
    "readings",
    metadata,
    _seq(),
    Column("id", String(ID_LENGTH), nullable=False, unique=True),
    _to("document", "documents"),
    Column("reader", Text, nullable=False),
    Column("made_at", Moment, nullable=False),
    UniqueConstraint("document", "reader"),
    Index(None, "document", "seq"),
    comment="One document read by one version of one reader. The highest seq is today's.",
    sqlite_autoincrement=True,
)

pages = Table(
    "pages",
    metadata,
    _seq(),
    Column("id", String(ID_LENGTH), nullable=False, unique=True),
    Column("content", String(ID_LENGTH), nullable=False),
    Column("reader", Text, nullable=False),
    _to("reading", "readings", nullable=True),
    Column("recorded", Moment, nullable=False),
    Index(None, "content"),
    comment="That a reader has been through a page, by the hash of all that its reading depends on and the hash of its "
    "bytes, and which reading it led to. Without one the page was let go: nothing in it could make a claim.",
    sqlite_autoincrement=True,
)

fetches = Table(
    "fetches",
    metadata,
    _seq(),
    Column("uri", Text, nullable=False),
    Column("seen", Moment, nullable=False),
    Column("status", Integer, nullable=False),
    Column("etag", Text),
    Column("last_modified", Text),
    Column("final_uri", Text),
    Column("content", String(ID_LENGTH)),
    Column("recorded", Moment, nullable=False),
    Index(None, "uri", "seq"),
    comment="That an address was asked for, and what the server answered: nothing of what it said but two validators.",
    sqlite_autoincrement=True,
)

claims = Table(
    "claims",
    metadata,
    _seq(),
    Column("id", String(ID_LENGTH), nullable=False, unique=True),
    _to("reading", "readings"),
    Column("act", Text, nullable=False),
    Column("modality", Text, nullable=False),
    Column("confidence", Float, nullable=False),
    Column("lang", Text, nullable=False),
    Column("published", Text, nullable=False),
    Column("happened", Text),
    Column("body", Text, nullable=False),
    Index(None, "reading"),
    Index(None, "published", "id"),
    comment="A claim as JSON without its quote's words, and the columns to filter by. `published` is '' where unknown.",
    sqlite_autoincrement=True,
)

claim_parties = Table(
    "claim_parties",
    metadata,
    _to("claim", "claims", primary_key=True),
    Column("party", Text, primary_key=True),
    Index(None, "party", "claim"),
)

claim_sectors = Table(
    "claim_sectors",
    metadata,
    _to("claim", "claims", primary_key=True),
    Column("sector", Text, primary_key=True),
    Index(None, "sector", "claim"),
)

claim_amounts = Table(
    "claim_amounts",
    metadata,
    _to("claim", "claims", primary_key=True),
    Column("place", Integer, primary_key=True, autoincrement=False),
    Column("value", Text),
    Column("upper", Text),
    Column("currency", Text),
    Column("low", Comparable),
    Column("high", Comparable),
    Index(None, "currency", "low"),
    comment="`value` and `upper` are the decimal strings; `low` and `high` are there to be compared.",
)

claim_deadlines = Table(
    "claim_deadlines",
    metadata,
    _to("claim", "claims", primary_key=True),
    Column("day", Text, nullable=False),
    Index(None, "day"),
    comment="The last day by which a claim's promise is to be kept, as `karar.model.days.deadline_of` reads it.",
)

judgements = Table(
    "judgements",
    metadata,
    _seq(),
    Column("id", String(ID_LENGTH), nullable=False, unique=True),
    Column("kind", Text, nullable=False),
    Column("field", Text),
    Column("value", Text),
    Column("why", Text, nullable=False),
    Column("who", Text, nullable=False),
    Column("at", Moment, nullable=False),
    comment="What a person decided, with the reason. `value` is JSON. A later one may decide otherwise; both stay.",
    sqlite_autoincrement=True,
)

judged_claims = Table(
    "judged_claims",
    metadata,
    _to("judgement", "judgements", primary_key=True),
    Column("place", Integer, primary_key=True, autoincrement=False),
    _to("claim", "claims"),
    Index(None, "claim"),
    comment="The claims that a judgement is about, as they were read when it was made. It holds on to their words: "
    "`judging` finds what is read there today.",
)

additions = Table(
    "additions",
    metadata,
    _seq(),
    Column("id", String(ID_LENGTH), nullable=False, unique=True),
    Column("kind", Text, nullable=False),
    Column("subject", Text, nullable=False),
    _to("claim", "claims", nullable=True),
    Column("day", Text, nullable=False),
    Column("body", Text, nullable=False),
    _to("takes_back", "additions", nullable=True),
    Column("at", Moment, nullable=False),
    Index(None, "claim"),
    Index(None, "subject"),
    Index(None, "kind", "day"),
    Index(None, "takes_back"),
    comment="What a person added, as JSON. `claim`: the claim that it was made for, whose words it holds on to as a "
    "judgement does. `day` is the last one that is meant, '' where there is none.",
    sqlite_autoincrement=True,
)

linkings = Table(
    "linkings",
    metadata,
    _seq(),
    Column("linker", Text, nullable=False),
    Column("content", String(ID_LENGTH), nullable=False),
    Column("at", Moment, nullable=False),
    comment="A run that linked claims into commitments, in one transaction. `content` is the hash of all it was made "
    "of. The tables below hold what each run changed: of the rows with one key the one of the latest run holds.",
    sqlite_autoincrement=True,
)

commitments = Table(
    "commitments",
    metadata,
    _to("linking", "linkings", primary_key=True),
    _to("claim", "claims", primary_key=True),
    Column("holds", Boolean, nullable=False),
    Column("parties", Text, nullable=False),
    Index(None, "claim", "linking"),
    comment="From this run on a commitment founded by this claim is there, with these parties (JSON), or is no more.",
)

members = Table(
    "members",
    metadata,
    _to("linking", "linkings", primary_key=True),
    _to("claim", "claims", primary_key=True),
    _to("commitment", "claims", nullable=True),
    Index(None, "claim", "linking"),
    Index(None, "commitment", "linking"),
    comment="From this run on a claim belongs to the commitment that this other claim founded, or to none.",
)

links = Table(
    "links",
    metadata,
    _to("linking", "linkings", primary_key=True),
    _to("a", "claims", primary_key=True),
    _to("b", "claims", primary_key=True),
    Column("holds", Boolean, nullable=False),
    Column("score", Float, nullable=False),
    Column("weight", Float, nullable=False),
    Column("judged", Text),
    Index(None, "a", "b", "linking"),
    comment="From this run on two claims are held together by this score or judgement, or no more.",
)

relations = Table(
    "relations",
    metadata,
    _to("linking", "linkings", primary_key=True),
    Column("id", String(ID_LENGTH), primary_key=True),
    _to("source", "claims"),
    _to("target", "claims"),
    Column("kind", Text, nullable=False),
    Column("holds", Boolean, nullable=False),
    Column("rule", Text, nullable=False),
    Column("evidence", Text, nullable=False),
    Index(None, "id", "linking"),
    Index(None, "source", "linking"),
    Index(None, "target", "linking"),
    comment="From this run on one commitment bears on another in this way, or no more. `evidence` is JSON.",
)
