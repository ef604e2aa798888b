"""Simulated days with everything that goes wrong on them, one seed one run; the oracle judges."""

from __future__ import annotations

import random
from collections import Counter
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, Any
from unittest.mock import patch
from uuid import NAMESPACE_OID, UUID, uuid5

from sqlalchemy import event, text

from escalation import deciding
from escalation.deciding import Decided
from escalation.errors import EscalationError
from escalation.ladder import straight
from escalation.practice import ENGLAND
from escalation.running import raising
from escalation.running.complete import check_completeness
from escalation.running.deciding_on import held
from escalation.running.ladders_kept import known_ladders
from escalation.running.sweep import sweep
from escalation.running.tell import tell, tellings
from escalation.working_days import Calendar
from events.clock import civil_day
from events.errors import LogUnavailable, StreamMoved
from events.log.append import event_log
from events.log.contract import Append
from events.occurred import Occurred
from events.recorded_event import Learned, NewEvent, Subject
from projections.stored.catch_up import KeepingLog
from service.migrating import open_database
from tests.fakes.stopped_clock import StoppedClock
from tests.faults.oracle import Oracle, Owed, end_of
from tests.faults.simulated_people import Partnership

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from sqlalchemy import Connection

    from escalation.practice import Practice
    from events.log.database import Database
    from projections.plans.planned_outcome import PlannedOutcome

TOLD = frozenset({"escalation_raised", "escalation_stepped_up", "escalation_stepped_down"})
FIRST_DAY = date(2026, 2, 23)
"""Before a spring in which clocks change, so that short runs see it, Easter and a bank holiday."""
FATES = (
    "acknowledge",
    "acknowledge",
    "achieve",
    "move",
    "hand on",
    "withdraw",
    "straight",
    "stale",
)
PATIENCE = 5
"""After so many rounds somebody achieves it, so that the caseload does not only grow."""


class Killed(BaseException):
    """A worker ended here; nothing of its transaction stands."""


