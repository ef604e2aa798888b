"""Brings the rows of an import into the log, in batches that each stand whole or not at all."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import islice
from typing import TYPE_CHECKING

from events.errors import KeyReused
from events.log.contract import Append
from events.vocabulary import KINDS
from service.importing.fault import Fault
from service.importing.follow_ups import asks_for_follow_up
from service.importing.row import Case, ReadRow, finished
from service.importing.tally import CORRECT_IT

if TYPE_CHECKING:
    from uuid import UUID

    from events.recorded_event import NewEvent, RecordedEvent
    from service.importing.family import Member
    from service.importing.tally import Tally
    from service.wiring import Session, Throughline

BATCH = 200
"""How many rows stand or fall together; a killed import leaves whole batches behind."""

_IN_A_CIRCLE = Fault(
    column="",
    reason="this row cites rows that cite it in turn",
    fix="Let a row cite only what was recorded before it",
)
_FROM_OTHER_PEOPLE = ("professionals", "agencies_named", "known_by_description")


@dataclass(kw_only=True)
class BringRows:
    """
    Appends good rows, and keeps the numbers of those that other rows cite.

    Args:
        described: Everybody whom rows only describe, by plain words.
        cited: The row ids whose entry numbers are wanted.
        to_follow_up: The numbers of the entries that ask for it, by child, as they come in.
    """

    house: Throughline
    case: Case
    described: Mapping[str, Member]
    cited: frozenset[str]
    tally: Tally
    entries: dict[str, str] = field(default_factory=dict)
    to_follow_up: dict[UUID, set[str]] = field(default_factory=dict)

    def bring(self, rows: Iterable[ReadRow], tell: Callable[[int], None]) -> None:
        """
        Append every row that is not there yet, those that cite others after them.
        """
        waiting: list[ReadRow] = []
        ready = self._ready(rows, waiting)
        while some := list(islice(ready, BATCH)):
            self._batch(some)
            tell(len(some))
        while waiting:
            still: list[ReadRow] = []
            some = list(self._ready(waiting, still))
            if not some:
                for row in waiting:
                    self.tally.refuse(row.line, _IN_A_CIRCLE, row.written)
                return
            for start in range(0, len(some), BATCH):
                self._batch(some[start : start + BATCH])
                tell(len(some[start : start + BATCH]))
            waiting = still

    def _ready(self, rows: Iterable[ReadRow], waiting: list[ReadRow]) -> Iterator[ReadRow]:
        for row in rows:
            if all(ref in self.entries for refs in row.cites.values() for ref in refs):
                yield row
            else:
                waiting.append(row)

    def _batch(self, rows: list[ReadRow]) -> None:
        try:
            with self.house.writing() as session:
                self._append(session, rows)
        except KeyReused:
            # Somebody else imports the same source at this moment: then one row at a time.
            for row in rows:
                try:
                    with self.house.writing() as session:
                        self._append(session, [row])
                except KeyReused:
                    self.tally.refuse(row.line, CORRECT_IT, row.written)

    def _append(self, session: Session, rows: list[ReadRow]) -> None:
        stored = {
            event.origin.ref: event
            for event in session.log.by_origin(self.case.source, [row.ref for row in rows])
            if event.origin
        }
        new = [(row, finished(row, self.described, self.entries, self.case.source)) for row in rows]
        fresh = [(row, event) for row, event in new if row.ref not in stored]
        answers = session.log.append_many(
            [
                Append(
                    new=[event],
                    stream=row.stream,
                    decided_on=None,
                    key=f"import/{self.case.source}/{row.ref}",
                )
                for row, event in fresh
            ],
            now=session.now,
        )
        for (row, _), answer in zip(fresh, answers, strict=True):
            stored[row.ref] = answer.events[0]
        written = {
            row.ref for (row, _), answer in zip(fresh, answers, strict=True) if not answer.already
        }
        self._count(new, stored, written)

    def _count(
        self,
        new: list[tuple[ReadRow, NewEvent]],
        stored: Mapping[str, RecordedEvent],
        written: set[str],
    ) -> None:
        for row, event in new:
            if row.ref in self.cited:
                self.entries[row.ref] = stored[row.ref].entry_id
            if asks_for_follow_up(stored[row.ref], self.case.today):
                asked = self.to_follow_up.setdefault(stored[row.ref].stream, set())
                asked.add(stored[row.ref].entry_id)
            if row.ref in written:
                self.tally.imported += 1
            elif says_the_same(stored[row.ref], event):
                self.tally.already += 1
            else:
                self.tally.refuse(row.line, CORRECT_IT, row.written)


def says_the_same(stored: RecordedEvent, new: NewEvent) -> bool:
    """
    Tell whether a row says now what it said when it was imported.

    Whom the program makes of the words in other_people may change with its lists; the words count.
    """
    content = KINDS[new.kind].read(new.kind, new.content, imported=True)
    return (
        stored.kind == new.kind
        and stored.occurred == new.occurred
        and stored.agency == new.agency
        and _told(stored.content) == _told(content)
        and stored.people("child") == tuple(s.person for s in new.subjects if s.role == "child")
        and _first_learned(stored) == _first_learned(new)
    )


def _told(content: Mapping[str, object]) -> dict[str, object]:
    return {name: said for name, said in content.items() if name not in _FROM_OTHER_PEOPLE}


def _first_learned(event: RecordedEvent | NewEvent) -> set[tuple[object, ...]]:
    return {
        (known.agency, known.first, known.last)
        for known in event.learned
        if known.how in {"recorded", "at the time"}
    }
