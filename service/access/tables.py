"""Who uses the service: accounts, sign-ins, openings of records, and what was read."""

from __future__ import annotations

from sqlalchemy import Column, ForeignKey, Index, Integer, MetaData, Table, Text, UniqueConstraint

from events.log.columns import Identifier, Moment

METADATA = MetaData(
    naming_convention={
        "pk": "%(table_name)s_pkey",
        "uq": "%(table_name)s_%(column_0_N_name)s_key",
        "ix": "%(table_name)s_%(column_0_N_name)s_idx",
        "fk": "%(table_name)s_%(column_0_N_name)s_fkey",
    }
)

AGENCY = Table(
    "agency",
    METADATA,
    Column("id", Identifier, primary_key=True),
    Column("name", Text, nullable=False, unique=True),
    Column("made", Moment, nullable=False),
    # Where it answers day and night: printed on the duty copy. "" where nobody has said.
    Column("phone", Text, nullable=False, server_default=""),
    sqlite_strict=True,
)

TEAM = Table(
    "team",
    METADATA,
    Column("id", Identifier, primary_key=True),
    Column("agency", Identifier, ForeignKey("agency.id"), nullable=False),
    Column("name", Text, nullable=False),
    Column("made", Moment, nullable=False),
    UniqueConstraint("agency", "name"),
    sqlite_strict=True,
)

USER = Table(
    "app_user",
    METADATA,
    Column("id", Identifier, primary_key=True),
    Column("username", Text, nullable=False, unique=True),
    Column("name", Text, nullable=False),
    Column("email", Text, nullable=False),
    Column("agency", Identifier, ForeignKey("agency.id"), nullable=False),
    Column("team", Identifier, ForeignKey("team.id")),
    Column("role", Text, nullable=False),
    Column("password_hash", Text, nullable=False),
    Column("made", Moment, nullable=False),
    Column("deactivated", Moment),
    # When their password was last set with a code that somebody else had in hand.
    Column("handed_over", Moment),
    Index(None, "team"),
    Index(None, "agency", "role"),
    sqlite_strict=True,
)

SESSION = Table(
    "user_session",
    METADATA,
    # The SHA-256 of the secret that the browser holds: who reads this table cannot use it.
    Column("secret", Text, primary_key=True),
    Column("app_user", Identifier, ForeignKey("app_user.id"), nullable=False),
    Column("started", Moment, nullable=False),
    Column("seen", Moment, nullable=False),
    Column("ended", Moment),
    Index(None, "app_user"),
    sqlite_strict=True,
)

SIGN_IN_ATTEMPT = Table(
    "sign_in_attempt",
    METADATA,
    Column("id", Identifier, primary_key=True),
    # Hashed: people type a password where a name belongs.
    Column("username_hash", Text, nullable=False),
    Column("at", Moment, nullable=False),
    Column("succeeded", Integer, nullable=False),
    # Hashed with a key: an address tells who it was, and there are few of them.
    Column("source_hash", Text),
    Index(None, "username_hash", "at"),
    Index(None, "source_hash", "at"),
    sqlite_strict=True,
)

OPENING = Table(
    "opening",
    METADATA,
    Column("id", Identifier, primary_key=True),
    Column("app_user", Identifier, ForeignKey("app_user.id"), nullable=False),
    Column("child", Identifier, nullable=False),
    # Sealed with the key of the child's record: what people type here tells of the child.
    Column("reason", Text, nullable=False),
    Column("opened", Moment, nullable=False),
    Column("ends", Moment, nullable=False),
    # Who was told of it, and when they said that they have seen it.
    Column("told", Identifier, ForeignKey("app_user.id")),
    Column("seen", Moment),
    Index(None, "app_user", "child"),
    Index(None, "told"),
    sqlite_strict=True,
)

HISTORY_OPENING = Table(
    "history_opening",
    METADATA,
    Column("id", Identifier, primary_key=True),
    Column("app_user", Identifier, ForeignKey("app_user.id"), nullable=False),
    # From whose page whose past was opened across families.
    Column("child", Identifier, nullable=False),
    Column("person", Identifier, nullable=False),
    Column("basis", Text, nullable=False),
    # Sealed likewise.
    Column("purpose", Text, nullable=False),
    Column("opened", Moment, nullable=False),
    Column("ends", Moment, nullable=False),
    Index(None, "person"),
    Index(None, "app_user"),
    sqlite_strict=True,
)

ACCESS_LOG = Table(
    "access_log",
    METADATA,
    Column("id", Identifier, primary_key=True),
    Column("at", Moment, nullable=False),
    Column("who", Text, nullable=False),
    Column("child", Identifier),
    # What of the record: a page, an entry's number, a document. Never its content.
    Column("what", Text, nullable=False),
    # On what ground it was open, or why it was refused.
    Column("why", Text, nullable=False),
    Column("allowed", Integer, nullable=False),
    Index(None, "at"),
    Index(None, "child", "at"),
    Index(None, "who", "at"),
    sqlite_strict=True,
)

API_TOKEN = Table(
    "api_token",
    METADATA,
    Column("id", Identifier, primary_key=True),
    # The public part, by which the token is found, named and revoked.
    Column("prefix", Text, nullable=False, unique=True),
    # The SHA-256 of the rest: who reads this table cannot use it.
    Column("secret", Text, nullable=False),
    Column("purpose", Text, nullable=False),
    Column("app_user", Identifier, ForeignKey("app_user.id"), nullable=False),
    Column("agency", Identifier, ForeignKey("agency.id"), nullable=False),
    Column("scopes", Text, nullable=False),
    Column("made", Moment, nullable=False),
    Column("expires", Moment, nullable=False),
    Column("revoked", Moment),
    Column("used", Moment),
    # When the account that it acts for agreed; until then it opens nothing.
    Column("agreed", Moment),
    Index(None, "app_user"),
    sqlite_strict=True,
)

PASSWORD_CODE = Table(
    "password_code",
    METADATA,
    Column("app_user", Identifier, ForeignKey("app_user.id"), primary_key=True),
    # The SHA-256 of the code: who reads this table cannot use it.
    Column("secret", Text, nullable=False),
    Column("made", Moment, nullable=False),
    # Whether somebody other than the owner had it in hand: where no mail goes out.
    Column("handed", Integer, nullable=False),
    sqlite_strict=True,
)

ACCOUNT_NOTICE = Table(
    "account_notice",
    METADATA,
    Column("id", Identifier, primary_key=True),
    Column("app_user", Identifier, ForeignKey("app_user.id"), nullable=False),
    # What somebody else did with the account; nothing of any record.
    Column("words", Text, nullable=False),
    Column("at", Moment, nullable=False),
    Column("seen", Moment),
    Index(None, "app_user"),
    sqlite_strict=True,
)

CALENDAR_ADDRESS = Table(
    "calendar_address",
    METADATA,
    Column("app_user", Identifier, ForeignKey("app_user.id"), primary_key=True),
    # The SHA-256 of the secret in the address: who reads this table cannot use it.
    Column("secret", Text, nullable=False, unique=True),
    Column("made", Moment, nullable=False),
    sqlite_strict=True,
)
