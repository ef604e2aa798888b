"""Parts of the tree over the log are kept, so that one entry is proved without reading all."""

from __future__ import annotations

from alembic import op

revision = "0007_subtree"
down_revision = "0006_open_handovers"
branch_labels = None
depends_on = None

SQLITE = (
    """
    CREATE TABLE subtree (
      level INTEGER NOT NULL CHECK (level > 0),
      place INTEGER NOT NULL CHECK (place >= 0),
      last INTEGER NOT NULL CHECK (last > 0),
      root BLOB NOT NULL CHECK (length(root) = 32),
      PRIMARY KEY (level, place)
    ) STRICT, WITHOUT ROWID
    """,
    "CREATE INDEX subtree_level_last_idx ON subtree (level, last)",
    # REPLACE overwrites a row without firing the triggers against UPDATE and DELETE.
    """
    CREATE TRIGGER subtree_once BEFORE INSERT ON subtree
    WHEN EXISTS (SELECT 1 FROM subtree WHERE level = NEW.level AND place = NEW.place)
    BEGIN SELECT RAISE(ABORT, 'the subtree is kept already'); END
    """,
    """
    CREATE TRIGGER subtree_no_update BEFORE UPDATE ON subtree
    BEGIN SELECT RAISE(ABORT, 'subtree is append-only'); END
    """,
    """
    CREATE TRIGGER subtree_no_delete BEFORE DELETE ON subtree
    BEGIN SELECT RAISE(ABORT, 'subtree is append-only'); END
    """,
)

POSTGRESQL = (
    """
    CREATE TABLE subtree (
      level smallint NOT NULL CHECK (level > 0),
      place bigint NOT NULL CHECK (place >= 0),
      last bigint NOT NULL CHECK (last > 0),
      root bytea NOT NULL CHECK (octet_length(root) = 32),
      CONSTRAINT subtree_pkey PRIMARY KEY (level, place)
    )
    """,
    "CREATE INDEX subtree_level_last_idx ON subtree (level, last)",
    """
    CREATE TRIGGER refuse BEFORE UPDATE OR DELETE OR TRUNCATE ON subtree
    FOR EACH STATEMENT EXECUTE FUNCTION event_refuse()
    """,
    "ALTER TABLE subtree ENABLE ALWAYS TRIGGER refuse",
    # As for the log's other tables: the application's role may only read and add.
    """
    DO $$
    DECLARE
      named text;
    BEGIN
      REVOKE ALL ON subtree FROM PUBLIC;
      FOR named IN
        SELECT DISTINCT grantee::regrole::text
          FROM pg_class, aclexplode(relacl)
         WHERE oid = 'subtree'::regclass AND grantee NOT IN (0, relowner)
      LOOP
        EXECUTE format('REVOKE ALL ON subtree FROM %%s', named);
        EXECUTE format('GRANT SELECT, INSERT ON subtree TO %%s', named);
      END LOOP;
    END $$
    """,
)


def upgrade() -> None:
    """
    Add the table; what was sealed before is filled in at the next sealing.
    """
    sqlite = op.get_bind().dialect.name == "sqlite"
    for statement in SQLITE if sqlite else POSTGRESQL:
        op.get_bind().exec_driver_sql(statement)
