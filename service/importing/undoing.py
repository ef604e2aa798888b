"""Undoes an import: every entry that it brought is struck out, with one reason, under one key."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import islice
from typing import TYPE_CHECKING

from events.log.contract import Append
from events.occurred import Occurred
from events.recorded_event import Learned, NewEvent
from events.vocabulary import KINDS
from service.actions.errors import ActionRefused

if TYPE_CHECKING:
    from events.recorded_event import RecordedEvent
    from service.wiring import Throughline

BATCH = 200


def undo_import(
    house: Throughline,
    source: str,
    *,
    reason: str,
    actor: str,
    tell: Callable[[int], None] = lambda _done: None,
) -> int:
    """
    Strike out every entry of one import that still stands, and return how many.

    What was recorded stays readable, marked, as after any strike-out; people whom the import
    registered stay, because other entries may name them. Stopped half-way, it goes on when it is
    asked for again: an entry is struck out once.

    Raises:
        ActionRefused: No reason is given, or there is no such import.
        LogUnavailable: The database cannot write; the batches before it stand.
    """
    said = reason.strip()
    if not said:
        raise ActionRefused({"reason": "Say why it should not stand"})
    found = struck = 0
    with house.reading() as session:
        before = {
            str(event.content.get("entry")) for event in session.log.of_kinds(["entry_struck_out"])
        }
    entries = _of_source(house, source)
    while some := list(islice(entries, BATCH)):
        found += len(some)
        standing = [entry for entry in some if entry.entry_id not in before]
        struck += _strike(house, source, standing, said, actor)
        tell(found)
    if not found:
        raise ActionRefused({"source": "No import had this name"})
    return struck


def _of_source(house: Throughline, source: str) -> Iterator[RecordedEvent]:
    after = ""
    while True:
        with house.reading() as session:
            events = session.log.of_source(source, after)
        for event in events:
            if event.origin:
                after = event.origin.ref
            if KINDS[event.kind].told:
                yield event
        if not events:
            return


def _strike(
    house: Throughline, source: str, entries: list[RecordedEvent], reason: str, actor: str
) -> int:
    if not entries:
        return 0
    with house.writing() as session:
        today = session.today
        answers = session.log.append_many(
            [
                Append(
                    new=[
                        NewEvent(
                            kind="entry_struck_out",
                            occurred=Occurred.day(today),
                            content={
                                "entry": entry.entry_id,
                                "reason": f"The import “{source}” was undone: {reason}",
                                "wrong_child": "no",
                            },
                            agency=entry.agency,
                            actor=actor,
                            subjects=entry.subjects,
                            learned=(
                                Learned(
                                    agency=entry.agency, first=today, last=today, how="recorded"
                                ),
                            ),
                        )
                    ],
                    stream=entry.stream,
                    decided_on=None,
                    key=f"undo/{source}/{entry.entry_id}",
                )
                for entry in entries
            ],
            now=session.now,
        )
    return sum(not answer.already for answer in answers)
