"""What is said where a form could not be saved because somebody else was there first."""

from __future__ import annotations

MOVED = (
    "NOT SAVED: somebody else changed this entry while you were writing. Open it in another window,"
    " and send this again only if it still holds"
)
