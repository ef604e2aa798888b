"""How a person is tied to a child: by relationship, by household, or by being named at all."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from events.occurred import Occurred
from projections.standing import CHANGING, REWRITING, standing_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from uuid import UUID

    from events.recorded_event import RecordedEvent, Subject


class Closeness(StrEnum):
    """
    What sort of tie it is; decides whose past is read as the child's history.
    """

    PARENT = "parent"
    PARTNER = "partner of a parent"
    HOUSEHOLD_ADULT = "adult of the household"
    HOUSEHOLD_CHILD = "child of the household"
    SIBLING = "sibling"
    CARER = "carer"
    RELATIVE = "relative"
    FRIEND = "friend"
    PROFESSIONAL = "professional"
    OUTSIDER = "outside the home"
    NAMED = "named"


LIVING_TOGETHER = frozenset(
    {
        Closeness.PARENT,
        Closeness.PARTNER,
        Closeness.HOUSEHOLD_ADULT,
        Closeness.HOUSEHOLD_CHILD,
        Closeness.SIBLING,
    }
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Tie:
    """
    One tie between the child and somebody else, with the period that the record gives it.

    Args:
        person: The other person.
        relation: What they are to the child, in the record's own words.
        closeness: The sort of tie.
        first: The first day of it; None where the record gives none.
        last: The last day of it; None while it lasts or where the record gives none.
        known_from: The first day on which any agency knew of it.
        because: The entry that says so.
        surely_from: The first day on which it surely held, where its start is not known to a day.
        surely_to: The last day on which it surely held, where its end is not known to a day.
        certainty: How sure the record is of it; "" where it does not say.
        parental_responsibility: ``yes``, ``no``, ``unknown``, or "" where nobody asked.
        source: Who says so.
        end_known_from: The first day on which any agency knew that it had ended.
        in_words: Somebody said what they are to the child; not merely named by an entry.
        household: An entry says that they came to live there.
        quality: How they are with one another, as ``relationship_recorded`` lists it; "" not said.
    """

    person: UUID
    relation: str
    closeness: Closeness
    first: date | None
    last: date | None
    known_from: date
    because: str
    surely_from: date | None = None
    surely_to: date | None = None
    certainty: str = ""
    parental_responsibility: str = ""
    source: str = ""
    end_known_from: date | None = None
    in_words: bool = False
    household: bool = False
    quality: str = ""

    def covers(self, first: date, last: date) -> bool:
        """
        Tell whether the tie can have held on any day from ``first`` to ``last``.
        """
        return (self.first is None or self.first <= last) and (
            self.last is None or self.last >= first
        )


def ties(child: UUID, events: Iterable[RecordedEvent]) -> tuple[Tie, ...]:
    """
    Return everybody tied to a child, each tie once, in the order in which it became known.

    A tie that was corrected is read as it now stands, for all its time. Somebody merely named in
    an entry of the child's is tied by that entry, until a relationship says more.
    """
    found: list[Tie] = []
    ended: list[Ended] = []
    naming: dict[UUID, tuple[RecordedEvent, Subject]] = {}
    for event in standing_of(event for event in events if _may_tie(child, event)):
        match event.kind:
            case "relationship_recorded":
                found.extend(_relationship(child, event))
            case "household_joined":
                found.extend(_joined(child, event))
            case "relationship_ended" | "household_left":
                found.extend(_named(child, event))
                ended.append(_end(child, event))
            case "household_changed" if event.content.get("change") in {"joined", "left"}:
                found.extend(_joined(child, event))
                if event.people("left") or event.content["change"] == "left":
                    ended.append(_end(child, event))
            case _ if event.kind not in CHANGING:
                _note(naming, child, event)
    found.extend(_by_name(event, subject) for event, subject in naming.values())
    return _once(found, ended)


def _may_tie(child: UUID, event: RecordedEvent) -> bool:
    # Most of a record names the child alone, and ties nobody; unless it rewrites what does.
    if len(event.subjects) == 1 and event.kind not in REWRITING:
        return False
    return child in event.people()


_JOINED_AS = {
    "parent": Closeness.PARENT,
    "partner": Closeness.PARTNER,
    "child": Closeness.HOUSEHOLD_CHILD,
}
HOUSEHOLD = frozenset({Closeness.HOUSEHOLD_ADULT, Closeness.HOUSEHOLD_CHILD})


@dataclass(frozen=True, kw_only=True, slots=True)
class Ended:
    """
    One ending: of a relationship, or of living in the household.

    Args:
        tie: The number of the entry that recorded the tie; "" where the ending names none.
    """

    persons: frozenset[UUID]
    household: bool
    tie: str
    first: date
    last: date
    known_from: date


def _relationship(child: UUID, event: RecordedEvent) -> Iterable[Tie]:
    content = event.content
    if _between_others(child, content):
        # What two others are to one another names both, and makes neither that to the child.
        yield from _named(child, event)
        return
    for person in dict.fromkeys(event.people()):
        if person == child:
            continue
        began, over = rough(content, "started"), rough(content, "ended")
        yield Tie(
            person=person,
            relation=content.get("relation", ""),
            closeness=Closeness(content.get("closeness", Closeness.NAMED)),
            first=began.first if began else None,
            surely_from=began.last if began and began.last != began.first else None,
            last=over.last if over else None,
            surely_to=over.first if over and over.last != over.first else None,
            quality=content.get("quality", ""),
            known_from=event.known_from,
            because=event.entry_id,
            certainty=content.get("certainty", ""),
            parental_responsibility=content.get("parental_responsibility", ""),
            source=content.get("source", ""),
            in_words=bool(content.get("relation")),
        )


def _between_others(child: UUID, content: Mapping[str, Any]) -> bool:
    ends = {content.get("from_person"), content.get("to_person")}
    return all(ends) and str(child) not in ends


def _joined(child: UUID, event: RecordedEvent) -> Iterable[Tie]:
    """
    Tie those who came to live there; whoever else the entry names is named by it and no more.
    """
    came = set(event.people("joined", "lives_with"))
    if not came and event.origin is not None and event.content.get("change") != "left":
        # An import has no roles: whom a joining names is who joined.
        came = set(event.people()) - {child}
    as_what = str(event.content.get("as_what", ""))
    for tie in _named(child, event):
        if tie.person not in came:
            yield tie
            continue
        yield replace(
            tie,
            closeness=_JOINED_AS.get(as_what, Closeness.HOUSEHOLD_ADULT),
            first=event.occurred.first,
            surely_from=event.occurred.last,
            household=True,
            source=event.content.get("source", ""),
        )


def _named(child: UUID, event: RecordedEvent) -> Iterable[Tie]:
    for subject in event.subjects:
        if subject.person != child and subject.role != "child":
            yield _by_name(event, subject)


def _note(
    naming: dict[UUID, tuple[RecordedEvent, Subject]], child: UUID, event: RecordedEvent
) -> None:
    """
    Keep by which entry somebody was named first; those that name them again add nothing.
    """
    for subject in event.subjects:
        if subject.person == child or subject.role == "child":
            continue
        before = naming.get(subject.person)
        if before is None or _first_named(event, subject) < _first_named(*before):
            naming[subject.person] = (event, subject)


def _first_named(event: RecordedEvent, subject: Subject) -> tuple[date, str, int]:
    return (event.known_from, subject.role.replace("_", " "), event.position)


def _by_name(event: RecordedEvent, subject: Subject) -> Tie:
    return Tie(
        person=subject.person,
        relation=subject.role.replace("_", " "),
        closeness=Closeness.NAMED,
        first=None,
        last=None,
        known_from=event.known_from,
        because=event.entry_id,
    )


def _end(child: UUID, event: RecordedEvent) -> Ended:
    said = rough(event.content, "ended")
    left = set(event.people("left")) or set(event.people()) - set(event.people("joined"))
    return Ended(
        persons=frozenset(left - {child}),
        household=event.kind != "relationship_ended",
        tie=str(event.content.get("relationship") or ""),
        first=(said or event.occurred).first,
        last=(said or event.occurred).last,
        known_from=event.known_from,
    )


def _once(found: list[Tie], ended: list[Ended]) -> tuple[Tie, ...]:
    related = {tie.person for tie in found if tie.closeness is not Closeness.NAMED}
    related |= {tie.person for tie in found if tie.in_words}
    kept: dict[tuple[object, ...], Tie] = {}
    # No order in which the record was written decides: only when it was known, and what it says.
    for tie in sorted(found, key=_order):
        if tie.closeness is Closeness.NAMED and tie.person in related and not tie.in_words:
            continue
        name = tie.relation if tie.in_words or tie.closeness is not Closeness.NAMED else ""
        same = (tie.person, tie.closeness, name)
        before = kept.get((*same, None)) or kept.get((*same, tie.first))
        if before is not None and (tie.first is None or before.first in {None, tie.first}):
            # Said again, and perhaps more exactly: it is the one tie, known since the first time.
            kept.pop((*same, before.first), None)
            kept[*same, before.first or tie.first] = _fuller(before, tie)
        elif tie.first is None and any(key[:3] == same for key in kept):
            continue
        else:
            kept[*same, tie.first] = tie
    return tuple(sorted((_ended(tie, ended) for tie in kept.values()), key=_order))


def _order(tie: Tie) -> tuple[object, ...]:
    return (
        tie.known_from,
        str(tie.closeness),
        tie.relation,
        tie.first or date.max,
        tie.last or date.max,
        tie.person.int,
        tie.source,
        tie.certainty,
        int(tie.because),
    )


def _fuller(before: Tie, tie: Tie) -> Tie:
    return replace(
        before,
        first=before.first or tie.first,
        surely_from=before.surely_from or tie.surely_from,
        last=before.last or tie.last,
        certainty=tie.certainty or before.certainty,
        parental_responsibility=tie.parental_responsibility or before.parental_responsibility,
        source=before.source or tie.source,
        household=before.household or tie.household,
        quality=tie.quality or before.quality,
    )


def _ended(tie: Tie, ended: list[Ended]) -> Tie:
    if tie.last is not None:
        return tie
    household = tie.closeness in HOUSEHOLD or tie.household
    fitting = [
        end
        for end in ended
        if tie.person in end.persons
        and (end.tie == tie.because if end.tie else end.household is household)
        # Who left and came back later is there again.
        and (tie.first is None or end.last >= tie.first)
    ]
    if not fitting:
        return tie
    end = min(fitting, key=lambda one: (one.last, one.first))
    return replace(tie, last=end.last, surely_to=end.first, end_known_from=end.known_from)


def rough(content: Mapping[str, Any], name: str) -> Occurred | None:
    """
    Read a date of a tie, as exactly as it is known; None where none is given.
    """
    return Occurred.from_text(content[name]) if content.get(name) else None
