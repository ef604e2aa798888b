"""
Counts over again, from the whole log, what somebody should have been told of by now.

It shares no code with the fold that the sweep rests on, on purpose: what one of them gets wrong the
other says. Whoever changes the one because procedures changed changes the other as well.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING, Any
from uuid import UUID
from zoneinfo import ZoneInfo

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from events.recorded_event import RecordedEvent

_LONDON = ZoneInfo("Europe/London")
_TOLD = frozenset({"escalation_raised", "escalation_stepped_up", "escalation_stepped_down"})
_ENDS = frozenset({"outcome_achieved", "outcome_not_achieved", "outcome_withdrawn"})
_CHANGES = frozenset({"entry_corrected", "entry_struck_out"})
KINDS = (
    _TOLD
    | _ENDS
    | _CHANGES
    | {
        "outcome_planned",
        "outcome_moved",
        "outcome_reviewed",
        "escalation_acknowledged",
        "escalation_resolved",
        "death",
        "closure",
    }
)
"""What it reads; nothing else in the log owes or ends anything."""

REVIEW_DAYS = 10
HISTORY_DAYS = 30


@dataclass(slots=True)
class _Counted:
    id: UUID
    children: tuple[UUID, ...]
    entry: str
    agency: str
    opened: date
    arose: date
    by_rule: bool
    late_at: datetime | None
    review: bool
    historic: bool
    evidence: set[str]
    position: int
    open: bool = True
    acts_at: datetime | None = None
    newest: tuple[int, int] | None = None
    told: dict[tuple[int, int], int] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True, slots=True)
class Missing:
    """
    One thing owed of which somebody should have heard, or heard twice.

    Args:
        since: Since when.
    """

    outcome: UUID
    child: UUID
    what: str
    since: datetime


class Recount:
    """
    What is owed, as the events so far leave it.
    """

    def __init__(self, changes: Iterable[RecordedEvent] = ()) -> None:
        """
        Args:
            changes: Every correction and strike-out of the log, in order.
        """
        self._owed: dict[UUID, _Counted] = {}
        self._rows: dict[tuple[str, str], UUID] = {}
        self._of_child: dict[UUID, list[UUID]] = {}
        self._endings: dict[UUID, list[RecordedEvent]] = {}
        self._struck: set[str] = set()
        self._corrected: dict[str, Mapping[str, Any]] = {}
        for event in changes:
            entry = str(event.content.get("entry", ""))
            if event.kind == "entry_struck_out":
                self._struck.add(entry)
            else:
                self._corrected[entry] = event.content.get("content") or {}

    def __len__(self) -> int:
        return len(self._owed)

    def take(self, event: RecordedEvent) -> None:
        """
        Take one more event into account, in order of position.
        """
        if event.entry_id in self._struck and event.kind != "outcome_planned":
            return
        said = self._corrected.get(event.entry_id) or event.content
        if event.kind == "outcome_planned":
            self._planned(event, said)
        elif event.kind in {"death", "closure"}:
            for child in event.people("child"):
                self._endings.setdefault(child, []).append(event)
                for id_ in self._of_child.get(child, ()):
                    _end(self._owed[id_], event, said)
        elif event.kind == "entry_struck_out":
            for child in event.people("child"):
                for id_ in self._of_child.get(child, ()):
                    _lose_ground(self._owed[id_], str(said.get("entry", "")))
        else:
            one = self._concerned(event, said)
            if one is not None:
                _live(one, event, said)

    def missing(self, now: datetime, grace: timedelta) -> list[Missing]:
        """
        Return what is wrong by now.

        Args:
            grace: How long the sweep may take; what became due within it is not missed yet.
        """
        found = []
        for one in self._owed.values():
            if one.open and not one.historic and one.acts_at and one.acts_at + grace <= now:
                what = "nobody was told" if one.newest is None else "its ladder stands still"
                found.append(_missing(one, what, one.acts_at))
            for (level, cycle), often in one.told.items():
                if often > 1:
                    what = f"level {level} of round {cycle} was told {often} times"
                    found.append(_missing(one, what, one.acts_at or now))
        return found

    def clocks(self) -> dict[UUID, datetime]:
        """
        Return when the ladder of each open outcome has to act next.
        """
        return {
            one.id: one.acts_at
            for one in self._owed.values()
            if one.open and not one.historic and one.acts_at is not None
        }

    def children(self, outcomes: Iterable[UUID]) -> set[UUID]:
        """
        Return whose these are.
        """
        return {child for id_ in outcomes for child in self._owed[id_].children}

    def _planned(self, event: RecordedEvent, said: Mapping[str, Any]) -> None:
        children = event.people("child")
        if not children or event.stream in self._owed:
            return
        by_rule = said.get("origin", "plan") != "plan"
        opened = event.occurred.first if by_rule else event.known_from
        late_at = _late_at(said.get("due"))
        review = late_at is None and event.origin is not None
        if review:
            late_at = _end_of(opened + timedelta(days=REVIEW_DAYS))
        since = _last_day(said.get("due"), event.known_from)
        one = _Counted(
            id=event.stream,
            children=children[:1],
            entry=event.entry_id,
            agency=str(said.get("agency") or event.agency),
            opened=opened,
            arose=min(event.occurred.first, opened),
            by_rule=by_rule,
            late_at=late_at,
            review=review,
            historic=_long_ago(event, since),
            evidence={str(number) for number in said.get("evidence") or (event.entry_id,)},
            position=event.position,
            acts_at=late_at,
        )
        self._owed[one.id] = one
        self._of_child.setdefault(children[0], []).append(one.id)
        if event.origin is not None:
            self._rows[event.origin.source, event.origin.ref] = one.id
        for ending in self._endings.get(children[0], ()):
            _end(one, ending, ending.content)

    def _concerned(self, event: RecordedEvent, said: Mapping[str, Any]) -> _Counted | None:
        named = str(said.get("outcome", ""))
        try:
            return self._owed.get(UUID(named))
        except ValueError:
            source = event.origin.source if event.origin else ""
            return self._owed.get(self._rows.get((source, named), event.stream))


def _live(one: _Counted, event: RecordedEvent, said: Mapping[str, Any]) -> None:
    match event.kind:
        case kind if kind in _TOLD:
            step = (int(said.get("level") or 1), int(said.get("cycle") or 1))
            one.newest = step
            one.told[step] = one.told.get(step, 0) + 1
            happened = event.occurred.at or event.recorded
            one.acts_at = _late_at(said.get("next_step")) or happened + timedelta(days=1)
        case "escalation_acknowledged":
            promised = _late_at(said.get("by_when"))
            if promised and one.newest and _meant(one.newest, said):
                one.acts_at = promised
        case "escalation_resolved":
            one.newest, one.acts_at = None, one.late_at
        case _ if one.open:
            _decided(one, event, said)
        case _:
            pass


def _decided(one: _Counted, event: RecordedEvent, said: Mapping[str, Any]) -> None:
    achieved = said.get("result") == "achieved" and said.get("evidence_of_change")
    if event.kind in _ENDS or (event.kind == "outcome_reviewed" and achieved):
        one.open = False
    elif event.kind == "outcome_moved":
        to = _late_at(said.get("to"))
        if to is not None:
            one.late_at = one.acts_at = to
            one.newest, one.review = None, False
            ran = _last_day(said.get("to"), event.known_from)
            one.historic = one.historic and event.origin is not None and _long_ago(event, ran)
    elif one.review and event.origin is not None:
        one.late_at = one.acts_at = _end_of(event.known_from + timedelta(days=REVIEW_DAYS))
        one.newest = None


def _last_day(said: object, learned: date) -> date:
    late = _late_at(said)
    if late is None:
        return learned
    # A day that is owed until its end is late with the next one's first instant.
    return max(learned, (late - timedelta(microseconds=1)).astimezone(_LONDON).date())


def _long_ago(event: RecordedEvent, since: date) -> bool:
    return (event.recorded.astimezone(_LONDON).date() - since).days > HISTORY_DAYS


def _meant(newest: tuple[int, int], said: Mapping[str, Any]) -> bool:
    level, cycle = said.get("level") or newest[0], said.get("cycle") or newest[1]
    return (level, cycle) == newest


def _end(one: _Counted, event: RecordedEvent, said: Mapping[str, Any]) -> None:
    if event.kind == "death":
        who = said.get("who_died")
        ours = who in {str(child) for child in one.children} if who else True
        if ours and one.arose <= event.occurred.last:
            one.open = False
        return
    if said.get("type") == "service" and one.agency != event.agency:
        return
    closed = event.occurred.first
    if one.opened < closed or (one.opened == closed and one.position < event.position):
        one.open = False


def _lose_ground(one: _Counted, entry: str) -> None:
    if not entry:
        return
    if entry == one.entry:
        one.open = False
    elif one.by_rule and entry in one.evidence:
        one.evidence.discard(entry)
        if not one.evidence:
            one.open = False


def _missing(one: _Counted, what: str, since: datetime) -> Missing:
    return Missing(outcome=one.id, child=one.children[0], what=what, since=since)


def _late_at(said: object) -> datetime | None:
    if not isinstance(said, str) or not said:
        return None
    try:
        if "T" in said:
            moment = datetime.fromisoformat(said)
            return moment.astimezone(UTC) if moment.tzinfo else None
        return _end_of(date.fromisoformat(said))
    except ValueError:
        return None


def _end_of(day: date) -> datetime:
    after = datetime.combine(day + timedelta(days=1), time(0), tzinfo=_LONDON)
    return after.astimezone(UTC)
