"""What a tired reader must see first: when the child was last seen and heard; what is missing."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from projections.around.hidden import hidden
from projections.around.household import lived_there
from projections.chronology.changed import Since, last_conference, last_visit, since
from projections.chronology.entry import LATE_DAYS
from projections.chronology.patterns import QUIET_DAYS
from projections.chronology.reviewed import last_review, recorded_since, review_due
from projections.conference.last_seen import last_alone, last_sight
from projections.conference.now import Now, happening
from service.web.words import day, moment, span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from projections.chronology.entry import Entry
    from service.web.reading import ReadChild

SHOWN = 6


@dataclass(frozen=True, kw_only=True)
class Headline:
    """
    The top of a child's page.

    Args:
        seen: The newest entry in which the child was seen.
        heard: The newest entry that holds what the child said, showed or did.
        alone: The newest entry in which the child was spoken to alone.
        unknown: What is not known, in sentences.
        home: Who lives with the child, and why that is not sure; "" where it is.
        now: What is happening.
        changed: What happened or became known since the last conference, and since the last visit.
        reviewed: The newest entry in which somebody says that they read the chronology through.
        unreviewed: How many entries were recorded since.
        review_due: The day of the next conference before which it is to be read; None where it
            was, or where none is called.
    """

    seen: Entry | None
    heard: Entry | None
    alone: Entry | None
    newest: Entry | None
    unknown: tuple[str, ...]
    home: tuple[tuple[str, str], ...] = ()
    now: tuple[Now, ...] = ()
    changed: tuple[tuple[str, Since], ...] = ()
    reviewed: Entry | None = None
    unreviewed: int = 0
    review_due: str = ""


def headline(read: ReadChild) -> Headline:
    """
    Fold a child's entries into the few lines at the top of the page.
    """
    # What the service recorded by rule is no sign of anybody having looked at the child.
    standing = [
        entry
        for entry in read.entries
        if entry.stands and entry.about == "child" and not entry.by_rule
    ]
    reviewed = last_review(read.entries)
    return Headline(
        seen=last_sight(read.told),
        heard=next(
            (e for e in reversed(standing) if e.content.get("words") or e.content.get("behaviour")),
            None,
        ),
        alone=last_alone(read.told),
        newest=standing[-1] if standing else None,
        unknown=tuple(_unknown(read, standing)),
        home=tuple(_home(read)),
        now=happening(read.shown, read.on),
        changed=tuple(_changed(read)),
        reviewed=reviewed,
        unreviewed=len(recorded_since(read.entries, reviewed)) if reviewed else 0,
        review_due=review_due(read.entries, read.on),
    )


def _home(read: ReadChild) -> Iterator[tuple[str, str]]:
    if read.child is not None and read.child.died is None:
        for one in lived_there(read.told, read.on):
            if one.person in read.told.people:
                yield read.told.people[one.person].name, one.why if not one.sure else ""


def _changed(read: ReadChild) -> Iterator[tuple[str, Since]]:
    for words, of in (
        ("conference", last_conference(read.entries, read.on)),
        ("visit", last_visit(read.entries, read.on)),
    ):
        if of is not None:
            yield words, since(read.entries, of)


def _unknown(read: ReadChild, standing: list[Entry]) -> Iterator[str]:
    yield from _silence(read, standing)
    yield from _nobody(read)
    late = sum(entry.learned_late > 0 for entry in standing)
    if late == 1:
        yield f"1 entry was learned more than {LATE_DAYS} days after it happened."
    elif late:
        yield f"{late} entries were learned more than {LATE_DAYS} days after they happened."
    for part in read.withheld:
        yield (
            f"{part.what} {'is' if part.count == 1 else 'are'} withheld from you: ask {part.ask}."
        )
    if read.recorded:
        yield f"This is only what was recorded here by {moment(read.recorded)}."
    elif read.limited:
        yield f"This is only what was known by {day(read.on)}; more may be known since."


def _silence(read: ReadChild, standing: list[Entry]) -> Iterator[str]:
    if not standing:
        struck = any(not entry.stands for entry in read.entries)
        yield (
            "No entry about this child stands; what was struck out is below."
            if struck
            else "Nothing is recorded about this child yet."
        )
        return
    quiet = (read.on - standing[-1].occurred.last).days
    if quiet > QUIET_DAYS and (read.child is None or read.child.died is None):
        yield f"Nothing is recorded about the child for the last {span(quiet)}."
    if not any(e.content.get("words") or e.content.get("behaviour") for e in standing):
        imported = any(entry.event.origin for entry in standing)
        where = "; the import had no place for it" if imported else ""
        yield f"What the child says, shows or does is in no entry{where}."


def _nobody(read: ReadChild) -> Iterator[str]:
    child = read.child
    if child is not None and child.born is None and child.expected is None:
        yield "The child's date of birth is not recorded."
    described = [person.name for person in read.told.people.values() if person.known_by_description]
    if described:
        yield f"Known by description alone: {'; '.join(sorted(described))}."
    hidden_adults = [one.name for one in read.told.once(hidden)]
    if hidden_adults:
        yield f"In no assessment: {'; '.join(hidden_adults[:SHOWN])}" + (
            f" and {len(hidden_adults) - SHOWN} more." if len(hidden_adults) > SHOWN else "."
        )
    if not read.workers:
        yield "Nobody is allocated to this child here."
