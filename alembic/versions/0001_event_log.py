"""The event log: what is recorded can be added to and never changed."""

from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING

from alembic import op

if TYPE_CHECKING:
    from collections.abc import Iterator

revision = "0001_event_log"
down_revision = None

KEPT = ("event", "subject", "learned", "request", "checkpoint", "mark")

SQLITE = """
CREATE TABLE event (
  position INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT CHECK (position > 0),
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
) STRICT;
CREATE INDEX event_source_source_ref_idx ON event (source, source_ref) WHERE source IS NOT NULL;

CREATE TABLE subject (
  person BLOB NOT NULL CHECK (length(person) = 16),
  event INTEGER NOT NULL CONSTRAINT subject_event_fkey REFERENCES event (position),
  role TEXT NOT NULL,
  PRIMARY KEY (person, event, role)
) STRICT, WITHOUT ROWID;

CREATE TABLE learned (
  event INTEGER NOT NULL CONSTRAINT learned_event_fkey REFERENCES event (position),
  agency TEXT NOT NULL,
  how TEXT NOT NULL,
  first TEXT NOT NULL CHECK (length(first) = 10),
  last TEXT NOT NULL CHECK (length(last) = 10),
  PRIMARY KEY (event, agency, how, first, last)
) STRICT, WITHOUT ROWID;

CREATE TABLE request (
  key TEXT NOT NULL PRIMARY KEY,
  digest BLOB NOT NULL CHECK (length(digest) = 32),
  stream BLOB NOT NULL CHECK (length(stream) = 16),
  first INTEGER NOT NULL,
  last INTEGER NOT NULL,
  recorded TEXT NOT NULL CHECK (length(recorded) = 27)
) STRICT, WITHOUT ROWID;

CREATE TABLE checkpoint (
  number INTEGER NOT NULL PRIMARY KEY,
  size INTEGER NOT NULL,
  position INTEGER NOT NULL,
  root BLOB NOT NULL CHECK (length(root) = 32),
  previous_root BLOB NOT NULL CHECK (length(previous_root) = 32),
  made TEXT NOT NULL CHECK (length(made) = 27),
  signing_key TEXT NOT NULL,
  signature BLOB NOT NULL CHECK (length(signature) = 64),
  edge BLOB NOT NULL,
  CONSTRAINT checkpoint_size_key UNIQUE (size)
) STRICT;

CREATE TABLE mark (
  at TEXT NOT NULL PRIMARY KEY CHECK (length(at) = 27),
  position INTEGER NOT NULL CONSTRAINT mark_position_check CHECK (position >= 0)
) STRICT, WITHOUT ROWID;

-- A row of subject or learned is all key, so that REPLACE can only write it as it was. In the other
-- tables it is refused.
-- An insert that names its own place, or not the next version, is how REPLACE overwrites a row
-- without ever firing the triggers against UPDATE and DELETE. An unset position is -1 here.
CREATE TRIGGER event_in_order BEFORE INSERT ON event
WHEN NEW.position > 0
  OR NEW.version <> (SELECT coalesce(max(version), 0) + 1 FROM event WHERE stream = NEW.stream)
BEGIN SELECT RAISE(ABORT, 'events are added at the end of the log and of their stream'); END;
CREATE TRIGGER request_once BEFORE INSERT ON request
WHEN EXISTS (SELECT 1 FROM request WHERE key = NEW.key)
BEGIN SELECT RAISE(ABORT, 'the key is taken'); END;
CREATE TRIGGER checkpoint_in_order BEFORE INSERT ON checkpoint
WHEN NEW.number <> (SELECT coalesce(max(number), 0) + 1 FROM checkpoint)
  OR NEW.size <= (SELECT coalesce(max(size), 0) FROM checkpoint)
BEGIN SELECT RAISE(ABORT, 'checkpoints are added at the end'); END;
CREATE TRIGGER mark_in_order BEFORE INSERT ON mark
WHEN NEW.at <= (SELECT coalesce(max(at), '') FROM mark)
  OR NEW.position < (SELECT coalesce(max(position), 0) FROM mark)
BEGIN SELECT RAISE(ABORT, 'marks are added at the end'); END;
"""

