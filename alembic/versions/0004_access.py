"""Who uses the service, who works with which child, what was opened and what was read."""

from __future__ import annotations

from alembic import op

revision = "0004_access"
down_revision = "0003_escalation"

# One text for both databases: SQLite's strict tables know these types by their own names.
TABLES = """
CREATE TABLE agency (
  id {id} NOT NULL PRIMARY KEY,
  name TEXT NOT NULL,
  made {moment} NOT NULL,
  CONSTRAINT agency_name_key UNIQUE (name)
){strict};
CREATE TABLE team (
  id {id} NOT NULL PRIMARY KEY,
  agency {id} NOT NULL CONSTRAINT team_agency_fkey REFERENCES agency (id),
  name TEXT NOT NULL,
  made {moment} NOT NULL,
  CONSTRAINT team_agency_name_key UNIQUE (agency, name)
){strict};
CREATE TABLE app_user (
  id {id} NOT NULL PRIMARY KEY,
  username TEXT NOT NULL,
  name TEXT NOT NULL,
  email TEXT NOT NULL,
  agency {id} NOT NULL CONSTRAINT app_user_agency_fkey REFERENCES agency (id),
  team {id} CONSTRAINT app_user_team_fkey REFERENCES team (id),
  role TEXT NOT NULL CHECK (role IN ('practitioner', 'manager', 'conference chair',
    'safeguarding lead', 'auditor', 'administrator')),
  password_hash TEXT NOT NULL,
  made {moment} NOT NULL,
  deactivated {moment},
  CONSTRAINT app_user_username_key UNIQUE (username)
){strict};
CREATE INDEX app_user_team_idx ON app_user (team);
CREATE INDEX app_user_agency_role_idx ON app_user (agency, role);
CREATE TABLE user_session (
  secret TEXT NOT NULL PRIMARY KEY CHECK (length(secret) = 64),
  app_user {id} NOT NULL CONSTRAINT user_session_app_user_fkey REFERENCES app_user (id),
  started {moment} NOT NULL,
  seen {moment} NOT NULL,
  ended {moment}
){strict};
CREATE INDEX user_session_app_user_idx ON user_session (app_user);
CREATE TABLE sign_in_attempt (
  id {id} NOT NULL PRIMARY KEY,
  username_hash TEXT NOT NULL,
  at {moment} NOT NULL,
  succeeded INTEGER NOT NULL
){strict};
CREATE INDEX sign_in_attempt_username_hash_at_idx ON sign_in_attempt (username_hash, at);
CREATE TABLE opening (
  id {id} NOT NULL PRIMARY KEY,
  app_user {id} NOT NULL CONSTRAINT opening_app_user_fkey REFERENCES app_user (id),
  child {id} NOT NULL,
  reason TEXT NOT NULL CHECK (length(reason) > 0),
  opened {moment} NOT NULL,
  ends {moment} NOT NULL,
  told {id} CONSTRAINT opening_told_fkey REFERENCES app_user (id),
  seen {moment}
){strict};
CREATE INDEX opening_app_user_child_idx ON opening (app_user, child);
CREATE INDEX opening_told_idx ON opening (told);
CREATE TABLE access_log (
  id {id} NOT NULL PRIMARY KEY,
  at {moment} NOT NULL,
  who TEXT NOT NULL,
  child {id},
  what TEXT NOT NULL,
  why TEXT NOT NULL,
  allowed INTEGER NOT NULL
){strict};
CREATE INDEX access_log_at_idx ON access_log (at);
CREATE INDEX access_log_child_at_idx ON access_log (child, at);
CREATE INDEX access_log_who_at_idx ON access_log (who, at);
CREATE TABLE allocation (
  child {uuid} NOT NULL,
  worker {uuid} NOT NULL,
  role VARCHAR(16) NOT NULL,
  agency VARCHAR(500) NOT NULL,
  since VARCHAR(10) NOT NULL,
  position BIGINT NOT NULL,
  PRIMARY KEY (child, worker)
);
CREATE INDEX allocation_by_worker ON allocation (worker);
"""


def upgrade() -> None:
    """
    Lay out accounts and the access log, which the database itself refuses to shorten or change.
    """
    sqlite = op.get_bind().dialect.name == "sqlite"
    run = op.get_bind().exec_driver_sql
    types = (
        {"id": "BLOB", "moment": "TEXT", "strict": " STRICT", "uuid": "CHAR(32)"}
        if sqlite
        else {"id": "uuid", "moment": 'text COLLATE "C"', "strict": "", "uuid": "uuid"}
    )
    for statement in TABLES.format(**types).split(";"):
        if statement.strip():
            run(statement)
    if sqlite:
        for act in ("UPDATE", "DELETE"):
            run(
                f"CREATE TRIGGER access_log_no_{act.lower()} BEFORE {act} ON access_log"
                " BEGIN SELECT RAISE(ABORT, 'access_log is append-only'); END"
            )
        # Only REPLACE could put a row in another's place; it fires no trigger against DELETE.
        run(
            "CREATE TRIGGER access_log_once BEFORE INSERT ON access_log"
            " WHEN EXISTS (SELECT 1 FROM access_log WHERE id = NEW.id)"
            " BEGIN SELECT RAISE(ABORT, 'access_log is append-only'); END"
        )
    else:
        run(
            "CREATE TRIGGER refuse BEFORE UPDATE OR DELETE OR TRUNCATE ON access_log"
            " FOR EACH STATEMENT EXECUTE FUNCTION event_refuse()"
        )
        run("ALTER TABLE access_log ENABLE ALWAYS TRIGGER refuse")
        run("REVOKE ALL ON access_log FROM PUBLIC")
