"""What nobody asks the log is no longer kept beside it: every append paid for it in writes."""

from __future__ import annotations

from alembic import op

revision = "0013_lean_indexes"
down_revision = "0012_data_keys"
branch_labels = None
depends_on = None

COPIES = ("subject",)
"""On SQLite: whoever migrates is asked for so much room first."""

# The index of persons is written in the transaction of the events that it names and is held
# against their bodies by ``verify``, which finds what a foreign key would and what it would not.
SQLITE = (
    "DROP TABLE learned",
    """
    CREATE TABLE subject_kept (
      person BLOB NOT NULL CHECK (length(person) = 16),
      event INTEGER NOT NULL,
      role TEXT NOT NULL,
      PRIMARY KEY (person, event, role)
    ) STRICT, WITHOUT ROWID
    """,
    "INSERT INTO subject_kept (person, event, role) SELECT person, event, role FROM subject",
    "DROP TABLE subject",
    "ALTER TABLE subject_kept RENAME TO subject",
    """
    CREATE TRIGGER subject_no_update BEFORE UPDATE ON subject
    BEGIN SELECT RAISE(ABORT, 'subject is append-only'); END
    """,
    """
    CREATE TRIGGER subject_no_delete BEFORE DELETE ON subject
    BEGIN SELECT RAISE(ABORT, 'subject is append-only'); END
    """,
)

_OLD = """DROP FUNCTION event_append(
  uuid[], integer[], text, uuid[], integer[], text[], smallint[], text[], text[], text[], text[],
  text[], text[], text[], uuid[], bytea[], bytea[], integer[], uuid[], text[], integer[], text[],
  text[], text[], text[], text[], bytea[], integer[], integer[])"""

# Appends all or nothing in one round trip. NULL: a stream has moved, a key is taken, or a data
# key that sealed it was destroyed; nothing was appended and the caller's transaction goes on.
_APPEND = """CREATE FUNCTION event_append(
  stream_named uuid[], stream_head integer[], recorded_at text, sealed_with uuid[],
  streams uuid[], versions integer[], kinds text[], schemas integer[],
  occurred_first text[], occurred_last text[], precisions text[], actors text[], agencies text[],
  sources text[], source_refs text[], key_ids uuid[], bodies bytea[], digests bytea[],
  subject_of integer[], persons uuid[], roles text[],
  keys text[], key_digests bytea[], key_first integer[], key_last integer[]
) RETURNS bigint[] LANGUAGE plpgsql AS $$
DECLARE
  places bigint[];
  place bigint;
  live bigint;
BEGIN
  -- The unique key stops a race; this stops a version that is not the next one.
  IF cardinality(stream_named) = 1 THEN
    SELECT coalesce(max(e.version), 0) INTO live FROM event e WHERE e.stream = stream_named[1];
    IF live <> stream_head[1] THEN RETURN NULL; END IF;
  ELSIF EXISTS (
    SELECT FROM unnest(stream_named, stream_head) named (stream, head)
     WHERE named.head <> (SELECT coalesce(max(e.version), 0) FROM event e
                           WHERE e.stream = named.stream)
  ) THEN RETURN NULL; END IF;
  -- Whoever destroys one of them waits until what is being recorded stands.
  IF sealed_with <> '{}' THEN
    PERFORM FROM data_key WHERE id = ANY (sealed_with) AND wrapped IS NOT NULL FOR KEY SHARE;
    GET DIAGNOSTICS live = ROW_COUNT;
    IF live < cardinality(sealed_with) THEN RETURN NULL; END IF;
  END IF;
  -- One event alone, as a person records it: setting out arrays takes longer than adding it.
  IF cardinality(streams) = 1 THEN
    INSERT INTO event (stream, version, kind, schema, occurred_from, occurred_to, precision,
                       recorded, actor, agency, source, source_ref, key_id, body, digest)
    VALUES (streams[1], versions[1], kinds[1], schemas[1], occurred_first[1], occurred_last[1],
            precisions[1], recorded_at, actors[1], agencies[1], sources[1], source_refs[1],
            key_ids[1], bodies[1], digests[1])
    RETURNING position INTO place;
    FOR number IN 1 .. cardinality(persons) LOOP
      INSERT INTO subject (person, event, role) VALUES (persons[number], place, roles[number]);
    END LOOP;
    INSERT INTO request (key, digest, stream, first, last, recorded)
    VALUES (keys[1], key_digests[1], streams[1], place, place, recorded_at);
    RETURN ARRAY[place];
  END IF;
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
  INSERT INTO request (key, digest, stream, first, last, recorded)
    SELECT k.key, k.digest, streams[k.first], places[k.first], places[k.last], recorded_at
      FROM unnest(keys, key_digests, key_first, key_last) k (key, digest, first, last);
  RETURN places;
EXCEPTION WHEN unique_violation THEN
  RETURN NULL;
END $$"""

# As in 0001, and asked less: once a transaction has announced itself nothing is called, and no
# query is planned to read the sequence.
_ANNOUNCE = (
    """
    CREATE OR REPLACE FUNCTION event_announce() RETURNS trigger LANGUAGE plpgsql AS $$
    DECLARE
      head bigint;
    BEGIN
      head := pg_sequence_last_value('event_position');
      IF pg_advisory_xact_lock_shared((21576::bigint << 48) | head) IS NULL THEN
        RAISE EXCEPTION 'a floor was not announced';
      END IF;
      IF set_config('throughline.floor', '1', true) <> '1' THEN
        RAISE EXCEPTION 'a floor was not noted';
      END IF;
      RETURN NULL;
    END $$
    """,
    "DROP TRIGGER announce ON event",
    """
    CREATE TRIGGER announce BEFORE INSERT ON event FOR EACH STATEMENT
      WHEN (coalesce(current_setting('throughline.floor', true), '') = '')
      EXECUTE FUNCTION event_announce()
    """,
    "ALTER TABLE event ENABLE ALWAYS TRIGGER announce",
)

POSTGRESQL = (
    *_ANNOUNCE,
    "DROP TABLE learned",
    "ALTER TABLE subject DROP CONSTRAINT subject_event_fkey",
    _OLD,
    _APPEND,
)


def upgrade() -> None:
    """
    Drop the index of who learned what, which no question used, and the index of persons' foreign
    key; bodies and digests stay as they are.
    """
    sqlite = op.get_bind().dialect.name == "sqlite"
    for statement in SQLITE if sqlite else POSTGRESQL:
        op.get_bind().exec_driver_sql(statement.replace("%", "%%"))