POSTGRESQL = """
-- Starts at 0 and is drawn once, so that its last value is always a drawn one. A cache above 1
-- would break the order that event_settled promises.
CREATE SEQUENCE event_position MINVALUE 0 START 0 CACHE 1;
SELECT nextval('event_position');

CREATE TABLE event (
  position bigint NOT NULL DEFAULT nextval('event_position') CHECK (position > 0),
  stream uuid NOT NULL,
  version integer NOT NULL CHECK (version > 0),
  kind text NOT NULL,
  schema smallint NOT NULL CHECK (schema > 0),
  occurred_from text COLLATE "C" NOT NULL CHECK (length(occurred_from) IN (10, 27)),
  occurred_to text COLLATE "C" NOT NULL CHECK (occurred_to >= occurred_from),
  precision text NOT NULL,
  recorded text COLLATE "C" NOT NULL CHECK (length(recorded) = 27),
  actor text NOT NULL,
  agency text NOT NULL,
  source text,
  source_ref text CHECK ((source IS NULL) = (source_ref IS NULL)),
  key_id uuid,
  body bytea NOT NULL,
  digest bytea NOT NULL CHECK (octet_length(digest) = 32),
  CONSTRAINT event_pkey PRIMARY KEY (position),
  CONSTRAINT event_stream_version_key UNIQUE (stream, version)
);
ALTER SEQUENCE event_position OWNED BY event.position;
CREATE INDEX event_source_source_ref_idx ON event (source, source_ref) WHERE source IS NOT NULL;

CREATE TABLE subject (
  person uuid NOT NULL,
  event bigint NOT NULL CONSTRAINT subject_event_fkey REFERENCES event (position),
  role text NOT NULL,
  CONSTRAINT subject_pkey PRIMARY KEY (person, event, role)
);

CREATE TABLE learned (
  event bigint NOT NULL CONSTRAINT learned_event_fkey REFERENCES event (position),
  agency text NOT NULL,
  how text NOT NULL,
  first text COLLATE "C" NOT NULL CHECK (length(first) = 10),
  last text COLLATE "C" NOT NULL CHECK (length(last) = 10),
  CONSTRAINT learned_pkey PRIMARY KEY (event, agency, how, first, last)
);

CREATE TABLE request (
  key text NOT NULL,
  digest bytea NOT NULL CHECK (octet_length(digest) = 32),
  stream uuid NOT NULL,
  first bigint NOT NULL,
  last bigint NOT NULL,
  recorded text COLLATE "C" NOT NULL CHECK (length(recorded) = 27),
  CONSTRAINT request_pkey PRIMARY KEY (key)
);

CREATE TABLE checkpoint (
  number integer NOT NULL,
  size bigint NOT NULL CONSTRAINT checkpoint_size_key UNIQUE,
  position bigint NOT NULL,
  root bytea NOT NULL CHECK (octet_length(root) = 32),
  previous_root bytea NOT NULL CHECK (octet_length(previous_root) = 32),
  made text COLLATE "C" NOT NULL CHECK (length(made) = 27),
  signing_key text NOT NULL,
  signature bytea NOT NULL CHECK (octet_length(signature) = 64),
  edge bytea NOT NULL,
  CONSTRAINT checkpoint_pkey PRIMARY KEY (number)
);

CREATE TABLE mark (
  at text COLLATE "C" NOT NULL CHECK (length(at) = 27),
  position bigint NOT NULL CONSTRAINT mark_position_check CHECK (position >= 0),
  CONSTRAINT mark_pkey PRIMARY KEY (at)
);

-- Before a transaction draws a position it announces, as a shared lock that nobody ever waits
-- for, the lowest it could draw; the lock ends with the transaction, however that ends.
CREATE FUNCTION event_announce() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF coalesce(current_setting('throughline.floor', true), '') = '' THEN
    PERFORM pg_advisory_xact_lock_shared((21576::bigint << 48) | last_value) FROM event_position;
    PERFORM set_config('throughline.floor', '1', true);
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER announce BEFORE INSERT ON event FOR EACH STATEMENT
  EXECUTE FUNCTION event_announce();
ALTER TABLE event ENABLE ALWAYS TRIGGER announce;

-- The order of the two steps is the proof: a writer seen in step 2 draws above its floor, and one
-- that announces itself later draws above the head of step 1. The caller reads events in a
-- further statement: in this one the view of the table would be older than the answer.
CREATE FUNCTION event_settled() RETURNS bigint LANGUAGE plpgsql VOLATILE AS $$
DECLARE
  head bigint;
  floor bigint;
BEGIN
  SELECT last_value INTO head FROM event_position;
  SELECT min(((classid::bigint & 65535) << 32) | objid::bigint) INTO floor
    FROM pg_locks
   WHERE locktype = 'advisory' AND objsubid = 1 AND classid::bigint >> 16 = 21576
     AND mode = 'ShareLock'
     AND database = (SELECT oid FROM pg_database WHERE datname = current_database());
  RETURN least(head, floor);
END $$;

-- Appends all or nothing in one round trip. NULL: a stream has moved or a key is taken; nothing
-- was appended and the caller's transaction goes on.
CREATE FUNCTION event_append(
  stream_named uuid[], stream_head integer[], recorded_at text,
  streams uuid[], versions integer[], kinds text[], schemas smallint[],
  occurred_first text[], occurred_last text[], precisions text[], actors text[], agencies text[],
  sources text[], source_refs text[], key_ids uuid[], bodies bytea[], digests bytea[],
  subject_of integer[], persons uuid[], roles text[],
  learned_of integer[], learned_agencies text[], hows text[], firsts text[], lasts text[],
  keys text[], key_digests bytea[], key_first integer[], key_last integer[]
) RETURNS bigint[] LANGUAGE plpgsql AS $$
DECLARE
  places bigint[];
  added bigint;
BEGIN
  -- The unique key stops a race; this stops a version that is not the next one.
  IF EXISTS (
    SELECT FROM unnest(stream_named, stream_head) named (stream, head)
     WHERE named.head <> (SELECT coalesce(max(e.version), 0) FROM event e
                           WHERE e.stream = named.stream)
  ) THEN RETURN NULL; END IF;
  WITH appended AS (
    INSERT INTO event (stream, version, kind, schema, occurred_from, occurred_to, precision,
                       recorded, actor, agency, source, source_ref, key_id, body, digest)
    SELECT n.stream, n.version, n.kind, n.schema, n.occurred_from, n.occurred_to, n.precision,
           recorded_at, n.actor, n.agency, n.source, n.source_ref, n.key_id, n.body, n.digest
      FROM unnest(streams, versions, kinds, schemas, occurred_first, occurred_last, precisions,
                  actors, agencies, sources, source_refs, key_ids, bodies, digests)
           WITH ORDINALITY n (stream, version, kind, schema, occurred_from, occurred_to,
                              precision, actor, agency, source, source_ref, key_id, body,
                              digest, place)
     ORDER BY n.place
    RETURNING position)
  SELECT array_agg(position ORDER BY position) INTO places FROM appended;
  INSERT INTO subject (person, event, role)
    SELECT s.person, places[s.of_event], s.role
      FROM unnest(subject_of, persons, roles) s (of_event, person, role);
  INSERT INTO learned (event, agency, how, first, last)
    SELECT places[l.of_event], l.agency, l.how, l.first, l.last
      FROM unnest(learned_of, learned_agencies, hows, firsts, lasts)
           l (of_event, agency, how, first, last);
  INSERT INTO request (key, digest, stream, first, last, recorded)
    SELECT k.key, k.digest, streams[k.first], places[k.first], places[k.last], recorded_at
      FROM unnest(keys, key_digests, key_first, key_last) k (key, digest, first, last);
  RETURN places;
EXCEPTION WHEN unique_violation THEN
  RETURN NULL;
END $$;

CREATE FUNCTION event_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
END $$
"""

