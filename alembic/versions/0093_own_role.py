"""An event added alone says itself in which role it names the person whose record it lies in."""

from __future__ import annotations

from alembic import op

revision = "0093_own_role"
down_revision = "0092_reads_are_sealed"
branch_labels = None
depends_on = None

# What stands in the log already keeps its rows in the index of persons, and NULL here.
COLUMN = "ALTER TABLE event ADD COLUMN own_role TEXT"

_TAKEN = (
    "uuid, integer, text, integer, text, text, text, text, text, text, text, text, uuid, bytea,"
    " bytea, uuid[], text[], text, bytea"
)
_TAKES = """
  its_stream uuid, its_version integer, its_kind text, its_schema integer, occurred_first text,
  occurred_last text, its_precision text, recorded_at text, its_actor text, its_agency text,
  its_source text, its_source_ref text, sealed_with uuid, its_body bytea, its_digest bytea,
  its_own_role text, persons uuid[], roles text[], request_key text, request_digest bytea
"""

# As in 0087. ``persons`` are those whom the index of persons names for it.
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
                     recorded, actor, agency, source, source_ref, key_id, body, digest, own_role)
  SELECT its_stream, its_version, its_kind, its_schema, occurred_first, occurred_last,
         its_precision, recorded_at, its_actor, its_agency, its_source, its_source_ref,
         sealed_with, its_body, its_digest, its_own_role
   WHERE its_version = 1
      OR EXISTS (SELECT FROM event e WHERE e.stream = its_stream AND e.version = its_version - 1)
  RETURNING position INTO place;
  IF place IS NULL THEN RETURN NULL; END IF;
  IF persons <> '{{}}' THEN
    INSERT INTO subject (person, event, role)
      SELECT s.person, place, s.role FROM unnest(persons, roles) s (person, role);
  END IF;
  INSERT INTO request (key, digest, stream, first, last, recorded)
    VALUES (request_key, request_digest, its_stream, place, place, recorded_at);
  RETURN place;
END $$"""

# The same within a transaction that has done something, which goes on.
_ONE = """CREATE FUNCTION event_append_one({takes}) RETURNS bigint LANGUAGE plpgsql AS $$
BEGIN
  RETURN event_append_at_once(
    its_stream, its_version, its_kind, its_schema, occurred_first, occurred_last, its_precision,
    recorded_at, its_actor, its_agency, its_source, its_source_ref, sealed_with, its_body,
    its_digest, its_own_role, persons, roles, request_key, request_digest);
EXCEPTION WHEN unique_violation THEN
  RETURN NULL;
END $$"""

_FUNCTIONS = {"event_append_at_once": _AT_ONCE, "event_append_one": _ONE}


def upgrade() -> None:
    """
    Add the column, without touching what stands there, and the functions that fill it.
    """
    run = op.get_bind().exec_driver_sql
    run(COLUMN)
    if op.get_bind().dialect.name == "postgresql":
        for name, declared in _FUNCTIONS.items():
            run(f"DROP FUNCTION {name}({_TAKEN})")
            run(declared.format(takes=_TAKES))
