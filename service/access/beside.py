"""What of access is sealed beside the log: every reading, and why records and pasts were opened."""

from __future__ import annotations

from typing import Final

from events.log.beside import Beside
from service.access.tables import ACCESS_LOG, HISTORY_OPENING, OPENING

BESIDE: Final = (
    Beside(table=ACCESS_LOG, columns=("id", "at", "who", "child", "what", "why", "allowed")),
    # When it was seen is added later, and is not covered.
    Beside(
        table=OPENING,
        columns=("id", "app_user", "child", "reason", "opened", "ends", "told"),
    ),
    Beside(
        table=HISTORY_OPENING,
        columns=("id", "app_user", "child", "person", "basis", "purpose", "opened", "ends"),
    ),
)
