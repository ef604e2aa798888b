"""One incident as several agencies tell it: which entries are one, and in what they differ."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from projections.chronology.entry import Difference, Entry

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from events.recorded_event import RecordedEvent

ELSEWHERE = "an account that is not in this view"
KEPT_WITH_IT = "In what they differ is kept back with it."


@dataclass(frozen=True, kw_only=True, slots=True)
class Told:
    """
    What links say of one entry.

    Args:
        differences: The links and notes that name it, oldest first.
        accounts: Every other entry that is decided to tell the same incident.
    """

    differences: tuple[Difference, ...] = ()
    accounts: tuple[str, ...] = ()


def linked(events: Iterable[RecordedEvent]) -> dict[str, Told]:
    """
    Return what links and notes say, by entry.

    Whoever links one to two and two to three has said that all three are one incident. A link
    that was undone counts no more; a likely one counts until it is decided either way, and
    falls silent once its entries are decided to be one.
    """
    links = standing_links(events)
    groups = _groups(link.entries for link in links if link.one_incident)
    found: dict[str, list[Difference]] = {}
    for link in links:
        if link.candidate and set(link.entries) <= set(groups.get(link.entries[0], ())):
            continue
        for number in link.entries:
            found.setdefault(number, []).append(link)
    return {
        number: Told(
            differences=tuple(differences),
            accounts=tuple(other for other in groups.get(number, ()) if other != number),
        )
        for number, differences in found.items()
    }


def standing_links(events: Iterable[RecordedEvent]) -> tuple[Difference, ...]:
    """
    Return every link and note that nobody has undone, oldest first.
    """
    every = tuple(e for e in events if e.kind in {"accounts_linked", "accounts_unlinked"})
    undone = {str(e.content.get("link", "")) for e in every if e.kind == "accounts_unlinked"}
    return tuple(
        _difference(event)
        for event in every
        if event.kind == "accounts_linked" and event.entry_id not in undone
    )


def within(entries: Sequence[Entry]) -> tuple[Entry, ...]:
    """
    Keep of what is said of accounts only what a view that holds these entries may say.

    Words about a difference quote both accounts: where one is withheld or not yet known, they
    are kept back with it.
    """
    here = {entry.id for entry in entries if not entry.withheld}
    return tuple(_within(entry, here) for entry in entries)


def incidents(entries: Sequence[Entry]) -> tuple[tuple[Entry, ...], ...]:
    """
    Return the entries in their order, those that tell one incident together at the earliest.

    Nothing is merged: every account is in the answer once.
    """
    here = {entry.id: entry for entry in entries}
    placed: set[str] = set()
    found: list[tuple[Entry, ...]] = []
    for entry in entries:
        if entry.id in placed:
            continue
        same = {entry.id, *entry.accounts} & here.keys()
        placed |= same
        found.append(
            tuple(one for one in entries if one.id in same) if entry.accounts else (entry,)
        )
    return tuple(found)


def _within(entry: Entry, here: Collection[str]) -> Entry:
    if not entry.differences and not entry.accounts:
        return entry
    return replace(
        entry,
        accounts=tuple(number for number in entry.accounts if number in here),
        differences=tuple(
            link
            if all(number in here for number in link.entries)
            else replace(link, about=ELSEWHERE, accounts=KEPT_WITH_IT, reason="")
            for link in entry.differences
        ),
    )


def _difference(event: RecordedEvent) -> Difference:
    said = event.content
    return Difference(
        entries=tuple(dict.fromkeys(str(number) for number in said.get("entries", ()))),
        about=said.get("about", ""),
        accounts=said.get("differences", ""),
        candidate=said.get("certainty") == "candidate",
        link=event.entry_id,
        by=event.actor,
        on=event.occurred.first,
        reason=said.get("reason", ""),
    )


def _groups(links: Iterable[tuple[str, ...]]) -> dict[str, tuple[str, ...]]:
    groups: dict[str, set[str]] = {}
    for link in links:
        whole = set(link).union(*(groups.get(number, set()) for number in link))
        groups |= dict.fromkeys(whole, whole)
    return {
        number: tuple(sorted(group, key=lambda one: (len(one), one)))
        for number, group in groups.items()
    }
