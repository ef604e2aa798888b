"""
Where people live as far as anybody may know it now: by this they are compared, shown and found.

What somebody is compared by is kept as it was first said. An address that was corrected since, or
must be kept since, would give away that two records share it.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from projections.people.matching import compare
from projections.protected import KINDS, is_protected, places, plain_address, secret_addresses
from projections.standing import standing
from projections.stored.matches import facts_of
from projections.stored.models.withholding import RESTRICTED, WHOLE_RECORD, withheld

if TYPE_CHECKING:
    from uuid import UUID

    from events.recorded_event import RecordedEvent
    from projections.people.matching import Compared, Facts
    from projections.stored.matches import Match
    from service.wiring import Session

ADDRESS = "address"
_WHOSE = ("child", "lives_with", "self")


def open_homes(session: Session, person: UUID) -> tuple[str, ...]:
    """
    Return the addresses of a person that stand, and that no entry keeps from anybody.
    """
    told = [event for event in session.log.about({person}) if event.kind in KINDS]
    streams = sorted({event.stream for event in told}, key=str)
    every = [event for stream in streams for event in session.log.stream(stream)]
    now = places(standing(every))
    closed = _restricted(session, [event for event in every if event.kind in KINDS])
    secret = secret_addresses(now.values()) | {
        plain_address(said.get("address") or "") for entry, said in now.items() if entry in closed
    }
    mine = {e.entry_id for e in told if person == e.stream or person in e.people(*_WHOSE)}
    open_ = (
        str(said.get("address") or "")
        for entry, said in now.items()
        if entry in mine and not is_protected(said)
    )
    return tuple(dict.fromkeys(one for one in open_ if one and plain_address(one) not in secret))


def known_openly(session: Session, facts: Facts) -> Facts:
    """
    Return what somebody is compared by, with the addresses that are open now.
    """
    if not facts.addresses:
        return facts
    return replace(facts, addresses=open_homes(session, facts.person))


def compared_openly(session: Session, facts: Facts, found: Compared) -> Compared:
    """
    Compare anew with what is open now, where an address was said to agree.
    """
    if ADDRESS not in found.agrees:
        return found
    other = facts_of(session.connection, [found.other])[found.other]
    return compare(known_openly(session, facts), known_openly(session, other))


def matched_openly(session: Session, match: Match) -> Match:
    """
    Return a pair without the word that they share an address, where it must be kept since.
    """
    if ADDRESS not in match.agrees or share_a_home(session, match.one, match.other):
        return match
    return replace(match, agrees=tuple(word for word in match.agrees if word != ADDRESS))


def share_a_home(session: Session, one: UUID, other: UUID) -> bool:
    """
    Say whether two people have an address in common that is open now.
    """
    mine, theirs = (
        {plain_address(home) for home in open_homes(session, who)} for who in (one, other)
    )
    return not mine.isdisjoint(theirs)


def _restricted(session: Session, told: list[RecordedEvent]) -> frozenset[str]:
    """
    Return which of these entries are open to those named alone.
    """
    children = {who for event in told for who in (event.stream, *event.people("child"))}
    rows = [
        row
        for row in withheld(
            session.connection, [event.position for event in told], sorted(children, key=str)
        )
        if row.why == RESTRICTED
    ]
    whole = {row.child for row in rows if row.entry == WHOLE_RECORD}
    entries = {row.entry for row in rows}
    return frozenset(
        event.entry_id
        for event in told
        if event.position in entries or not whole.isdisjoint((event.stream, *event.people("child")))
    )
