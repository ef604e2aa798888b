"""One person around a child, as one reader may see them: who they may be, and their past."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from projections.around.past import past
from projections.chronology.addresses import with_addresses_kept
from projections.chronology.chronology import chronology
from projections.people.identity import links
from projections.stored.directory import listed
from projections.stored.matches import matches_of
from service.access.enforce import visible
from service.access.open_homes import matched_openly
from service.clocks import NOW, Clocks
from service.telling.around import known_as_told, past_told
from service.telling.family import person_told, tie_told

if TYPE_CHECKING:
    from uuid import UUID

    from projections.around.past import Past
    from projections.chronology.chronology import Chronology
    from projections.people.identity import Link
    from projections.people.person import Person
    from projections.people.tie import Tie
    from projections.stored.directory import Listed
    from projections.stored.matches import Match
    from service.access.enforce import Withheld
    from service.access.reader import Reader
    from service.wiring import Session


@dataclass(frozen=True, kw_only=True)
class ReadPerson:
    """
    One person around a child.

    Args:
        past: What the record holds of their life elsewhere, without what is withheld.
        withheld: Of whose other records how many entries are withheld, and whom to ask.
        asked: Whom they may be, undecided or decided, each with who the other is.
        linked: The links that stand.
    """

    told: Chronology
    person: Person
    ties: tuple[Tie, ...]
    past: Past | None
    withheld: tuple[Withheld, ...]
    asked: tuple[tuple[Match, Listed], ...]
    linked: tuple[Link, ...]

    @property
    def records(self) -> frozenset[UUID]:
        """
        Every record that is theirs.
        """
        return frozenset((self.person.id, *self.person.same_as))

    @property
    def withheld_count(self) -> int:
        """
        How many entries of their past are withheld.
        """
        return sum(part.count for part in self.withheld)


def read_person(
    session: Session, reader: Reader, child: UUID, person: UUID, *, clocks: Clocks = NOW
) -> ReadPerson | None:
    """
    Read one person around a child; None where the child's record does not know them.

    Args:
        clocks: Limit everything to what was learned by a day or held at a moment. Whom somebody
            may be is told as it is asked now, and only where nothing is limited.
    """
    record = clocks.of(session.record(child), session)
    whole = chronology(record)
    # Whom only what is kept from this reader names is nobody of whom the reader may hear.
    known = visible(session.connection, reader, whole, session.now).told
    found = known.people.get(person)
    if found is None or found.id == child:
        return None
    # Of this person's past alone: what else is withheld is said on the child's own page.
    about = replace(whole, entries=tuple(e for e in whole.entries if found.id in e.people()))
    seen = visible(session.connection, reader, about, session.now)
    told = replace(known, entries=seen.entries)
    records = {found.id, *found.same_as}
    matches = {
        (match.one, match.other): match
        for one in records
        for match in (() if clocks.limited else matches_of(session.connection, one))
    }
    others = listed(
        session.connection, {who for pair in matches for who in pair if who not in records}
    )
    return ReadPerson(
        told=told,
        person=with_addresses_kept(found, told),
        ties=tuple(tie for tie in known.ties if tie.person == found.id),
        past=next(iter(past(told, found.id)), None),
        withheld=seen.withheld,
        asked=tuple(
            (matched_openly(session, match), others[who])
            for match in matches.values()
            for who in (match.one, match.other)
            if who in others
        ),
        linked=tuple(one for one in links(record.events) if one.persons & records),
    )


def one_person_told(read: ReadPerson) -> dict[str, Any]:
    """
    Tell somebody without their past in other families, which is opened with a purpose.
    """
    items = read.past.items if read.past else ()
    return {
        "person": person_told(read.person),
        "ties": [tie_told(tie, read.told.child) for tie in read.ties],
        **known_as_told(read.person),
        "may_be": [match_told(match, other) for match, other in read.asked],
        "links": [
            {
                "link": link.entry,
                "persons": sorted(str(who) for who in link.persons),
                "agrees": link.agrees,
                "differs": link.differs,
                "reason": link.reason,
                "by": link.by,
                "on": link.on.isoformat(),
            }
            for link in read.linked
        ],
        "past_entries": len(items),
        "past_families": len(read.past.families) if read.past else 0,
        "withheld": read.withheld_count,
        "ask": [part.ask for part in read.withheld],
    }


def history_told(read: ReadPerson) -> dict[str, Any]:
    """
    Tell somebody with their past.
    """
    return one_person_told(read) | {"past": past_told(read.past) if read.past else []}


def match_told(match: Match, other: Listed) -> dict[str, Any]:
    """
    Tell whom somebody may be, what agrees and differs, and whether anybody decided.
    """
    return {
        "person": str(other.id),
        "name": other.name,
        "born": other.born_first or None,
        "since": match.since.isoformat() if match.since else None,
        "agrees": list(match.agrees),
        "differs": list(match.differs),
        "decided": "linked" if match.links else "two people" if match.apart else "not yet",
    }
