"""The one place that applies the policy: pages, the API and the command line ask here."""

from __future__ import annotations

from dataclasses import dataclass, replace
from operator import is_
from typing import TYPE_CHECKING

from projections.chronology.accounts import within
from projections.chronology.addresses import keeping_addresses, secret_in
from projections.conference.wording import counted
from projections.stored.directory import CHILDREN, listed
from service.access.access_log import record_read
from service.access.allocations import allocated, lead_of, manages, reached_at, words_for
from service.access.errors import Refused
from service.access.first_told import with_whom
from service.access.openings import opened_until
from service.access.policy import ANYWHERE, Action, Allow, Deny, Standing, decide
from service.access.restricted import RESTRICTING, hidden_from, restricted_in

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime
    from uuid import UUID

    from sqlalchemy import Connection

    from projections.chronology.chronology import Chronology
    from projections.chronology.entry import Entry
    from service.access.reader import Reader


@dataclass(frozen=True, kw_only=True, slots=True)
class Withheld:
    """
    Entries that this reader may not open: how many, and whom to ask.

    Args:
        child: The child in whose record they lie.
        restricted: They are of this child's own record, and open only to those named.
    """

    child: UUID
    count: int
    ask: str
    restricted: bool = False

    @property
    def what(self) -> str:
        """
        How many of which entries, in words.
        """
        entries = counted(self.count, "entry", "entries")
        if self.restricted:
            return f"{entries} with restricted access"
        return f"{entries} of another child's record"


@dataclass(frozen=True, kw_only=True, slots=True)
class Seen:
    """
    What of a chronology a reader may see, and that the rest is there.

    Args:
        told: The chronology with the entries that the reader may see, and no others.
    """

    told: Chronology
    withheld: tuple[Withheld, ...]

    @property
    def entries(self) -> tuple[Entry, ...]:
        """
        The entries that the reader may see.
        """
        return self.told.entries

    @property
    def withheld_count(self) -> int:
        """
        How many entries are withheld.
        """
        return sum(part.count for part in self.withheld)


def standing(connection: Connection, reader: Reader, child: UUID, now: datetime) -> Standing:
    """
    Find out how a reader stands to a child at this moment.
    """
    if reader.user is None:
        return Standing(child=child)
    return Standing(
        child=child,
        allocated=allocated(connection, child=child, worker=reader.user),
        manages=manages(connection, reader, child),
        opened_until=opened_until(connection, user=reader.user, child=child, now=now),
        ask=words_for(connection, lead_of(connection, child)),
    )


def may(
    connection: Connection,
    reader: Reader,
    action: Action,
    child: UUID | None,
    now: datetime,
) -> Allow | Deny:
    """
    Ask without a consequence, as a page does before it shows a button.
    """
    how = standing(connection, reader, child, now) if child else ANYWHERE
    return decide(reader, action, how)


def require(
    connection: Connection,
    reader: Reader,
    action: Action,
    child: UUID | None,
    *,
    what: str,
    now: datetime,
    how: Standing | None = None,
) -> Allow | Deny:
    """
    Decide on something asked of a record and note it in the access log, allowed or not.

    The caller commits, and only then lets a byte of the record out, or raises ``Refused``:
    so a refused try is kept as well.

    Args:
        what: What of the record, such as ``chronology`` or ``entry 12``; never its content.
        how: How the reader stands to it, where that is not about a child alone.
    """
    if how is None:
        how = standing(connection, reader, child, now) if child else ANYWHERE
    decided = decide(reader, action, how)
    allowed = isinstance(decided, Allow)
    record_read(
        connection,
        who=reader.actor,
        child=child,
        what=what,
        now=now,
        why=decided.because if isinstance(decided, Allow) else f"refused: {decided.reason}",
        allowed=allowed,
    )
    return decided


def allowed_or_refused(decided: Allow | Deny) -> Allow:
    """
    Return the yes, or raise the no, once the access log's line is on disk.

    Raises:
        Refused: The policy says no.
    """
    if isinstance(decided, Deny):
        raise Refused(decided)
    return decided


