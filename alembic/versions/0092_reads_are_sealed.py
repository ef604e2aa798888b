"""What was read, and why records were opened, stands under the signed checkpoints as well."""

from __future__ import annotations

from alembic import op

revision = "0092_reads_are_sealed"
down_revision = "0091_nobody_elses_password"
branch_labels = None
depends_on = None

SQLITE = (
    """
    CREATE TABLE beside_leaf (
      place INTEGER NOT NULL PRIMARY KEY CHECK (place > 0),
      source TEXT NOT NULL,
      line BLOB NOT NULL CHECK (length(line) = 16),
      digest BLOB NOT NULL CHECK (length(digest) = 32)
    ) STRICT
    """,
    "CREATE UNIQUE INDEX beside_leaf_source_line_idx ON beside_leaf (source, line)",
    # REPLACE overwrites a row without firing the triggers against UPDATE and DELETE.
    """
    CREATE TRIGGER beside_leaf_in_order BEFORE INSERT ON beside_leaf
    WHEN NEW.place <> (SELECT coalesce(max(place), 0) + 1 FROM beside_leaf)
      OR EXISTS (SELECT 1 FROM beside_leaf WHERE source = NEW.source AND line = NEW.line)
    BEGIN SELECT RAISE(ABORT, 'leaves are added at the end'); END
    """,
    """
    CREATE TRIGGER beside_leaf_no_update BEFORE UPDATE ON beside_leaf
    BEGIN SELECT RAISE(ABORT, 'beside_leaf is append-only'); END
    """,
    """
    CREATE TRIGGER beside_leaf_no_delete BEFORE DELETE ON beside_leaf
    BEGIN SELECT RAISE(ABORT, 'beside_leaf is append-only'); END
    """,
    # SQLite takes no constraint off a table: it is copied, with what stands in it as it is.
    """
    CREATE TABLE checkpoint_of_both (
      number INTEGER NOT NULL PRIMARY KEY,
      size INTEGER NOT NULL,
      position INTEGER NOT NULL,
      root BLOB NOT NULL CHECK (length(root) = 32),
      previous_root BLOB NOT NULL CHECK (length(previous_root) = 32),
      made TEXT NOT NULL CHECK (length(made) = 27),
      signing_key TEXT NOT NULL,
      signature BLOB NOT NULL CHECK (length(signature) = 64),
      edge BLOB NOT NULL,
      beside INTEGER,
      beside_root BLOB CHECK (length(beside_root) = 32),
      beside_edge BLOB
    ) STRICT
    """,
    """
    INSERT INTO checkpoint_of_both
      (number, size, position, root, previous_root, made, signing_key, signature, edge)
    SELECT number, size, position, root, previous_root, made, signing_key, signature, edge
      FROM checkpoint
    """,
    "DROP TABLE checkpoint",
    "ALTER TABLE checkpoint_of_both RENAME TO checkpoint",
    """
    CREATE TRIGGER checkpoint_in_order BEFORE INSERT ON checkpoint
    WHEN NEW.number <> (SELECT coalesce(max(number), 0) + 1 FROM checkpoint)
      OR NEW.size < (SELECT coalesce(max(size), 0) FROM checkpoint)
      OR coalesce(NEW.beside, 0) < (SELECT coalesce(max(beside), 0) FROM checkpoint)
      OR EXISTS (SELECT 1 FROM checkpoint
                  WHERE size = NEW.size AND coalesce(beside, 0) = coalesce(NEW.beside, 0))
    BEGIN SELECT RAISE(ABORT, 'checkpoints are added at the end'); END
    """,
    """
    CREATE TRIGGER checkpoint_no_update BEFORE UPDATE ON checkpoint
    BEGIN SELECT RAISE(ABORT, 'checkpoint is append-only'); END
    """,
    """
    CREATE TRIGGER checkpoint_no_delete BEFORE DELETE ON checkpoint
    BEGIN SELECT RAISE(ABORT, 'checkpoint is append-only'); END
    """,
)

POSTGRESQL = (
    """
    CREATE TABLE beside_leaf (
      place bigint NOT NULL CHECK (place > 0),
      source text NOT NULL,
      line uuid NOT NULL,
      digest bytea NOT NULL CHECK (octet_length(digest) = 32),
      CONSTRAINT beside_leaf_pkey PRIMARY KEY (place)
    )
    """,
    "CREATE UNIQUE INDEX beside_leaf_source_line_idx ON beside_leaf (source, line)",
    """
    CREATE TRIGGER refuse BEFORE UPDATE OR DELETE OR TRUNCATE ON beside_leaf
    FOR EACH STATEMENT EXECUTE FUNCTION event_refuse()
    """,
    "ALTER TABLE beside_leaf ENABLE ALWAYS TRIGGER refuse",
    # As for the log's other tables: the application's role may only read and add.
    """
    DO $$
    DECLARE
      named text;
    BEGIN
      REVOKE ALL ON beside_leaf FROM PUBLIC;
      FOR named IN
        SELECT DISTINCT grantee::regrole::text
          FROM pg_class, aclexplode(relacl)
         WHERE oid = 'beside_leaf'::regclass AND grantee NOT IN (0, relowner)
      LOOP
        EXECUTE format('REVOKE ALL ON beside_leaf FROM %%s', named);
        EXECUTE format('GRANT SELECT, INSERT ON beside_leaf TO %%s', named);
      END LOOP;
    END $$
    """,
    "ALTER TABLE checkpoint DROP CONSTRAINT checkpoint_size_key",
    """
    ALTER TABLE checkpoint ADD COLUMN beside bigint,
      ADD COLUMN beside_root bytea CHECK (octet_length(beside_root) = 32),
      ADD COLUMN beside_edge bytea
    """,
)


def upgrade() -> None:
    """
    Add the leaves and let a checkpoint name their root; those of before stay as they were signed.

    What was read before is sealed at the next sweeps, ten thousand lines at a time.
    """
    sqlite = op.get_bind().dialect.name == "sqlite"
    for statement in SQLITE if sqlite else POSTGRESQL:
        op.get_bind().exec_driver_sql(statement)
