"""One part of the feed: the settled events after a position, as far as a reader may read them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from service.access.access_log import record_read
from service.access.enforce import standing
from service.access.policy import Action, Allow, decide
from service.feed.sifting import Sifted, sift

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence
    from uuid import UUID

    from events.recorded_event import RecordedEvent
    from service.access.reader import Reader
    from service.wiring import Session

AT_ONCE = 500
MOST_LOOKED_AT = 2_000
"""How far one part looks, so that whoever may read little does not make one call read the log."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Wanted:
    """
    Which part of the feed.

    Args:
        after: The position that the follower has reached.
        limit: At most so many events.
        kinds: Only events of these kinds; all if none is named.
        child: Only the record of this child, with what is read in it of others.
    """

    after: int = 0
    limit: int = 100
    kinds: frozenset[str] = frozenset()
    child: UUID | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Part:
    """
    What a follower gets at once.

    Args:
        events: In order of position.
        after: The position reached: the next part begins behind it.
        withheld: How many events of open records were kept back on the way, of whatever kind:
            a count by kind would say what they are.
        more: Whether more is settled already.
    """

    events: tuple[Sifted, ...]
    after: int
    withheld: int
    more: bool


def part(session: Session, reader: Reader, wanted: Wanted) -> Part:
    """
    Read one part; a follower who goes on from its ``after`` misses nothing that they may read.
    """
    kept: list[Sifted] = []
    reached, withheld, looked_at = wanted.after, 0, 0
    for events in _batches(session, wanted):
        for one in sift(session, reader, events):
            if len(kept) == wanted.limit:
                return Part(events=tuple(kept), after=reached, withheld=withheld, more=True)
            reached = one.position
            if wanted.child is not None and wanted.child not in one.of:
                continue
            withheld += one.withheld
            if one.event is not None and (not wanted.kinds or one.event.kind in wanted.kinds):
                kept.append(one)
        looked_at += len(events)
        if looked_at >= MOST_LOOKED_AT:
            return Part(events=tuple(kept), after=reached, withheld=withheld, more=True)
    return Part(events=tuple(kept), after=reached, withheld=withheld, more=False)


def note_reads(session: Session, reader: Reader, read: Iterable[Sifted], *, by: str) -> None:
    """
    Note in the access log what of which child's record goes out; the caller commits first.
    """
    positions: dict[UUID, list[int]] = {}
    for one in read:
        for child in one.of:
            positions.setdefault(child, []).append(one.position)
    for child, of in positions.items():
        decided = decide(
            reader, Action.READ, standing(session.connection, reader, child, session.now)
        )
        record_read(
            session.connection,
            who=reader.actor,
            child=child,
            what=f"events {_words(of)} ({by})",
            now=session.now,
            why=decided.because if isinstance(decided, Allow) else "open when it was read",
        )


def _words(positions: Collection[int]) -> str:
    first, last = min(positions), max(positions)
    return f"{first}" if first == last else f"{first} to {last}, {len(positions)} in all"


def _batches(session: Session, wanted: Wanted) -> Iterator[Sequence[RecordedEvent]]:
    if wanted.child is not None:
        yield from _of_child(session, wanted.child, wanted.after)
        return
    reached = wanted.after
    while events := session.log.after(reached, AT_ONCE):
        yield events
        reached = events[-1].position


def _of_child(session: Session, child: UUID, after: int) -> Iterator[Sequence[RecordedEvent]]:
    # Asked before the reading, as by every reader of settled events.
    settled = session.log.settled()
    own = session.log.about({child})
    others = {person for event in own for person in event.people()} - {child}
    merged = {event.position: event for event in (*own, *session.log.about(others))}
    found = [merged[place] for place in sorted(merged) if after < place <= settled]
    for start in range(0, len(found), AT_ONCE):
        yield found[start : start + AT_ONCE]