class Simulation:
    """
    A database that is swept by several workers through days on which everything happens.

    Args:
        workers: Virtual workers, each with connections of its own; up to all of them are in the
            middle of a transaction at the same moment. More than one needs PostgreSQL.
    """

    def __init__(self, url: str, *, seed: int, workers: int) -> None:
        self.url, self.workers = url, workers
        self.chance = random.Random(seed)
        self.people = Partnership(random.Random(seed + 1))
        self.oracle = Oracle(self.people)
        self.database = open_database(url)
        self.counts: Counter[str] = Counter()
        self.waiting: list[UUID] = []
        self._read = 0
        self._said = 0
        self._nows: set[datetime] = set()
        self._others = [open_database(url) for _ in range(workers - 1)]

    def run(self, days: int, outcomes: int, *, passed: Callable[[], None] = lambda: None) -> None:
        """
        Let so many days pass, and so many outcomes be planned on them.

        Args:
            passed: Told of the end of each day, so that a long run that is stopped has said how far
                it came.
        """
        # Small batches, so that what is due at once always takes several.
        with patch.object(raising, "BATCH", 12):
            self._days(days, outcomes, passed)

    def _days(self, days: int, outcomes: int, passed: Callable[[], None]) -> None:
        for number in range(days):
            day = FIRST_DAY + timedelta(days=number)
            self.people.days_pass(day)
            if self.chance.random() < 0.02:
                # A closure is put into the calendar, or taken out again.
                self.oracle.closures ^= {day + timedelta(days=self.chance.randint(1, 15))}
            due_by_now = outcomes * (number + 1) // days
            for now in sorted(self._moments(day, last=number == days - 1)):
                self._plan(due_by_now - self.counts["outcomes"], now)
                self._people_answer(now)
                self._sweep(now)
                if self.oracle.wrong:
                    # Whatever comes after the first fault says nothing more.
                    return
            if self.chance.random() < 0.01:
                self._restart()
            self.counts["days"] += 1
            passed()
        self._finish(FIRST_DAY + timedelta(days=days + 1))

    def _moments(self, day: date, *, last: bool) -> list[datetime]:
        """
        Return when sweeps run on a day: none for a while, at the very moment, or set back.
        """
        if self.chance.random() < 0.05 and not last:
            self.counts["days with every worker off"] += 1
            return []
        start = end_of(day - timedelta(days=1))
        found = [start + timedelta(seconds=self.chance.choice((0, 0, 1, 59)))]
        return [*found, start + timedelta(minutes=self.chance.randint(1, 1439))]

    def _plan(self, many: int, now: datetime) -> None:
        each = []
        for _ in range(many):
            one = self._planned(now)
            # Sent twice, it is planned once.
            each += [one] * (2 if self.chance.random() < 0.05 else 1)
        if each:
            with self.database.writing() as connection:
                KeepingLog(event_log(connection), connection).append_many(each, now=now)
            if self.chance.random() < 0.05:
                again = self.chance.choice(each)
                self._append(again.new, again.stream, 0, again.key, now)

    def _planned(self, now: datetime) -> Append:
        number = self.counts["outcomes"]
        self.counts["outcomes"] += 1
        id_, child = _id("outcome", number), _id("child", number % 997)
        owner = self.chance.choice(self.people.workers)
        if self.chance.random() < 0.1:
            late = now + timedelta(minutes=self.chance.randint(60, 20_000))
            due = late.isoformat().replace("+00:00", "Z")
        else:
            due_day = civil_day(now) + timedelta(days=self.chance.randint(0, 25))
            due, late = due_day.isoformat(), end_of(due_day)
        urgent = self.chance.random() < 0.15
        said = {
            "risk": "Meals are missed.",
            "response": "Weekly visits.",
            "desired": f"Invented outcome {number}.",
            "measure": "The school's notes.",
            "owner": str(owner.id),
            "agency": owner.agency,
            "due": due,
            "urgency": "urgent" if urgent else "usual",
        }
        new = _event("outcome_planned", child, said, now, owner.agency)
        self.oracle.owed[id_] = Owed(
            id=id_,
            child=child,
            owner=owner.id,
            agency=owner.agency,
            acts_at=late,
            ladder="urgent" if urgent else "default",
        )
        return Append(new=[new], stream=id_, decided_on=0, key=f"plan/{number}")

    def _people_answer(self, now: datetime) -> None:
        """
        Let whoever was told answer in some way, and some outcomes be achieved in time.
        """
        told, self.waiting = self.waiting, []
        straight: list[Owed] = []
        unasked = [id_ for id_ in self._some_open() if self.chance.random() < 0.02]
        with self.database.writing() as connection:
            log = KeepingLog(event_log(connection), connection)
            for id_ in [*told, *unasked]:
                one = self.oracle.owed[id_]
                if not one.open or one in straight:
                    continue
                fate = self.chance.choice(FATES) if one.level else "achieve"
                if one.cycle >= PATIENCE:
                    fate = "achieve"
                if id_ not in unasked and self.chance.random() >= 0.6:
                    self.counts["left unanswered"] += 1
                elif fate == "straight":
                    straight.append(one)
                else:
                    self._decide(one, fate, now, connection, log)
        for one in straight:
            self._straight(one, now)

    def _some_open(self) -> list[UUID]:
        newest = [_id("outcome", n) for n in range(max(0, self.counts["outcomes"] - 8),
                                                   self.counts["outcomes"])]  # fmt: skip
        return [id_ for id_ in newest if self.oracle.owed[id_].level == 0]

    def _decide(
        self, one: Owed, fate: str, now: datetime, connection: Connection, log: KeepingLog
    ) -> None:
        seen = held(connection, log, one.id, now=now)
        assert seen is not None, f"{one.id} is not kept"
        decided = Decided(actor="user:invented", agency=one.agency, by="invented", now=now)
        if fate == "stale":
            self._stale(one, seen, decided, log)
            return
        try:
            new = self._new(one, fate, seen, decided)
        except EscalationError:
            self.counts["refused"] += 1
            return
        self._said += 1
        key = f"decision/{self._said}"
        log.append(new, stream=one.id, decided_on=seen.version, key=key, now=now)
        self._took(one, fate, new)

    def _new(self, one: Owed, fate: str, seen: PlannedOutcome, decided: Decided) -> Any:
        day = civil_day(decided.now)
        ahead = day + timedelta(days=self.chance.randint(1, 9))
        said: dict[str, Any]
        match fate:
            case "acknowledge":
                said = {"understood": "It is late.", "will_do": "Visit.", "by_when": ahead}
                return deciding.acknowledge(seen, decided, **said)
            case "move":
                return deciding.move(seen, decided, to=ahead, reason="The school is closed.")
            case "hand on":
                to = self.chance.choice(self.people.workers)
                said = {"owner": str(to.id), "agency": to.agency, "reason": "A new worker."}
                return deciding.hand_on(seen, decided, **said)
            case "withdraw":
                return deciding.withdraw(seen, decided, reason="The family has moved.")
            case _:
                said = {"changed": "Eats well.", "entries": ("1",)}
                return deciding.achieve(seen, decided, **said)

    def _took(self, one: Owed, fate: str, new: Any) -> None:
        self.counts[fate] += 1
        content = new[0].content
        match fate:
            case "acknowledge":
                one.acts_at = end_of(date.fromisoformat(content["by_when"]))
                one.promised = True
            case "move":
                one.acts_at = end_of(date.fromisoformat(content["to"]))
                one.level, one.ends, one.promised, one.resting = 0, None, False, False
            case "hand on":
                one.owner, one.agency = UUID(content["owner"]), content["agency"]
            case _:
                one.open = False

    def _stale(self, one: Owed, seen: PlannedOutcome, decided: Decided, log: KeepingLog) -> None:
        """
        Send an answer that was written before something else happened: it must change nothing.
        """
        if seen.version < 2:
            return
        old = replace(seen, version=seen.version - 1)
        try:
            new = deciding.acknowledge(
                old, decided, understood="Old.", will_do="Old.",
                by_when=civil_day(decided.now) + timedelta(days=1),
            )  # fmt: skip
            self._said += 1
            key = f"stale/{self._said}"
            log.append(new, stream=one.id, decided_on=old.version, key=key, now=decided.now)
        except StreamMoved:
            self.counts["overtaken answers"] += 1
        except EscalationError:
            self.counts["refused"] += 1
        else:
            self.oracle.wrong.append(f"overruled: a stale answer to {one.id} was taken")

    def _straight(self, one: Owed, now: datetime) -> None:
        level = self.chance.randint(1, 3)
        with self.database.writing() as connection:
            log = KeepingLog(event_log(connection), connection)
            outcome = held(connection, log, one.id, now=now)
            assert outcome is not None
            ladder = known_ladders(connection).climbed(outcome)
            taken = straight(
                outcome,
                ladder,
                self.people,
                level=level,
                reason="The chair asks.",
                now=now,
                calendar=self._calendar(),
            )
            each = tellings(outcome, ladder, taken, actor="user:invented")
            tell(connection, log, each, now=now)
        one.straight, one.acts_at = level, min(one.acts_at, now)
        self._nows.add(now)
        self.counts["taken straight to a level"] += 1
        self._judge()

    def _append(
        self, new: Any, stream: UUID, decided_on: int | None, key: str, now: datetime
    ) -> None:
        with self.database.writing() as connection:
            log = KeepingLog(event_log(connection), connection)
            log.append(new, stream=stream, decided_on=decided_on, key=key, now=now)

    def _sweep(self, now: datetime) -> None:
        """
        Sweep until one sweep comes to its end; workers may be killed at any question they ask.
        """
        if self.chance.random() < 0.05:
            # Set back: what was told is not told again, and nothing is told early.
            self._once(now - timedelta(hours=self.chance.choice((5, 72))))
            self.counts["clock set back"] += 1
        while self.chance.random() < 0.15:
            if not self._killed(now):
                break
            self.counts["kills"] += 1
        if self._others and self.chance.random() < 0.03:
            self._cut_off(now)
        self._once(now, asked=self._way(now))
        self.oracle.swept(now)
        self.counts["sweeps"] += 1

    def _way(self, now: datetime) -> Callable[[], None]:
        """
        Return what comes between while a sweep asks about people: mostly nothing.
        """
        chance = self.chance.random()
        if self._others and chance < 0.3:
            return self._others_at_once(now)
        if chance > 0.9:
            return self._fails_once()
        return _nothing

    def _killed(self, now: datetime) -> bool:
        """
        Sweep until the worker dies, before whichever question or commit it is the turn of.
        """
        left = self.chance.randint(1, 30)

        def asked(*_: object) -> None:
            nonlocal left
            left -= 1
            if left == 0:
                raise Killed

        try:
            with _before_each(self.database, asked):
                self._once(now)
        except Killed:
            self._judge()
            return True
        return False

    def _cut_off(self, now: datetime) -> None:
        """
        Sweep while the server ends its connections in the middle, as its restart does.
        """
        left = self.chance.randint(3, 25)

        def asked(*_: object) -> None:
            nonlocal left
            left -= 1
            if left == 0:
                self._end_connections()

        try:
            with _before_each(self.database, asked):
                self._once(now)
        except LogUnavailable:
            self.counts["restarts in the middle of a sweep"] += 1
            self._judge()

    def _fails_once(self) -> Callable[[], None]:
        """
        Let one answer about people fail: whoever is of the same batch hears all the same.
        """
        left = self.chance.randint(1, 8)

        def asked() -> None:
            nonlocal left
            left -= 1
            if left == 0:
                self.counts["answers that failed"] += 1
                raise ZeroDivisionError

        return asked

    def _others_at_once(self, now: datetime, number: int = 0) -> Callable[[], None]:
        """
        Let the next worker sweep while this one is in the middle of a transaction.
        """
        left = self.chance.randint(1, 4)

        def asked() -> None:
            nonlocal left
            left -= 1
            if left or number == len(self._others):
                return
            self.people.asked = self._others_at_once(now, number + 1)
            sweep(self._others[number], self.people, StoppedClock(now), practice=self._practice())
            self.people.asked = asked
            self.counts["sweeps within a sweep"] += 1
            self.counts[f"{number + 2} workers at once"] += 1

        return asked

    def _once(self, now: datetime, *, asked: Callable[[], None] | None = None) -> None:
        self._nows.add(now)
        self.people.at = now
        self.people.asked = asked or _nothing
        try:
            sweep(self.database, self.people, StoppedClock(now), practice=self._practice())
        finally:
            self.people.asked = _nothing
        self._judge()

    def _judge(self) -> None:
        """
        Hand the oracle what was told since it last looked.
        """
        with self.database.reading() as connection:
            log = event_log(connection)
            while events := log.after(self._read, 500):
                self._read = events[-1].position
                for one in events:
                    if one.kind in TOLD:
                        self.oracle.takes(one, self._nows)
                        self.waiting.append(one.stream)
        self._nows = set()

    def _restart(self) -> None:
        """
        Break every connection of the database, as its restart does.
        """
        self.counts["restarts of the database"] += 1
        self._end_connections()
        self.database.close()
        self.database = open_database(self.url)

    def _end_connections(self) -> None:
        if self._others:
            with self._others[0].writing() as connection:
                connection.execute(
                    text(
                        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = "
                        "current_database() AND pid <> pg_backend_pid()"
                    )
                )

    def _finish(self, day: date) -> None:
        """
        Let time pass until everything owed has been told of, and have it counted over again.
        """
        now = datetime.combine(day, datetime.min.time(), tzinfo=UTC)
        self._once(now)
        self.oracle.swept(now)
        missed = check_completeness(self.database, self.people, now=now, practice=self._practice())
        self.oracle.wrong += [f"counted: {one.what}: {one.outcome}" for one in missed]
        for database in (self.database, *self._others):
            database.close()

    def _calendar(self) -> Calendar:
        return Calendar(closures=frozenset(self.oracle.closures))

    def _practice(self) -> Practice:
        return replace(ENGLAND, calendar=self._calendar())


def _nothing() -> None:
    pass


@contextmanager
def _before_each(database: Database, asked: Callable[..., None]) -> Iterator[None]:
    """
    Have something called before each question to a database, and before each commit.
    """
    for what in ("before_cursor_execute", "commit"):
        event.listen(database.engine, what, asked)
    try:
        yield
    finally:
        for what in ("before_cursor_execute", "commit"):
            event.remove(database.engine, what, asked)


def _id(what: str, number: int) -> UUID:
    return uuid5(NAMESPACE_OID, f"simulated {what} {number}")


def _event(kind: str, child: UUID, said: Any, now: datetime, agency: str) -> NewEvent:
    day = civil_day(now)
    return NewEvent(
        kind=kind,
        occurred=Occurred.day(day),
        content=said,
        agency=agency,
        actor="user:invented",
        subjects=(Subject(person=child, role="child"),),
        learned=(Learned(agency=agency, first=day, last=day, how="recorded"),),
    )
