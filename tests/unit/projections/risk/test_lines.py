"""Of a long record only what came lately is looked at, and nothing of it is missed."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from random import Random

from events.occurred import Occurred
from projections.chronology.chronology import place
from projections.risk.lines import Entries
from projections.risk.same_day import came_before
from projections.risk.the_day import Day, Until
from projections.risk.window import within
from tests.factories.events import EntryFactory
from tests.unit.projections.risk.rules.told import day

WINDOW = 30


def some(random: Random) -> Entries:
    """
    Return entries of any precision, some of them on the same days.
    """
    made = []
    for position in range(random.choice((0, 1, 25))):
        at = day(random.randrange(120))
        when = random.choice(
            (
                Occurred.day(at),
                Occurred.day(at),
                Occurred.about(at, at + timedelta(days=random.randrange(60))),
                Occurred.month(at.year, at.month),
                Occurred.year(at.year),
            )
        )
        made.append(EntryFactory(event__position=position + 1, event__occurred=when, occurred=when))
    return Entries(sorted(made, key=place))


def test_what_came_lately_is_what_the_window_holds_on_every_day() -> None:
    random = Random(3)
    for _ in range(40):
        entries = some(random)
        for of_life in range(-5, 500, 7):
            on = day(of_life)
            told = tuple(one for one in entries if within(one.occurred, on, days=WINDOW))

            assert entries.lately(on, days=WINDOW) == told


def test_until_the_day_that_it_noted_the_window_holds_the_same() -> None:
    random = Random(4)
    for _ in range(40):
        entries = some(random)
        for of_life in range(-5, 200, 11):
            on, until = day(of_life), Until(day(of_life))
            told = entries.lately(Day.asked(on, until), days=WINDOW)
            last = min(until.day - on.toordinal(), 200)

            assert last > 0
            for later in range(last):
                assert entries.lately(on + timedelta(days=later), days=WINDOW) == told


def test_those_after_a_day_are_those_that_can_have_been_after_it() -> None:
    entries = some(Random(5)) or some(Random(6))
    told = {one.id for one in entries if one.occurred.last > day(60)}

    assert {one.id for one in entries.after(day(60))} == told
    assert entries.latest is None or entries.latest.by_latest == max(
        one.by_latest for one in entries
    )


def test_the_last_are_those_that_fewer_surely_came_after() -> None:
    entries = timed(Random(7))
    for number in range(1, 8):
        told = [
            one for one in entries if sum(came_before(one, other) for other in entries) < number
        ]

        assert sorted(one.id for one in entries.last(number)) == sorted(one.id for one in told)


def timed(random: Random) -> Entries:
    """
    Return entries of four days, of which half have a time.
    """
    made = []
    for position in range(25):
        at = day(random.randrange(4))
        hour = time(random.randrange(24), tzinfo=UTC)
        when = random.choice((Occurred.day(at), Occurred.instant(datetime.combine(at, hour))))
        made.append(EntryFactory(event__position=position + 1, event__occurred=when, occurred=when))
    return Entries(sorted(made, key=place))
