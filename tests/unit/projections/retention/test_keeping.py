"""No record is called over before its longest period is, and what is not known is never guessed."""

from __future__ import annotations

from datetime import date

import pytest

from projections.errors import ScheduleRefused
from projections.retention.keeping import Life, kept
from projections.retention.schedule import read_schedule, schedule
from tests.factories.events import CHILD, RecordedEventFactory

BORN = Life(born=date(2004, 2, 29), died=None)


def entry(kind: str, day: date = date(2010, 5, 6), **content: object):
    return RecordedEventFactory(kind=kind, day=day, content=content)


def names(found) -> set[str]:
    return {one.period.name for one in found.periods}


def test_a_record_that_no_schedule_names_is_still_kept_for_a_period():
    found = kept(CHILD, [entry("contact")], BORN, schedule())

    assert names(found) == {"any_record"}
    assert found.until == date(2029, 3, 1)


def test_of_all_periods_that_apply_the_longest_decides():
    found = kept(
        CHILD,
        [
            entry("referral_decision", decision="no_further_action"),
            entry("order_made", type="care"),
        ],
        BORN,
        schedule(),
    )

    assert names(found) == {"referral_without_action", "looked_after"}
    assert found.until == date(2079, 3, 1)


def test_a_looked_after_child_who_died_young_is_kept_fifteen_years_from_then():
    died = Life(born=BORN.born, died=date(2012, 1, 10))

    found = kept(CHILD, [entry("order_made", type="care")], died, schedule())

    assert found.until == date(2027, 1, 10)


def test_an_adopted_childs_record_outlives_every_other_period():
    made = entry("order_made", date(2011, 7, 1), type="adoption")

    found = kept(CHILD, [made], BORN, schedule())

    assert found.until == date(2111, 7, 1)
    assert found.periods[0].because == (made.entry_id,)


def test_without_a_date_of_birth_no_day_is_given_even_where_another_period_has_one():
    events = [
        entry("order_made", type="care"),
        entry("referral_decision", decision="no_further_action"),
    ]

    found = kept(CHILD, events, Life(born=None, died=None), schedule())

    assert found.until is None
    assert not found.ended(date(2200, 1, 1))


def test_what_was_struck_out_brings_no_period():
    plan = entry("plan_agreed", type="child_protection")
    struck = RecordedEventFactory(
        kind="entry_struck_out", position=plan.position + 1, content={"entry": plan.entry_id}
    )

    found = kept(CHILD, [plan, struck], BORN, schedule())

    assert names(found) == {"any_record"}


def test_a_hold_comes_before_every_period_until_it_is_lifted():
    long_after = date(2060, 1, 1)
    held = entry("hold_placed", ordered_by="an inquiry", reason="it asked")
    lifted = RecordedEventFactory(
        kind="hold_lifted", position=held.position + 1, content={"hold": held.entry_id}
    )
    events = [entry("contact"), held]

    assert not kept(CHILD, events, BORN, schedule()).ended(long_after)
    assert kept(CHILD, events, BORN, schedule()).holds[0].by == "an inquiry"
    assert kept(CHILD, [*events, lifted], BORN, schedule()).ended(long_after)


def test_a_later_contact_moves_the_end_of_child_protection():
    plan = entry("plan_agreed", type="child_protection")
    later = entry("contact", date(2015, 9, 9))

    found = kept(CHILD, [plan, later], BORN, schedule())

    assert found.until == date(2050, 9, 9)


def test_every_period_says_its_source_and_whether_it_is_confirmed():
    for period in schedule():
        assert period.source
        assert period.confirmed == ("to be confirmed" not in period.source)


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ("kind = 'no_such'", "is no kind of event"),
        ("kind = 'visit', where = { colour = ['red'] }", "has no field"),
    ],
)
def test_a_schedule_that_names_what_does_not_exist_is_refused_whole(wrong: str, said: str):
    text = f"""
        [edition]
        version = "1"
        [one]
        what = "x"
        counts_from = "birth"
        years = 1
        source = "x"
        confirmed = false
        applies = [{{ {wrong} }}]
    """
    with pytest.raises(ScheduleRefused, match=said):
        read_schedule(text, "x.toml")