def visible(connection: Connection, reader: Reader, chronology: Chronology, now: datetime) -> Seen:
    """
    Keep what a reader may see of a child's chronology, and count what is withheld.

    What is restricted is open to those named alone, whoever else works with the child. An entry
    that was recorded for another child alone belongs to that child's record, and is shown where
    the reader may open that record too. A protected address is kept from everybody alike: what
    is read here goes into copies. Those few who may read it do so where one home is asked for
    (``service.access.few``).
    """
    if reader.reads_all:
        return Seen(told=chronology.once(_with_addresses_kept), withheld=())
    others = _other_children(connection, chronology)
    closed = {
        child: how.ask
        for child in others
        for how in [standing(connection, reader, child, now)]
        if isinstance(decide(reader, Action.READ, how), Deny)
    }
    own = chronology.record.child
    kept_back = restricted_in(connection, reader, chronology)
    if not closed and not kept_back:
        # The same for whoever may read all of it: what was made of it serves them all.
        return Seen(told=chronology.once(_with_addresses_kept), withheld=())
    numbers: dict[UUID, int] = {}
    kept: list[Entry] = []
    for entry in chronology.entries:
        of = own if entry.id in kept_back else _recorded_for(entry, own, closed)
        if of is None:
            kept.append(entry)
        elif of != own or entry.event.kind not in RESTRICTING:
            numbers[of] = numbers.get(of, 0) + 1
    if own in numbers:
        lead = lead_of(connection, own)
        closed[own] = words_for(connection, lead)
        if hidden_from(connection, reader, [own]):
            # Whoever opened it tonight sees nothing of it: somebody must be there to be rung.
            closed[own] += reached_at(connection, lead)
    # What is said of an account quotes it, and is withheld where it is.
    told = _keeping(within(kept) if numbers or kept_back else chronology.entries, chronology)
    if kept_back:
        told = with_whom(told, kept_back, whole=bool(hidden_from(connection, reader, [own])))
    return Seen(
        told=told,
        withheld=tuple(
            Withheld(child=child, count=count, ask=closed[child], restricted=child == own)
            for child, count in numbers.items()
        ),
    )


def _with_addresses_kept(chronology: Chronology) -> Chronology:
    return _keeping(chronology.entries, chronology)


def _keeping(entries: Iterable[Entry], chronology: Chronology) -> Chronology:
    secret = chronology.once(secret_in)
    kept = tuple(keeping_addresses(entry, secret) for entry in entries)
    if len(kept) == len(chronology.entries) and all(map(is_, kept, chronology.entries)):
        # What was folded of it for the rules serves whoever reads it too.
        return chronology
    return replace(chronology, entries=kept)


def closed_to(
    connection: Connection, reader: Reader, chronology: Chronology, now: datetime
) -> frozenset[UUID]:
    """
    Return the other children in a child's record whose own records a reader may not open.

    Whatever is read past the entries, such as who is whose parent, leaves out what they say.
    """
    if reader.is_operator:
        return frozenset()
    streams = {
        event.stream
        for event in chronology.record.events
        if event.kind in {"relationship_recorded", "relationship_ended"}
    } | {one for event in chronology.record.events for one in event.people("child")}
    listed_there = listed(connection, streams - {chronology.record.child})
    return frozenset(
        id_
        for id_, one in listed_there.items()
        if one.kind in CHILDREN
        and isinstance(decide(reader, Action.READ, standing(connection, reader, id_, now)), Deny)
    )


def _other_children(connection: Connection, chronology: Chronology) -> frozenset[UUID]:
    found = listed(connection, chronology.once(_perhaps_children))
    return frozenset(id_ for id_, one in found.items() if one.kind in CHILDREN)


def _perhaps_children(chronology: Chronology) -> frozenset[UUID]:
    streams = {entry.event.stream for entry in chronology.entries}
    named = {person for entry in chronology.entries for person in entry.people("child")}
    return frozenset((streams | named) - {chronology.record.child})


def _recorded_for(entry: Entry, child: UUID, closed: Iterable[UUID]) -> UUID | None:
    """
    Return the closed record that an entry lies in alone; None where it is this child's too.
    """
    if child in entry.people():
        return None
    of = {entry.event.stream, *entry.people("child")}
    return next((other for other in closed if other in of), None)
