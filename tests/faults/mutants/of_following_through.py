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
    ),
    (
        "nobody there is said, and the level waits",
        LADDER,
        "if told or last else now,",
        "if True else now,",
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
    ),
    (
        "bank holidays are worked",
        WORKING_DAYS,
        "return day not in _bank_holidays(self.nation, day.year)",
        "return True",
    ),
    ("closures are worked", WORKING_DAYS, "or day in self.closures:", "or False:"),
    (
        "whoever is away is told",
        PEOPLE,
        "    while (away := people.away(told.who.id, at)) is not None:",
        "    while (away := None) is not None:",
    ),
    (
        "two who stand in for each other go round for ever",
        PEOPLE,
        "        if deputy is None or deputy.id in asked:",
        "        if deputy is None:",
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
"""Name, file, what stands there once, and what stands there instead."""
