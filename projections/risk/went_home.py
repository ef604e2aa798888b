"""Which moves took a child home to a parent without anybody recording that it was decided."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from projections.people.tie import Closeness

if TYPE_CHECKING:
    from collections.abc import Iterator

    from projections.chronology.entry import Entry
    from projections.risk.history import History
    from projections.risk.rule import Settings

WENT_HOME = {"decided_days": 92}
"""
How long before a move a decision is one about it; part of the settings of every rule that asks
which moves went home undecided.
"""


def went_home(history: History, settings: Settings) -> Iterator[Entry]:
    """
    Yield the moves home of which no decision to go ahead is recorded, which would be asked about
    itself.

    An import may not say what sort of move it was: then one to a parent is a return where the
    move before it was to others.
    """
    parents = {tie.person for tie in history.ties if tie.closeness is Closeness.PARENT}
    decided = [
        one.occurred
        for one in history.near("management_decision")
        if one.answer("about") == "return_home" and one.answer("result") == "go_ahead"
    ]
    elsewhere = False
    for entry in history.own("address_recorded"):
        with_parent = not parents.isdisjoint(entry.people())
        home = entry.answer("move") == "return_home" or (
            entry.answer("move") is None and with_parent and elsewhere
        )
        recently = entry.occurred.first - timedelta(days=settings["decided_days"])
        if home and not any(recently <= one.last <= entry.occurred.last for one in decided):
            yield entry
        elsewhere = not with_parent and bool(set(entry.people()) - {history.child_id})
