"""One event alone is added by a function of its own, and SQLite writes a page less for it."""

from __future__ import annotations

from alembic import op

revision = "0040_one_append"
down_revision = "0013_lean_indexes"
branch_labels = None
depends_on = None

COPIES = ("event",)
"""On SQLite: whoever migrates is asked for so much room first."""

# Without AUTOINCREMENT, whose counter is one more page to write at every commit. What it promised,
# that no position is given twice, is promised by the triggers: nothing is deleted, and nobody
# names a position.
SQLITE = (
    """
    CREATE TABLE event_kept (
      position INTEGER NOT NULL PRIMARY KEY CHECK (position > 0),
      stream BLOB NOT NULL CHECK (length(stream) = 16),
      version INTEGER NOT NULL CHECK (version > 0),
      kind TEXT NOT NULL,
      schema INTEGER NOT NULL CHECK (schema > 0),
      occurred_from TEXT NOT NULL CHECK (length(occurred_from) IN (10, 27)),
      occurred_to TEXT NOT NULL CHECK (occurred_to >= occurred_from),
      precision TEXT NOT NULL,
      recorded TEXT NOT NULL CHECK (length(recorded) = 27),
      actor TEXT NOT NULL,
      agency TEXT NOT NULL,
      source TEXT,
      source_ref TEXT CHECK ((source IS NULL) = (source_ref IS NULL)),
      key_id BLOB CHECK (length(key_id) = 16),
      body BLOB NOT NULL,
      digest BLOB NOT NULL CHECK (length(digest) = 32),
      CONSTRAINT event_stream_version_key UNIQUE (stream, version)
    ) STRICT
    """,
    "INSERT INTO event_kept SELECT * FROM event ORDER BY position",
    "DROP TABLE event",
    "ALTER TABLE event_kept RENAME TO event",
    """
    CREATE INDEX event_source_source_ref_idx ON event (source, source_ref)
      WHERE source IS NOT NULL
    """,
    """
    CREATE TRIGGER event_no_update BEFORE UPDATE ON event
    BEGIN SELECT RAISE(ABORT, 'event is append-only'); END
    """,
    """
    CREATE TRIGGER event_no_delete BEFORE DELETE ON event
    BEGIN SELECT RAISE(ABORT, 'event is append-only'); END
    """,
    # As in 0001: an unset position is -1 here.
    """
    CREATE TRIGGER event_in_order BEFORE INSERT ON event
    WHEN NEW.position > 0
      OR NEW.version <> (SELECT coalesce(max(version), 0) + 1 FROM event WHERE stream = NEW.stream)
    BEGIN SELECT RAISE(ABORT, 'events are added at the end of the log and of their stream'); END
    """,
)

# Appends one event or nothing. NULL: its stream has moved, the key is taken, or the data key that
# sealed it was destroyed; nothing was appended and the caller's transaction goes on.
_ONE = """CREATE FUNCTION event_append_one(
  its_stream uuid, its_version integer, its_kind text, its_schema integer, occurred_first text,
  occurred_last text, its_precision text, recorded_at text, its_actor text, its_agency text,
  its_source text, its_source_ref text, sealed_with uuid, its_body bytea, its_digest bytea,
  persons uuid[], roles text[], request_key text, request_digest bytea
) RETURNS bigint LANGUAGE plpgsql AS $$
DECLARE
  place bigint;
BEGIN
  IF sealed_with IS NOT NULL THEN
    -- Whoever destroys it waits until what is being recorded stands.
    PERFORM FROM data_key WHERE id = sealed_with AND wrapped IS NOT NULL FOR KEY SHARE;
    IF NOT FOUND THEN RETURN NULL; END IF;
  END IF;
  -- The unique key stops a version that is there already; this stops one that is not the next.
  INSERT INTO event (stream, version, kind, schema, occurred_from, occurred_to, precision,
                     recorded, actor, agency, source, source_ref, key_id, body, digest)
  SELECT its_stream, its_version, its_kind, its_schema, occurred_first, occurred_last,
         its_precision, recorded_at, its_actor, its_agency, its_source, its_source_ref,
         sealed_with, its_body, its_digest
   WHERE its_version = 1
      OR EXISTS (SELECT FROM event e WHERE e.stream = its_stream AND e.version = its_version - 1)
  RETURNING position INTO place;
  IF place IS NULL THEN RETURN NULL; END IF;
  INSERT INTO subject (person, event, role)
    SELECT s.person, place, s.role FROM unnest(persons, roles) s (person, role);
  INSERT INTO request (key, digest, stream, first, last, recorded)
    VALUES (request_key, request_digest, its_stream, place, place, recorded_at);
  RETURN place;
EXCEPTION WHEN unique_violation THEN
  RETURN NULL;
END $$"""


def upgrade() -> None:
    """
    Add the function, or copy the events as they are into a table without a counter of its own.
    """
    sqlite = op.get_bind().dialect.name == "sqlite"
    for statement in SQLITE if sqlite else (_ONE,):
        op.get_bind().exec_driver_sql(statement.replace("%", "%%"))
