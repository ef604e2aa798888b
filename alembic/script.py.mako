"""${message}."""

from __future__ import annotations

from alembic import op

revision = ${repr(up_revision)}
down_revision = ${repr(down_revision)}


def upgrade() -> None:
    """
    Say here why the change is needed.

    It must work while the previous version of the program is still running.
    """
    ${upgrades if upgrades else "pass"}
