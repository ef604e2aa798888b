"""What is said of each record is sealed with a key of its own, which can be destroyed."""

from __future__ import annotations

from alembic import op

revision = "0012_data_keys"
down_revision = "0011_people"
branch_labels = None
depends_on = None

SQLITE = (
    """
    CREATE TABLE data_key (
      id BLOB NOT NULL PRIMARY KEY CHECK (length(id) = 16),
      stream BLOB NOT NULL CHECK (length(stream) = 16),
      wrapped BLOB,
      master TEXT NOT NULL,
      made TEXT NOT NULL,
      erased TEXT,
      erased_under INTEGER,
      CHECK ((wrapped IS NULL) = (erased IS NOT NULL))
    ) STRICT
    """,
    "CREATE UNIQUE INDEX data_key_stream_idx ON data_key (stream) WHERE wrapped IS NOT NULL",
    # A key that goes takes with it what it sealed: only an erasure, which says so, may end one.
    """
    CREATE TRIGGER data_key_no_delete BEFORE DELETE ON data_key
    BEGIN SELECT RAISE(ABORT, 'a data key is destroyed by an erasure alone'); END
    """,
    """
    CREATE TRIGGER data_key_stays BEFORE UPDATE ON data_key
    WHEN OLD.wrapped IS NULL OR NEW.id <> OLD.id OR NEW.stream <> OLD.stream
    BEGIN SELECT RAISE(ABORT, 'a data key is wrapped anew or destroyed, nothing else'); END
    """,
    """
    CREATE TRIGGER data_key_once BEFORE INSERT ON data_key
    WHEN EXISTS (SELECT 1 FROM data_key WHERE id = NEW.id)
    BEGIN SELECT RAISE(ABORT, 'the data key is there already'); END
    """,
)

POSTGRESQL = (
    """
    CREATE TABLE data_key (
      id uuid PRIMARY KEY,
      stream uuid NOT NULL,
      wrapped bytea,
      master text NOT NULL,
      made text NOT NULL,
      erased text,
      erased_under bigint,
      CHECK ((wrapped IS NULL) = (erased IS NOT NULL)))
    """,
    "CREATE UNIQUE INDEX data_key_stream_idx ON data_key (stream) WHERE wrapped IS NOT NULL",
    """
    CREATE FUNCTION data_key_stays() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
      IF TG_OP <> 'UPDATE' OR OLD.wrapped IS NULL
         OR NEW.id <> OLD.id OR NEW.stream <> OLD.stream THEN
        RAISE EXCEPTION 'a data key is wrapped anew or destroyed, nothing else'
          USING ERRCODE = 'restrict_violation';
      END IF;
      RETURN NEW;
    END $$
    """,
    """
    CREATE TRIGGER data_key_stays BEFORE UPDATE OR DELETE ON data_key
      FOR EACH ROW EXECUTE FUNCTION data_key_stays()
    """,
    """
    CREATE TRIGGER data_key_kept BEFORE TRUNCATE ON data_key
      FOR EACH STATEMENT EXECUTE FUNCTION event_refuse()
    """,
    "ALTER TABLE data_key ENABLE ALWAYS TRIGGER data_key_stays",
    "ALTER TABLE data_key ENABLE ALWAYS TRIGGER data_key_kept",
)


def upgrade() -> None:
    """
    Add the table; events that stand already stay as they are.
    """
    sqlite = op.get_bind().dialect.name == "sqlite"
    for statement in SQLITE if sqlite else POSTGRESQL:
        op.execute(statement)
