"""Puts the accounts of one incident side by side in a list of entries."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from projections.chronology.accounts import incidents
from projections.chronology.differing import differing

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from projections.chronology.chronology import Chronology
    from projections.chronology.differing import Differs
    from projections.chronology.entry import Entry

DIFFER_IN = {
    "date": "Dates differ",
    "persons": "Who was there differs",
    "cause": "Explanations differ",
    "finding": "What was said or found differs",
}
"""What is worth a mark; that two agencies tell it is no difference that needs one."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Incident:
    """
    One line of the list: an entry, or several that tell one incident.

    Args:
        accounts: The entries, each whole.
        elsewhere: Other accounts of it that the list does not show.
    """

    accounts: tuple[Entry, ...]
    differs: tuple[Differs, ...] = ()
    elsewhere: tuple[str, ...] = ()
    about: str = ""

    @property
    def what(self) -> tuple[str, ...]:
        """
        In what the accounts differ, each once, in words.
        """
        return tuple(dict.fromkeys(DIFFER_IN[d.what] for d in self.differs if d.what in DIFFER_IN))


def by_year(entries: Sequence[Entry], told: Chronology) -> list[tuple[int, list[Incident]]]:
    """
    Return entries in their order by the year they happened in, one incident at its first account.
    """
    years: list[tuple[int, list[Incident]]] = []
    for accounts in incidents(entries):
        year = accounts[0].occurred.first.year
        if not years or years[-1][0] != year:
            years.append((year, []))
        years[-1][1].append(_incident(accounts, told))
    return years


def _incident(accounts: tuple[Entry, ...], told: Chronology) -> Incident:
    shown = {entry.id for entry in accounts}
    first = accounts[0]
    return Incident(
        accounts=accounts,
        differs=differing(accounts, told.people, told.record.child),
        elsewhere=tuple(number for number in first.accounts if number not in shown),
        about=next(_about(accounts), ""),
    )


def _about(accounts: tuple[Entry, ...]) -> Iterator[str]:
    return (link.about for one in accounts for link in one.differences if link.one_incident)
