"""Records of children as they were last read, given again while nothing was added to them."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass, replace
from threading import Lock
from typing import TYPE_CHECKING

from projections.child_record import Gathered, gather_whole
from projections.erasures import ERASURES
from projections.rule_book import RULE_BOOK

if TYPE_CHECKING:
    from uuid import UUID

    from events.log.contract import EventReader
    from projections.child_record import ChildRecord

MOST_EVENTS = 50_000
"""How many events are kept over all records: some hundred megabytes at most."""


@dataclass(frozen=True, kw_only=True, slots=True)
class _Kept:
    gathered: Gathered
    erasures: int


class KeptRecords:
    """
    The records read last, in the memory of one process and nowhere else.

    What was read before the newest erasure of any record is not given again.

    Args:
        most_events: At most so many events are kept; the record that was asked for longest ago
            goes first.
    """

    def __init__(self, most_events: int = MOST_EVENTS) -> None:
        self._most = most_events
        self._kept: OrderedDict[UUID, _Kept] = OrderedDict()
        self._turn = Lock()

    def read(self, log: EventReader, child: UUID) -> ChildRecord:
        """
        Return what `gather` would, out of memory where that is the same.

        Args:
            log: Without what a transaction has added and may yet take back.
        """
        with self._turn:
            kept = self._kept.get(child)
        # Counted before anything is read: an erasure meanwhile makes the next reader read anew.
        persons = kept.gathered.persons if kept else ()
        named, erasures, rules = log.how_far(persons, (ERASURES, RULE_BOOK))
        if kept is None or kept.erasures != erasures or kept.gathered.named != named:
            kept = _Kept(gathered=gather_whole(log, child), erasures=erasures)
        elif len(kept.gathered.record.rule_book) != rules:
            record = replace(kept.gathered.record, rule_book=log.stream(RULE_BOOK))
            kept = replace(kept, gathered=replace(kept.gathered, record=record))
        self._keep(child, kept)
        return kept.gathered.record

    def _keep(self, child: UUID, kept: _Kept) -> None:
        with self._turn:
            self._kept[child] = kept
            self._kept.move_to_end(child)
            while len(self._kept) > 1 and self._held() > self._most:
                self._kept.popitem(last=False)

    def _held(self) -> int:
        return sum(len(one.gathered.record.events) for one in self._kept.values())
