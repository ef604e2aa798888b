"""Who is around the child, as a table: the first thing a conference asks."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from events.dates_said import date_said
from projections.chronology.known_since import brought
from projections.conference.age import age_words, born_words
from projections.conference.wording import agency_words, entries_cited
from projections.people.tie import LIVING_TOGETHER, Closeness

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import date

    from events.recorded_event import RecordedEvent
    from projections.chronology.chronology import Chronology
    from projections.people.person import Person
    from projections.people.tie import Tie

_ORDER = tuple(Closeness)
_ADULTS = LIVING_TOGETHER - {Closeness.SIBLING, Closeness.HOUSEHOLD_CHILD}


@dataclass(frozen=True, kw_only=True, slots=True)
class Relative:
    """
    One person around the child, in words; every field is text for a reader.

    Args:
        id: The person's own, as text.
        relation: What they are to the child, in the record's own words.
        period: From when to when the record says so.
        known: Since when it is known, to which agency.
        marks: What a conference must not overlook about this person.
        professional: Whether they are in the record as a professional.
        named_in: The newest entries of the child's story that concern them.
    """

    id: str
    name: str
    relation: str
    sort: str
    born: str
    period: str
    known: str
    named_in: str
    marks: tuple[str, ...] = ()
    professional: bool = False


def family(chronology: Chronology, on: date) -> tuple[Relative, ...]:
    """
    Return everybody tied to the child, those living with the child first, professionals last.
    """
    events = {event.entry_id: event for event in chronology.record.events}
    together: dict[object, list[Tie]] = {}
    for tie in chronology.ties:
        together.setdefault(tie.person, []).append(tie)
    assessed = _assessed(chronology)
    found = [
        (
            min(_ORDER.index(tie.closeness) for tie in ties),
            min(tie.known_from for tie in ties),
            _relative(
                chronology.people.get(ties[0].person), ties, chronology, events, assessed, on
            ),
        )
        for ties in together.values()
    ]
    found.sort(key=lambda one: one[:2])
    return tuple(relative for _, _, relative in found)


def _relative(
    person: Person | None,
    ties: list[Tie],
    chronology: Chronology,
    events: Mapping[str, RecordedEvent],
    assessed: frozenset[str],
    on: date,
) -> Relative:
    closest = min(ties, key=lambda tie: _ORDER.index(tie.closeness))
    first = min(ties, key=lambda tie: tie.known_from)
    cause = events.get(first.because)
    by = f", {agency_words(cause.agency)}" if cause else ""
    relations = dict.fromkeys(tie.relation for tie in ties if tie.relation)
    named = [e.id for e in chronology.entries if ties[0].person in e.people() and e.stands]
    return Relative(
        id=str(ties[0].person),
        name=person.name if person and person.name else "Not known by name",
        relation=", ".join(relations) or "not said",
        sort=str(closest.closeness),
        born=_born(person, on),
        period=_period(closest),
        known=f"not in the import; in this record since {date_said(first.known_from)}"
        if cause and brought(cause)
        else f"{date_said(first.known_from)}{by}",
        named_in=entries_cited(named[-5:]) if named else "no entry",
        marks=tuple(_marks(person, ties, assessed)),
        professional=closest.closeness is Closeness.PROFESSIONAL
        or (person is not None and person.kind == "professional"),
    )


def _born(person: Person | None, on: date) -> str:
    if person is None or (person.born is None and person.expected is None):
        return "not known"
    if person.died is not None:
        return f"{born_words(person)}; died {person.died.words()}"
    age = age_words(person, on)
    return f"{born_words(person)} ({age})" if age else born_words(person)


def _period(tie: Tie) -> str:
    if tie.first and tie.last:
        return f"{date_said(tie.first)} to {date_said(tie.last)}"
    if tie.first:
        return f"since {date_said(tie.first)}"
    return f"until {date_said(tie.last)}" if tie.last else "period not recorded"


def _marks(person: Person | None, ties: list[Tie], assessed: frozenset[str]) -> Iterator[str]:
    if person is None or person.known_by_description:
        yield "Known by description only: nobody has put a name to this person"
    if person is not None and person.likely:
        yield "May be somebody else in the record: not decided"
    adult = any(tie.closeness in _ADULTS for tie in ties)
    if adult and person is not None and str(person.id) not in assessed:
        yield "No assessment in this record names this adult as included"


def _assessed(chronology: Chronology) -> frozenset[str]:
    return frozenset(
        str(person)
        for entry in chronology.entries
        if entry.kind == "assessment_completed" and entry.stands
        for person in entry.content.get("included_persons", ())
    )
