"""One event that opens its transaction is added without a savepoint of its own."""

from __future__ import annotations

from alembic import op

revision = "0087_appended_at_once"
down_revision = "0086_attached_file"
branch_labels = None
depends_on = None

_TAKES = """
  its_stream uuid, its_version integer, its_kind text, its_schema integer, occurred_first text,
  occurred_last text, its_precision text, recorded_at text, its_actor text, its_agency text,
  its_source text, its_source_ref text, sealed_with uuid, its_body bytea, its_digest bytea,
  persons uuid[], roles text[], request_key text, request_digest bytea
"""

# Adds one event or nothing. NULL: its stream has not come so far, or the data key that sealed it
# was destroyed. A version or a key that is there already is refused, and ends the transaction:
# whoever calls it has done nothing in it yet.
_AT_ONCE = """CREATE FUNCTION event_append_at_once({takes}) RETURNS bigint LANGUAGE plpgsql AS $$
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
END $$"""

# The same within a transaction that has done something, which goes on.
_ONE = """CREATE OR REPLACE FUNCTION event_append_one({takes})
RETURNS bigint LANGUAGE plpgsql AS $$
BEGIN
  RETURN event_append_at_once(
    its_stream, its_version, its_kind, its_schema, occurred_first, occurred_last, its_precision,
    recorded_at, its_actor, its_agency, its_source, its_source_ref, sealed_with, its_body,
    its_digest, persons, roles, request_key, request_digest);
EXCEPTION WHEN unique_violation THEN
  RETURN NULL;
END $$"""


def upgrade() -> None:
    """
    Add the function on PostgreSQL; on SQLite nothing changes.
    """
    if op.get_bind().dialect.name == "postgresql":
        for statement in (_AT_ONCE, _ONE):
            op.get_bind().exec_driver_sql(statement.format(takes=_TAKES))
