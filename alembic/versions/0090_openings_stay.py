"""What was opened with a reason stays as it was written; that it was seen is all that is added."""

from __future__ import annotations

from alembic import op

revision = "0090_openings_stay"
down_revision = "0089_agreed_by_the_account"
branch_labels = None
depends_on = None

OPENING = ("id", "app_user", "child", "reason", "opened", "ends", "told")

SQLITE = (
    f"""
    CREATE TRIGGER opening_only_seen BEFORE UPDATE ON opening
    WHEN OLD.seen IS NOT NULL OR NEW.seen IS NULL
      OR {" OR ".join(f"NEW.{one} IS NOT OLD.{one}" for one in OPENING)}
    BEGIN SELECT RAISE(ABORT, 'opening is append-only'); END
    """,
    """
    CREATE TRIGGER opening_no_delete BEFORE DELETE ON opening
    BEGIN SELECT RAISE(ABORT, 'opening is append-only'); END
    """,
    # REPLACE puts a row in another's place and fires no trigger against DELETE.
    """
    CREATE TRIGGER opening_once BEFORE INSERT ON opening
    WHEN EXISTS (SELECT 1 FROM opening WHERE id = NEW.id)
    BEGIN SELECT RAISE(ABORT, 'opening is append-only'); END
    """,
    """
    CREATE TRIGGER history_opening_no_update BEFORE UPDATE ON history_opening
    BEGIN SELECT RAISE(ABORT, 'history_opening is append-only'); END
    """,
    """
    CREATE TRIGGER history_opening_no_delete BEFORE DELETE ON history_opening
    BEGIN SELECT RAISE(ABORT, 'history_opening is append-only'); END
    """,
    """
    CREATE TRIGGER history_opening_once BEFORE INSERT ON history_opening
    WHEN EXISTS (SELECT 1 FROM history_opening WHERE id = NEW.id)
    BEGIN SELECT RAISE(ABORT, 'history_opening is append-only'); END
    """,
)

POSTGRESQL = (
    f"""
    CREATE FUNCTION opening_only_seen() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
      IF OLD.seen IS NOT NULL OR NEW.seen IS NULL
         OR {" OR ".join(f"NEW.{one} IS DISTINCT FROM OLD.{one}" for one in OPENING)} THEN
        RAISE EXCEPTION 'opening is append-only' USING ERRCODE = 'restrict_violation';
      END IF;
      RETURN NEW;
    END $$
    """,
    """
    CREATE TRIGGER opening_only_seen BEFORE UPDATE ON opening
      FOR EACH ROW EXECUTE FUNCTION opening_only_seen()
    """,
    """
    CREATE TRIGGER refuse BEFORE DELETE OR TRUNCATE ON opening
      FOR EACH STATEMENT EXECUTE FUNCTION event_refuse()
    """,
    """
    CREATE TRIGGER refuse BEFORE UPDATE OR DELETE OR TRUNCATE ON history_opening
      FOR EACH STATEMENT EXECUTE FUNCTION event_refuse()
    """,
    # Always, so that a replication role cannot pass.
    "ALTER TABLE opening ENABLE ALWAYS TRIGGER opening_only_seen",
    "ALTER TABLE opening ENABLE ALWAYS TRIGGER refuse",
    "ALTER TABLE history_opening ENABLE ALWAYS TRIGGER refuse",
)


def upgrade() -> None:
    """
    Guard both tables; rows that stand stay as they are.
    """
    sqlite = op.get_bind().dialect.name == "sqlite"
    for statement in SQLITE if sqlite else POSTGRESQL:
        op.execute(statement)
