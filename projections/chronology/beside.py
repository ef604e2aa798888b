"""Side by side: what each agency had learned by a day, and what it had not."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from events.recorded_event import SOMEBODY
from projections.chronology.learned import agency_learned_roughly, reported
from projections.standing import standing_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date
    from uuid import UUID

    from events.recorded_event import RecordedEvent
    from projections.chronology.chronology import Chronology
    from projections.chronology.entry import Entry

How = Literal["itself", "another account", "not", "not recorded"]
_TYING = frozenset({"relationship_recorded", "relationship_ended"})


@dataclass(frozen=True, kw_only=True, slots=True)
class Knew:
    """
    Whether one agency had learned of one entry by the day.

    Args:
        on: When it learned it; None where it had not.
        how: ``another account`` where it had learned of the incident, from somebody else's telling;
            ``not recorded`` where no account names any agency, so that nobody's gap is claimed.
        days_after: How many days after the latest day on which it can have happened.
        account: The number of that other account; "" otherwise.
        roughly: When, in words, where no day is known: "about 2007"; "" where one is.
    """

    how: How
    on: date | None = None
    days_after: int = 0
    account: str = ""
    roughly: str = ""


NOT = Knew(how="not")
UNSAID = Knew(how="not recorded")


@dataclass(frozen=True, kw_only=True, slots=True)
class Line:
    """
    One entry at its true date, and what each agency knew of it.

    Args:
        knew: By agency, in the order of the columns.
        anybody: The first day on which anybody had learned it.
    """

    entry: Entry
    knew: Mapping[str, Knew]
    anybody: date

    def missed_by(self, agency: str) -> bool:
        """
        Tell whether an agency had not learned of it, in any telling.
        """
        return self.knew.get(agency, NOT).how == "not"


@dataclass(frozen=True, kw_only=True)
class Beside:
    """
    A column an agency, as known by the end of a day.

    Args:
        on: The day, the whole of which counts.
        agencies: The columns: every agency that had learned anything by then.
        lines: What somebody had learned by then, in the order it happened.
        struck: What somebody had learned by then and was struck out by then; no column counts it.
    """

    on: date
    agencies: tuple[str, ...]
    lines: tuple[Line, ...]
    struck: tuple[Entry, ...] = ()

    def learned(self, agency: str) -> int:
        """
        Count the entries that an agency had learned of, in any telling.
        """
        return sum(
            line.knew.get(agency, NOT).how in {"itself", "another account"} for line in self.lines
        )

    def missed(self, agency: str) -> tuple[Line, ...]:
        """
        Return what others had learned by the day and this agency had not.
        """
        return tuple(line for line in self.lines if line.missed_by(agency))


def beside(entries: Sequence[Entry], on: date) -> Beside:
    """
    Put beside one another what each agency had learned of these entries by the end of a day.

    What was struck out is no news that anybody lacked, and so is in no column but apart; what was
    recorded by rule is nobody's telling, and stays in the chronology alone.

    Args:
        entries: A chronology as known at the day, so that no later correction is used.
    """
    said = [entry for entry in entries if not entry.by_rule]
    told = [entry for entry in said if entry.stands]
    known = {entry.id: _learned(entry, on) for entry in told if entry.known_from <= on}
    by_number = {entry.id: entry.event for entry in told}
    agencies = sorted({one for learned in known.values() for one in learned}, key=str.casefold)
    for entry in told:
        for one in reported(entry.content, entry.occurred, agencies):
            if entry.id in known and one.agency in agencies and one.on <= on:
                own = known[entry.id]
                own[one.agency] = min(one.on, own.get(one.agency, one.on))
    lines = tuple(
        Line(
            entry=entry,
            anybody=entry.known_from,
            knew={agency: _knew(entry, agency, known, by_number) for agency in agencies},
        )
        for entry in told
        if entry.id in known
    )
    return Beside(
        on=on,
        agencies=tuple(agencies),
        lines=lines,
        struck=tuple(e for e in said if not e.stands and e.known_from <= on),
    )


def known_by_nobody(entries: Iterable[Entry], on: date) -> tuple[Entry, ...]:
    """
    Return what had surely happened by a day and nobody had learned yet: this is hindsight.
    """
    return tuple(
        entry for entry in entries if entry.stands and entry.occurred.last <= on < entry.known_from
    )


def tells_of(told: Chronology, person: UUID) -> tuple[RecordedEvent, ...]:
    """
    Return what tells a child's agencies of somebody: each entry of the child's own story that
    names them, and each recording of what they are to the child.

    A tie is no line of the chronology, yet whoever recorded it knew of them.
    """
    child = told.record.child
    named = [e.event for e in told.entries if {child, person} <= set(e.people())]
    tied = [
        event
        for event in standing_of(told.record.events)
        if event.kind in _TYING and {child, person} <= set(event.people())
    ]
    return (*named, *tied)


def first_to_learn(events: Iterable[RecordedEvent]) -> tuple[tuple[str, date, RecordedEvent], ...]:
    """
    Return when each agency first learned any of these, and by which, the earliest first.

    Somebody without an agency counts as "other", so that no knowledge goes unsaid.
    """
    told = tuple(events)
    named = sorted({one.agency for event in told for one in event.learned})
    found: dict[str, tuple[date, RecordedEvent]] = {}
    for event in told:
        for learned in (*event.learned, *reported(event.content, event.occurred, named)):
            before = found.get(learned.agency)
            if before is None or learned.on < before[0]:
                found[learned.agency] = (learned.on, event)
    order = sorted(found.items(), key=lambda one: (one[1][0], one[0].casefold()))
    return tuple((agency, on, event) for agency, (on, event) in order)


def learning_days(entries: Iterable[Entry]) -> tuple[date, ...]:
    """
    Return the days on which any agency learned anything, in their order.
    """
    return tuple(sorted({learned.on for entry in entries for learned in entry.event.learned}))


def _learned(entry: Entry, on: date) -> dict[str, date]:
    found: dict[str, date] = {}
    for learned in entry.event.learned:
        if learned.agency != SOMEBODY and learned.on <= on:
            found[learned.agency] = min(learned.on, found.get(learned.agency, learned.on))
    return found


def _knew(
    entry: Entry,
    agency: str,
    known: Mapping[str, Mapping[str, date]],
    events: Mapping[str, RecordedEvent],
) -> Knew:
    own = known[entry.id].get(agency)
    if own is not None:
        after = max((own - entry.occurred.last).days, 0)
        said = agency_learned_roughly(entry.event, agency)
        return Knew(how="itself", on=own, days_after=after, roughly=said)
    others = [
        (known[number][agency], number)
        for number in entry.accounts
        if agency in known.get(number, {})
    ]
    if not others:
        accounts = (entry.event, *(events[one] for one in entry.accounts if one in events))
        return NOT if any(map(_names_an_agency, accounts)) else UNSAID
    on, number = min(others)
    after = max((on - entry.occurred.last).days, 0)
    said = agency_learned_roughly(events[number], agency)
    return Knew(how="another account", on=on, days_after=after, account=number, roughly=said)


def _names_an_agency(event: RecordedEvent) -> bool:
    return any(one.agency != SOMEBODY for one in event.learned) or bool(
        reported(event.content, event.occurred, ())
    )
