"""Counts what happened and not who told it: accounts that somebody linked are one incident."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from projections.risk.window import within

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from projections.chronology.entry import Entry
    from projections.risk.lines import Entries


@dataclass(frozen=True, slots=True)
class Incident:
    """
    One thing that happened, with every agency's telling of it.

    Args:
        accounts: The entries that tell it, in the order they happened; at least one.
    """

    accounts: tuple[Entry, ...]

    @property
    def id(self) -> str:
        """
        The number of its first account, by which it is called.
        """
        return self.accounts[0].id

    @property
    def known_from(self) -> date:
        """
        The first day on which any agency had learned of it.
        """
        return min(account.known_from for account in self.accounts)

    def within(self, on: date, *, days: int) -> bool:
        """
        Tell whether any account of it lies in the window of so many days that ends with ``on``.
        """
        return any(within(account.occurred, on, days=days) for account in self.accounts)

    def says(self, name: str, *answers: str) -> bool:
        """
        Tell whether any account gives one of these answers to a question.
        """
        return any(account.answer(name) in answers for account in self.accounts)

    def each(self, name: str) -> frozenset[str]:
        """
        Return everything that the accounts answer to a question that takes several answers.
        """
        return frozenset(
            said for account in self.accounts for said in account.content.get(name) or ()
        )


def incidents(entries: Iterable[Entry]) -> tuple[Incident, ...]:
    """
    Group entries into incidents, in the order they happened.
    """
    found: dict[str, list[Entry]] = {}
    group: dict[str, str] = {}
    for entry in entries:
        if not entry.accounts:
            found.setdefault(entry.id, []).append(entry)
            continue
        first = next((group[a] for a in (entry.id, *entry.accounts) if a in group), entry.id)
        group |= dict.fromkeys((entry.id, *entry.accounts), first)
        found.setdefault(first, []).append(entry)
    return tuple(Incident(tuple(accounts)) for accounts in found.values())


def in_window(happened: Iterable[Incident], on: date, *, days: int) -> tuple[Incident, ...]:
    """
    Return those in the window of so many days that ends with ``on``.
    """
    return tuple(incident for incident in happened if incident.within(on, days=days))


def with_accounts(entries: Entries, on: date, *, days: int) -> tuple[Entry, ...]:
    """
    Return the entries in the window of so many days that ends with ``on``, and the other accounts
    of what they tell, however far back: no other entry tells of an incident in the window.
    """
    lately = entries.lately(on, days=days)
    others = {number for one in lately for number in one.accounts}
    if not others:
        return lately
    there = {one.id for one in lately}
    return tuple(one for one in entries if one.id in there or one.id in others)


def evidence(happened: Iterable[Incident]) -> tuple[str, ...]:
    """
    Return the numbers of every account, in the order of the incidents.
    """
    return tuple(account.id for incident in happened for account in incident.accounts)


def reached(happened: Sequence[Incident], needed: int) -> date:
    """
    Return the day on which so many of them had become known.
    """
    return sorted(incident.known_from for incident in happened)[needed - 1]
