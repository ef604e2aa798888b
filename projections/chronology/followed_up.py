"""Which contacts were to be followed up while nobody is asked to do it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from projections.chronology.entry import Entry

_TO_FOLLOW_UP = "follow_up"


def to_follow_up(kind: str, content: Mapping[str, Any]) -> bool:
    """
    Tell whether an entry says that somebody should follow it up.
    """
    return kind == "contact" and content.get("outcome") == _TO_FOLLOW_UP


def unasked(entries: Iterable[Entry]) -> frozenset[str]:
    """
    Return the numbers of the entries to be followed up that no plan rests on and no entry follows.

    A plan has one owner and a date; the words "to be followed up" have neither, and a reader takes
    them for somebody's task. A plan that has ended counts: somebody was asked.
    """
    every = [entry for entry in entries if entry.stands and not entry.withheld]
    asked: set[str] = set()
    for entry in every:
        asked.add(str(entry.content.get("follows_up", "")))
        if entry.kind == "outcome_planned" and entry.content.get("origin", "plan") == "plan":
            asked |= {str(number) for number in entry.content.get("evidence") or ()}
    return frozenset(
        entry.id
        for entry in every
        if to_follow_up(entry.kind, entry.content) and entry.id not in asked
    )
