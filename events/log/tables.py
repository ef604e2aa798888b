"""The log's own tables; nobody outside ``events.log`` writes SQL at them."""

from __future__ import annotations

from sqlalchemy import (
    CheckConstraint,
    Column,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    SmallInteger,
    Table,
    Text,
    UniqueConstraint,
    text,
)

from events.log.columns import Identifier, Moment, place

REVISION = "0093_own_role"
"""The migration that the log needs at the least."""

METADATA = MetaData(
    naming_convention={
        "pk": "%(table_name)s_pkey",
        "uq": "%(table_name)s_%(column_0_N_name)s_key",
        "ix": "%(table_name)s_%(column_0_N_name)s_idx",
        "fk": "%(table_name)s_%(column_0_N_name)s_fkey",
        "ck": "%(table_name)s_%(constraint_name)s_check",
    }
)


def _small() -> SmallInteger:
    # A strict SQLite table knows INTEGER alone.
    return SmallInteger().with_variant(Integer(), "sqlite")


EVENT = Table(
    "event",
    METADATA,
    Column("position", place(), primary_key=True),
    Column("stream", Identifier, nullable=False),
    Column("version", Integer, nullable=False),
    Column("kind", Text, nullable=False),
    Column("schema", _small(), nullable=False),
    # Civil days have no moment and a timestamp cannot say "a month", so both ends are ISO text.
    Column("occurred_from", Text, nullable=False),
    Column("occurred_to", Text, nullable=False),
    Column("precision", Text, nullable=False),
    Column("recorded", Text, nullable=False),
    Column("actor", Text, nullable=False),
    Column("agency", Text, nullable=False),
    Column("source", Text),
    Column("source_ref", Text),
    # Names the data key of an encrypted body; NULL where the body is plain.
    Column("key_id", Identifier),
    Column("body", LargeBinary, nullable=False),
    Column("digest", LargeBinary, nullable=False),
    # The role in which an event added alone names the person whose record it lies in: that person
    # then stands in no row of SUBJECT in that role, and the event is found by its stream.
    Column("own_role", Text),
    UniqueConstraint("stream", "version"),
    Index("event_source_source_ref_idx", "source", "source_ref"),
    sqlite_strict=True,
)

DATA_KEY = Table(
    "data_key",
    METADATA,
    Column("id", Identifier, primary_key=True),
    Column("stream", Identifier, nullable=False),
    # NULL once it is destroyed: the row stays and says when and under which event.
    Column("wrapped", LargeBinary),
    Column("master", Text, nullable=False),
    Column("made", Text, nullable=False),
    Column("erased", Text),
    Column("erased_under", place()),
    Index(
        "data_key_stream_idx",
        "stream",
        unique=True,
        sqlite_where=text("wrapped IS NOT NULL"),
        postgresql_where=text("wrapped IS NOT NULL"),
    ),
    sqlite_strict=True,
)

SUBJECT = Table(
    "subject",
    METADATA,
    Column("person", Identifier, primary_key=True),
    Column("event", place(), primary_key=True),
    Column("role", Text, primary_key=True),
    # The last of several events that follow one another without a gap and were added at once; NULL
    # for one event alone, and always on PostgreSQL, where others' events may lie between.
    Column("last", place()),
    sqlite_strict=True,
    sqlite_with_rowid=False,
)

REQUEST = Table(
    "request",
    METADATA,
    Column("key", Text, primary_key=True),
    Column("digest", LargeBinary, nullable=False),
    Column("stream", Identifier, nullable=False),
    Column("first", place(), nullable=False),
    Column("last", place(), nullable=False),
    Column("recorded", Text, nullable=False),
    sqlite_strict=True,
    sqlite_with_rowid=False,
)

CHECKPOINT = Table(
    "checkpoint",
    METADATA,
    # Numbered without gaps, so that two sealers cannot both follow one checkpoint.
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("size", place(), nullable=False),
    Column("position", place(), nullable=False),
    Column("root", LargeBinary, nullable=False),
    Column("previous_root", LargeBinary, nullable=False),
    Column("made", Moment, nullable=False),
    Column("signing_key", Text, nullable=False),
    Column("signature", LargeBinary, nullable=False),
    # The roots of the complete subtrees along the tree's right edge: the next sealing needs these
    # and the new leaves, nothing else.
    Column("edge", LargeBinary, nullable=False),
    # The same of the tree over what stands beside the log; NULL where there was nothing yet.
    Column("beside", place()),
    Column("beside_root", LargeBinary),
    Column("beside_edge", LargeBinary),
    sqlite_strict=True,
)

BESIDE_LEAF = Table(
    "beside_leaf",
    METADATA,
    # In the order in which the sealer found them: whoever writes a line waits for no number.
    Column("place", place(), primary_key=True, autoincrement=False),
    Column("source", Text, nullable=False),
    Column("line", Identifier, nullable=False),
    Column("digest", LargeBinary, nullable=False),
    Index("beside_leaf_source_line_idx", "source", "line", unique=True),
    sqlite_strict=True,
)

SUBTREE = Table(
    "subtree",
    METADATA,
    # The roots of complete subtrees of 256, 65,536, ... leaves: one event is proved from a few
    # hundred rows, however long the log is.
    Column("level", _small(), primary_key=True),
    Column("place", place(), primary_key=True),
    Column("last", place(), nullable=False),
    Column("root", LargeBinary, nullable=False),
    Index("subtree_level_last_idx", "level", "last"),
    sqlite_strict=True,
    sqlite_with_rowid=False,
)

MARK = Table(
    "mark",
    METADATA,
    # "As recorded at" is answered from here: ``recorded`` is when an append began, which may be
    # long before anybody could read it.
    Column("at", Moment, primary_key=True),
    Column("position", place(), nullable=False),
    CheckConstraint("position >= 0", name="position"),
    sqlite_strict=True,
    sqlite_with_rowid=False,
)