RIGHTS = """
-- Roles that were given rights on every table, as the application's is, may only read and add here.
DO $$
DECLARE
  named text;
BEGIN
  REVOKE ALL ON {table} FROM PUBLIC;
  FOR named IN
    SELECT DISTINCT grantee::regrole::text
      FROM pg_class, aclexplode(relacl)
     WHERE oid = '{table}'::regclass AND grantee NOT IN (0, relowner)
  LOOP
    EXECUTE format('REVOKE ALL ON {table} FROM %%s', named);
    EXECUTE format('GRANT SELECT, INSERT ON {table} TO %%s', named);
  END LOOP;
END $$
"""


def upgrade() -> None:
    """
    Lay out the log so that the database itself refuses to change or reorder what it holds.
    """
    if op.get_bind().dialect.name == "sqlite":
        _upgrade_sqlite()
    else:
        _upgrade_postgresql()


def _upgrade_sqlite() -> None:
    run = op.get_bind().exec_driver_sql
    for statement in _statements(SQLITE):
        run(statement)
    for table in KEPT:
        for act in ("UPDATE", "DELETE"):
            run(
                f"CREATE TRIGGER {table}_no_{act.lower()} BEFORE {act} ON {table}"
                f" BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END"
            )


def _upgrade_postgresql() -> None:
    run = op.get_bind().exec_driver_sql
    run(POSTGRESQL.replace("%", "%%"))
    for table in KEPT:
        # For the whole statement, so that changing no row is refused too; always, so that a
        # replication role cannot pass.
        run(
            f"CREATE TRIGGER refuse BEFORE UPDATE OR DELETE OR TRUNCATE ON {table}"
            " FOR EACH STATEMENT EXECUTE FUNCTION event_refuse()"
        )
        run(f"ALTER TABLE {table} ENABLE ALWAYS TRIGGER refuse")
        run(RIGHTS.format(table=table))


def _statements(script: str) -> Iterator[str]:
    """
    Cut a script for SQLite's driver, which takes one statement at a time.
    """
    statement = ""
    for line in script.splitlines(keepends=True):
        statement += line
        if sqlite3.complete_statement(statement):
            yield statement
            statement = ""
