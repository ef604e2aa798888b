"""What a mark says to those who hear the picture or point at it."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from events.dates_said import date_said
from events.kind import Group
from projections.conference.wording import agency_words
from service.documents.printable import one_line

if TYPE_CHECKING:
    from projections.chronology.entry import Entry

NUMBERS_SAID = 40


def entry_words(entry: Entry, *, asked: bool) -> str:
    """
    Say one entry: number, date with its doubt, agency, kind, sentence, and what became of it.
    """
    said = [
        f"Entry {entry.id}",
        entry.occurred.words(),
        agency_words(entry.agency),
        f"{entry.label}: {one_line(entry.sentence, 160).rstrip('.')}",
    ]
    if entry.status != "stands":
        said.append(entry.status.capitalize())
    if entry.lowered:
        said.append("Marked routine")
    if entry.learned_late:
        said.append(f"First learned {entry.known_roughly or date_said(entry.known_from)}")
    if asked:
        said.append("An open question rests on it")
    return f"{'. '.join(said)}."


def cluster_words(entries: tuple[Entry, ...]) -> str:
    """
    Say what a cluster counts: how many, from when to when, of what kinds, which numbers.
    """
    first = min(entry.occurred.first for entry in entries)
    last = max(entry.occurred.first for entry in entries)
    kinds = Counter(entry.label for entry in entries).most_common()
    numbers = [entry.id for entry in entries]
    listed = ", ".join(numbers[:NUMBERS_SAID])
    more = len(numbers) - NUMBERS_SAID
    harm = sum(entry.kind_declared.group is Group.HARM for entry in entries)
    return (
        f"{len(entries)} entries, {agency_words(entries[0].agency)}, "
        f"{date_said(first)} to {date_said(last)}: "
        f"{', '.join(f'{label} {number}' for label, number in kinds)}. "
        + (f"Of harm: {harm}. " if harm else "")
        + f"Numbers {listed}{f' and {more} more' if more > 0 else ''}."
    )
