"""The line shows its own silences and clusters, and calls neither what it is not."""

from __future__ import annotations

from datetime import timedelta

from projections.chronology.cited import analyses, citing
from projections.chronology.patterns import clusters, saw_the_child, silences
from projections.chronology.reviewed import last_review, recorded_since, review_due
from tests.factories.events import BORN, EntryFactory


def entry(position, day=0, kind="visit", content=None, **more):
    event = {f"event__{name}": value for name, value in more.items()}
    if content is not None:
        event["event__content"] = content
    return EntryFactory(
        event__position=position, event__kind=kind, event__day=BORN + timedelta(days=day), **event
    )


def quiet(*entries, on=BORN, alive=True):
    return [(one.days, one.after, one.before) for one in silences(entries, on, alive=alive)]


def test_a_silence_of_all_agencies_is_named_with_the_contacts_around_it() -> None:
    assert quiet(entry(1), entry(2, 47)) == [(47, "1", "2")]
    assert quiet(entry(1), entry(2, 28)) == []


def test_only_who_saw_the_child_ends_the_time_in_which_nobody_did() -> None:
    blind = (
        entry(2, 5, content={"purpose": "Planned visit", "seen": "no"}),
        entry(3, 10, kind="missed_appointment", content={"appointment": "Clinic"}),
        entry(4, 15, kind="contact", content={"from_whom": "neighbour", "fact": "Rang."}),
        entry(5, 20, kind="domestic_abuse_incident", content={"fact": "No child was there."}),
        entry(6, 25, content={"purpose": "Planned visit", "fact": "Not said."}),
    )

    assert not any(map(saw_the_child, blind))
    assert quiet(entry(1), *blind, entry(7, 47)) == [(47, "1", "7")]
    met = entry(8, 20, kind="injury_observed", content={"type": ["bruise"]})
    assert quiet(entry(1), met, entry(7, 47)) == []


def test_while_a_plan_is_in_force_the_silence_is_held_against_what_was_planned() -> None:
    plan = entry(
        2, 1, kind="plan_agreed", content={"visit_every": 10, "visit_every_unit": "working_days"}
    )
    (found,) = silences([entry(1), plan, entry(3, 20)], BORN)

    assert (found.days, found.planned) == (20, "every 10 working days")


def test_the_newest_silence_lasts_until_today_and_not_past_a_death() -> None:
    today = BORN + timedelta(days=60)

    assert quiet(entry(1), on=today) == [(60, "1", "")]
    assert quiet(entry(1), on=today, alive=False) == []


def test_three_entries_of_harm_close_together_are_a_cluster_and_two_are_none() -> None:
    harm = [
        entry(n, 9 * n, kind="injury_observed", content={"type": ["bruise"]}) for n in (1, 2, 3)
    ]

    (found,) = clusters(harm)

    assert (found.entries, found.days) == (("1", "2", "3"), 19)
    assert clusters(harm[:2]) == ()


def test_two_accounts_of_one_injury_make_no_cluster() -> None:
    harm = [entry(n, 9 * n, kind="injury_observed", content={"type": ["bruise"]}) for n in (1, 2)]
    again = EntryFactory(
        event__position=3,
        event__kind="injury_observed",
        event__day=BORN + timedelta(days=18),
        accounts=("2",),
    )
    told = EntryFactory(event=harm[1].event, accounts=("3",))

    assert clusters([harm[0], told, again]) == ()


def test_an_analysis_stands_beside_what_it_is_about_until_it_is_struck_out() -> None:
    made = entry(5, kind="analysis", content={"cites": ["1"], "analysis": "Two falls."})
    struck = EntryFactory(event=made.event, struck_out=True)

    assert analyses([entry(1), made]) == {"1": [made]}
    assert citing([entry(1), made], "1") == (made,)
    assert analyses([entry(1), struck]) == {}


def test_a_conference_asks_for_a_chronology_that_was_read_through_shortly_before() -> None:
    day = (BORN + timedelta(days=100)).isoformat()
    called = entry(1, 80, kind="conference_called", content={"on": day})
    early = entry(2, 60, kind="chronology_reviewed", content={"through": "1"})
    fresh = entry(3, 90, kind="chronology_reviewed", content={"through": "1"})
    today = BORN + timedelta(days=95)

    assert review_due([called], today) == day
    assert review_due([called, early], today) == day
    assert review_due([called, early, fresh], today) == ""
    assert last_review([early, fresh]) == fresh
    assert [one.id for one in recorded_since([called, early, fresh], fresh)] == ["2"]
