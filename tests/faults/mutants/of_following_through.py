"""Defects of following through, which the simulated days and their oracle must catch."""

# ruff: noqa: E501 - text of the program, as it stands there

from __future__ import annotations

RAISING = "escalation/running/raising.py"
LADDER = "escalation/ladder.py"
ESCALATED = "projections/plans/escalated.py"
FOLD = "projections/plans/fold.py"
DUE = "projections/plans/due.py"
PEOPLE = "escalation/people.py"
WORKING_DAYS = "escalation/working_days.py"

_LADDERS = "tests/unit/escalation/test_ladder.py"
_MOVED = "tests/unit/projections/plans/test_outcomes.py"
_CLOSED = "tests/unit/escalation/test_working_days.py"

FOLLOWING_THROUGH = (
    (
        "what is due at this very moment waits",
        RAISING,
        "table.c.next_at <= now)",
        "table.c.next_at < now)",
    ),
    (
        "only one batch is dealt with",
        RAISING,
        "            dealt_with |= claimed.keys()\n",
        "            dealt_with |= claimed.keys()\n            break\n",
        "tests/contract/test_sweep.py",
        "sqlite and more_than_a_batch",
    ),
    (
        "what is due an hour later is told now",
        RAISING,
        "table.c.next_at <= now)",
        "table.c.next_at <= now + __import__('datetime').timedelta(hours=1))",
    ),
    (
        "days end by the clock of Greenwich",
        DUE,
        "return datetime.combine(day, time.min, tzinfo=CIVIL).astimezone(UTC)",
        "return datetime.combine(day, time.min, tzinfo=UTC)",
    ),
    (
        "a level with nobody is waited for",
        LADDER,
        "        if told or last:\n            return\n        level, way",
        "        if True:\n            return\n        level, way",
        _LADDERS,
    ),
    (
        "nobody there is said, and the level waits",
        LADDER,
        "if told or last else now,",
        "if True else now,",
        _LADDERS,
    ),
    (
        "an answer does not let the ladder rest",
        ESCALATED,
        "next_at=overdue_from(by_when) if resting else outcome.next_at,",
        "next_at=outcome.next_at,",
    ),
    (
        "an answer is an end",
        ESCALATED,
        "next_at=overdue_from(by_when) if resting else outcome.next_at,",
        "next_at=None if resting else outcome.next_at,",
    ),
    (
        "a moved date is not waited for",
        FOLD,
        "next_at=None if historic else overdue_from(to),",
        "next_at=outcome.next_at,",
        _MOVED,
    ),
    (
        "bank holidays are worked",
        WORKING_DAYS,
        "return day not in _bank_holidays(self.nation, day.year)",
        "return True",
    ),
    ("closures are worked", WORKING_DAYS, "or day in self.closures:", "or False:", _CLOSED),
    (
        "whoever is away is told",
        PEOPLE,
        "    if people.away(told.who.id, at) is None:",
        "    if True:",
    ),
    (
        "two who stand in for each other go round for ever",
        PEOPLE,
        "        if found is None or found.id in asked:",
        "        if found is None:",
        _LADDERS,
    ),
    (
        "whoever has left is told",
        "tests/faults/simulated_people.py",
        "return one if one is not None and one.id not in self.gone else None",
        "return one",
    ),
    (
        "a promise not kept is told to the same level",
        LADDER,
        "return min(newest.level + 1, top), cycle, reason",
        "return newest.level, cycle, reason",
    ),
    (
        "a promise is counted from when it was made",
        LADDER,
        "cycle = outcome.cycle + 1 if promised or newest.level >= top else outcome.cycle",
        "cycle = outcome.cycle + 1 if newest.level >= top else outcome.cycle",
    ),
    (
        "the top is told once and never again",
        LADDER,
        "next_at=(waits if last else max(min(waits, ends), now)) if told or last else now,",
        "next_at=(waits.replace(year=2100) if last else max(min(waits, ends), now)) if told or last else now,",
    ),
    (
        "urgent things climb like all others",
        "escalation/in_force.py",
        "        if outcome.urgent:\n            return URGENT\n",
        "",
    ),
    (
        "an answer to something else is taken",
        "events/log/appending.py",
        "if decided_on is not None and decided_on != versions[stream]:",
        "if decided_on is not None and decided_on < 0:",
    ),
)
"""
Name, file, what stands there once, and what stands there instead.

The simulated days must notice, unless other tests are named: what happens too seldom in the few
days of a short run, or changes nothing in the end that an oracle of who heard can see.
"""

_SWEEP = "tests/contract/test_sweep.py"
_DELIVERIES = "tests/contract/test_deliveries.py"
_HEALTH = "tests/contract/test_health.py"
_SILENT = "tests/contract/test_never_silent.py"
_WELL = "escalation/running/health.py"

NEVER_SILENT = (
    (
        "one that cannot be told takes the others of its batch with it",
        RAISING,
        "            alone += [id_ for id_ in claimed if id_ not in dealt_with]\n",
        "",
        _SWEEP,
        "sqlite and cannot_be_told",
    ),
    (
        "what cannot be told is not noted",
        RAISING,
        '            note_trouble(connection, "outcome", id_, error, now)\n',
        "            pass\n",
        _SWEEP,
        "sqlite and cannot_be_told",
    ),
    (
        "a message is marked as sent before it is sent",
        "escalation/running/parcels.py",
        "next_attempt=now + wait_after(attempt),",
        "next_attempt=None,",
        _DELIVERIES,
        "sqlite",
    ),
    (
        "each attempt is another message",
        "escalation/running/parcels.py",
        "yield parcel, bool(together[0].urgent), together",
        "yield uuid7(), bool(together[0].urgent), together",
        _DELIVERIES,
        "sqlite",
    ),
    (
        "a sweep that stopped half-way is a heartbeat",
        "escalation/running/heartbeat.py",
        "    if not failed:\n        last = HEARTBEAT.c.finished",
        "    if True:\n        last = HEARTBEAT.c.finished",
        _HEALTH,
        "sqlite",
    ),
    (
        "a worker that never began is well",
        _WELL,
        "return _told([NEVER_RUN], troubles=troubles)",
        "return _told([], troubles=troubles)",
        _HEALTH,
        "sqlite",
    ),
    (
        "a sweep is waited for much longer",
        _WELL,
        "patience = timedelta(seconds=beat.every_seconds * PERIODS)",
        "patience = timedelta(seconds=beat.every_seconds * PERIODS * 10)",
        _HEALTH,
        "sqlite",
    ),
    ("a clock set back looks like health", _WELL, "    if late <= -patience:", "    if False:",
     _HEALTH, "sqlite"),
    ("what could not be dealt with is quiet", _WELL, "    if troubles:\n", "    if False:\n",
     _SILENT, "calendar"),
    ("mail that nobody takes is quiet", _WELL, "    if refused:\n", "    if False:\n",
     _SILENT, "mail"),
    ("the watcher hears of a sweep that is not well", "service/watching.py",
     "    if not well:\n", "    if False:\n", _SILENT, "calendar"),
)  # fmt: skip
"""The same, with the tests that must fall and which of them are run."""
