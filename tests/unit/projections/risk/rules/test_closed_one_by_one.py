"""Contacts that were each closed by themselves are laid side by side."""

from __future__ import annotations

from typing import Any

from projections.risk.rules.closed_one_by_one import RULE
from tests.unit.projections.risk.rules.told import day, entry, found


def contact(position: int, of_life: int, *, source: str = "school", outcome: str = "advice") -> Any:
    return entry(
        position,
        "contact",
        of_life,
        content={
            "from_whom": source,
            "about": "A worry",
            "outcome": outcome,
            "fact": "Rang.",
        },
    )


def assessed(position: int, of_life: int, *cites: str) -> Any:
    content = {
        "type": "child_and_family",
        "included_persons": [],
        "considered_children": [],
        "cites": list(cites),
        "analysis": "Weighed.",
        "outcome": "no_further_action",
    }
    return entry(position, "assessment_completed", of_life, content=content)


def test_three_closed_in_a_year_are_one_question() -> None:
    events = [contact(10, 100), contact(11, 250), contact(12, 440)]

    assert found(RULE, events, day(439)) == []
    assert [(one.evidence, one.since) for one in found(RULE, events, day(440))] == [
        (("10", "11", "12"), day(440))
    ]


def test_two_sources_within_three_months_are_enough() -> None:
    events = [contact(10, 100), contact(11, 150, source="neighbour")]

    assert [one.evidence for one in found(RULE, events, day(150))] == [("10", "11")]


def test_one_source_that_rings_twice_is_not_two_sources() -> None:
    assert found(RULE, [contact(10, 100), contact(11, 150)], day(150)) == []


def test_what_was_taken_further_is_not_counted_as_closed() -> None:
    events = [contact(10, 100), contact(11, 150, source="gp", outcome="referral")]

    assert found(RULE, events, day(150)) == []


def test_a_referral_closed_by_a_decision_counts() -> None:
    referral = entry(
        10,
        "referral",
        100,
        content={
            "from_whom": "police",
            "concern": "Shouting",
            "immediate_risk": "no",
            "fact": "Sent.",
        },
    )
    decision = entry(
        11,
        "referral_decision",
        101,
        content={"referral": "10", "decision": "no_further_action", "reason": "Below threshold."},
    )
    later = contact(12, 130, source="neighbour")

    assert found(RULE, [referral, later], day(130)) == []
    assert [one.evidence for one in found(RULE, [referral, decision, later], day(130))] == [
        ("10", "12")
    ]


def test_an_assessment_that_weighs_them_all_answers_it() -> None:
    events = [contact(10, 100), contact(11, 150, source="neighbour")]

    assert found(RULE, [*events, assessed(20, 160, "10")], day(160))
    assert found(RULE, [*events, assessed(20, 160, "10", "11")], day(160)) == []


def test_an_imports_three_referrals_of_which_nobody_says_what_came_are_asked_about() -> None:
    rows = [
        entry(n, "referral", at, content={"fact": "Referred."}, imported=True)
        for n, at in ((10, 100), (11, 200), (12, 300))
    ]
    held = entry(13, "conference_held", 120, content={"fact": "Conference."}, imported=True)

    assert found(RULE, rows[:2], day(300)) == []
    assert [(one.evidence, one.note) for one in found(RULE, rows, day(300))] == [
        (("10", "11", "12"), "What came of each is not in the import.")
    ]
    assert found(RULE, [*rows, held], day(300)) == []


def concern(position: int, of_life: int, agency: str, **content: Any) -> Any:
    return entry(position, "concern_raised", of_life, agency=agency, content=content)


def test_concerns_that_were_set_aside_count_with_the_contacts_that_were_closed() -> None:
    told = {"from_whom": "neighbour", "finding": "unfounded"}
    events = [concern(11, 100, "police", **told), contact(12, 130)]

    assert [one.evidence for one in found(RULE, events, day(130))] == [("11", "12")]
    still_open = concern(11, 100, "police", from_whom="neighbour", finding="supported")
    assert found(RULE, [still_open, contact(12, 130)], day(130)) == []


def test_concerns_of_an_import_count_where_no_enquiry_conference_or_plan_took_them_up() -> None:
    def row(position: int, of_life: int, agency: str) -> Any:
        return entry(position, "concern_raised", of_life, agency=agency, content={}, imported=True)

    events = [row(11, 100, "school"), row(12, 130, "nspcc")]
    (asked,) = found(RULE, events, day(130))

    assert asked.evidence == ("11", "12")
    assert asked.note == "What came of each is not in the import."
    plan = entry(10, "plan_agreed", 90, content={"type": "child_protection"})
    assert found(RULE, [plan, *events], day(130)) == []
    enquiry = entry(13, "section_47_enquiry_begun", 135, content={})
    assert found(RULE, [*events, enquiry], day(140)) == []
