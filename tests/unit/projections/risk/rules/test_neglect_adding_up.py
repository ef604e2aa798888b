"""Small signs of neglect are added up over months and agencies."""

from __future__ import annotations

from typing import Any

from events.recorded_event import Origin
from projections.risk.rules.neglect_adding_up import RULE
from tests.unit.projections.risk.rules.told import day, entry, found


def sign(position: int, of_life: int, *signs: str, **content: Any) -> Any:
    return entry(
        position,
        "neglect_indicator_observed",
        of_life,
        agency=f"Agency {position}",
        content={"neglect_signs": list(signs), "fact": "Seen."} | content,
    )


def test_three_different_signs_in_six_months_are_one_question() -> None:
    events = [sign(10, 400, "lice"), sign(11, 480, "hunger"), sign(12, 560, "dental")]

    assert found(RULE, events, day(559)) == []
    assert [(one.evidence, one.since, one.note) for one in found(RULE, events, day(560))] == [
        (
            ("10", "11", "12"),
            day(560),
            "Signs: dental decay; head lice; hunger, or very great appetite.",
        )
    ]


def test_two_different_signs_are_not_yet_a_pattern() -> None:
    assert found(RULE, [sign(10, 400, "lice"), sign(11, 480, "hunger")], day(480)) == []


def test_one_sign_in_each_of_three_months_persists() -> None:
    events = [sign(10, 400, "lice"), sign(11, 430, "lice"), sign(12, 460, "lice")]

    assert [one.evidence for one in found(RULE, events, day(461))] == [("10", "11", "12")]


def test_a_sign_seen_twice_in_one_month_has_not_persisted() -> None:
    assert found(RULE, [sign(10, 400, "lice"), sign(11, 410, "lice")], day(411)) == []


def test_what_a_visit_noticed_counts_beside_what_others_recorded() -> None:
    visit = entry(
        12,
        "visit",
        560,
        content={
            "purpose": "Planned",
            "seen": "yes",
            "alone": "no",
            "fact": "Seen.",
            "neglect_signs": ["home"],
        },
    )

    assert found(RULE, [sign(10, 400, "lice"), sign(11, 480, "hunger"), visit], day(560))


def test_a_sign_that_has_gone_is_not_counted() -> None:
    events = [
        sign(10, 400, "lice"),
        sign(11, 480, "hunger"),
        sign(12, 560, "dental", compared="gone"),
    ]

    assert found(RULE, events, day(560)) == []


def test_signs_that_an_import_does_not_name_persist_all_the_same() -> None:
    rows = [
        entry(
            n,
            "neglect_indicator_observed",
            100 + 30 * n,
            content={"fact": "Seen."},
            origin=Origin(source="file", ref=str(n)),
        )
        for n in (1, 2, 3)
    ]

    (one,) = found(RULE, rows, day(191))
    assert one.note == "Signs: which sign is not in the import."


def away(position: int, of_life: int, **content: Any) -> Any:
    return entry(position, "school_attendance_period", of_life, content=content)


def test_absence_treatment_and_growth_are_signs_though_nobody_wrote_neglect() -> None:
    events = [
        away(11, 100, sessions=60, missed=6),
        entry(12, "treatment_not_collected", 110, content={"treatment": "Inhaler"}),
        entry(13, "growth_measurement", 120, content={"taken": "yes", "centile": "50"}),
        entry(14, "growth_measurement", 160, content={"taken": "yes", "centile": "9"}),
    ]

    assert found(RULE, events[:3], day(160)) == []
    assert [one.evidence for one in found(RULE, events, day(160))] == [("11", "12", "14")]


def test_a_child_who_missed_little_is_not_away_from_school() -> None:
    two = [sign(11, 100, "lice"), sign(12, 110, "hunger")]

    assert found(RULE, [*two, away(13, 120, sessions=60, missed=5)], day(120)) == []
    assert found(RULE, [*two, away(13, 120, percent="90")], day(120))
    assert found(RULE, [*two, away(13, 120)], day(120)) == []
