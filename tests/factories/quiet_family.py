"""Two years of a family to whom nothing much happens, and a year of a plan that is well kept."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any
from uuid import UUID

from events.recorded_event import Subject
from projections.child_record import ChildRecord
from tests.factories.events import (
    BORN,
    CHILD,
    MOTHER,
    PersonRegisteredFactory,
    RecordedEventFactory,
    RelationshipFactory,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from events.recorded_event import RecordedEvent

YEARS_DAYS = 730
PLAN_FROM, PLAN_TO = 300, 700
_SEEN = {"seen": "yes", "alone": "no", "not_alone_reason": "Too young", "awake": "yes"}


def ordinary() -> ChildRecord:
    """
    Return two years of what every child's record holds: health reviews, illness, one fall.
    """
    return _record(_ordinary())


def well_kept_plan() -> ChildRecord:
    """
    Return the same with a plan of a year in which all is done, and recorded, in its time.
    """
    return _record((*_ordinary(), *_plan()))


def _record(told: Any) -> ChildRecord:
    family = (
        PersonRegisteredFactory(position=1),
        PersonRegisteredFactory(
            position=2,
            person=MOTHER,
            name="Invented Mother",
            kind_of_person="adult",
            date_of_birth="1995-05-05",
        ),
        RelationshipFactory(position=3),
    )
    ordered = sorted(told, key=lambda one: one[0])
    fall = next(10 + n for n, one in enumerate(ordered) if one[1] == "injury_observed")
    for *_, content in ordered:
        if content.get("cites") == ["the fall"]:
            content["cites"] = [str(fall)]
    return ChildRecord(
        child=CHILD,
        events=(*family, *(_event(10 + n, *one) for n, one in enumerate(ordered))),
    )


def _event(
    position: int, of_life: int, kind: str, agency: str, content: dict[str, Any]
) -> RecordedEvent:
    stream = content.pop("stream", CHILD)
    return RecordedEventFactory(
        position=position,
        kind=kind,
        agency=agency,
        day=BORN + timedelta(days=of_life),
        content=content,
        stream=stream,
        subjects=(Subject(person=CHILD, role="child"), Subject(person=MOTHER, role="present")),
    )


_Told = tuple[int, str, str, dict[str, Any]]


def _ordinary() -> Iterator[_Told]:
    yield 0, "birth", "hospital", {"place": "Hospital", "plan_in_force": "no"}
    for number, of_life in enumerate((12, 45, 110, 240, 365, 600)):
        home = {"purpose": "Health review", "behaviour": "Smiles at his mother.", "home": "Warm."}
        yield of_life, "visit", "health visiting", _SEEN | home | {"announced": "yes"}
        due = (BORN + timedelta(days=of_life + 300)).isoformat()
        grown = {"taken": "yes", "weight": str(4 + number), "centile": "50", "due": due}
        yield of_life, "growth_measurement", "health visiting", grown
    for of_life in (56, 84, 112, 150, 280, 365, 430, 520, 610):
        kept = {"whose": "child", "appointment": "Immunisation or illness"}
        yield of_life, "appointment_attended", "GP", kept
    cancelled = {"whose": "child", "why": "carer_cancelled", "appointment": "Eyes"}
    yield 408, "missed_appointment", "hospital", cancelled | {"rebooked": "yes"}
    fall = {"type": ["bruise"], "site": ["knee"], "mobile": "walking", "delay": "no"}
    fall |= {"explanations": ["Fell while running"], "explanation_fits": "fits"}
    yield 560, "injury_observed", "health visiting", fall


def _plan() -> Iterator[_Told]:
    care = "social care"
    referred = {"from_whom": "gp", "concern": "Low mood", "concerns": ["neglect"]}
    yield PLAN_FROM - 40, "referral", care, referred
    decided = {"decision": "assessment", "reason": "Low mood.", "decided_by": "m"}
    yield PLAN_FROM - 39, "referral_decision", care, decided
    first = {"purpose": "First visit", "behaviour": "Hides behind his mother.", "home": "Untidy."}
    yield PLAN_FROM - 32, "visit", care, _SEEN | first | {"announced": "yes", "bedroom": "yes"}
    assessed = {
        "type": "child_and_family",
        "included_persons": [str(MOTHER)],
        "considered_children": [str(CHILD)],
        "cites": [],
        "analysis": "Weighed.",
        "outcome": "conference",
    }
    yield PLAN_FROM - 10, "assessment_completed", care, assessed
    agencies = ["health visiting", "GP", care]
    made = {"type": "initial", "decision": "plan_made", "agencies_present": agencies}
    yield PLAN_FROM, "conference_held", care, made
    agreed = {"type": "child_protection", "agencies": agencies, "contingency": "Legal advice."}
    yield PLAN_FROM + 5, "plan_agreed", care, agreed
    for number in (1, 2):
        stream = UUID(int=700 + number)
        outcome = {
            "risk": "Missed meals.",
            "response": f"Weekly help {number}.",
            "desired": f"He eats and sleeps {number}.",
            "measure": "What nursery sees.",
            "owner": "worker",
            "origin": "plan",
            "due": (BORN + timedelta(days=PLAN_TO - 20)).isoformat(),
        }
        yield PLAN_FROM + 5, "outcome_planned", care, outcome | {"stream": stream}
        for later in (80, 160, 240, 320):
            partly = {"outcome": str(stream), "result": "partly", "evidence_of_change": ["12"]}
            yield PLAN_FROM + later, "outcome_reviewed", care, partly | {"stream": stream}
        done = {"outcome": str(stream), "evidence_of_change": ["12"], "changed": "He eats."}
        yield PLAN_TO - 25, "outcome_achieved", care, done | {"stream": stream}
    for number, of_life in enumerate(range(PLAN_FROM + 3, PLAN_TO, 10)):
        visit = {"purpose": "Planned visit", "behaviour": "Builds a tower.", "bedroom": "yes"}
        visit |= {"announced": "no" if number % 3 == 0 else "yes", "home": "Tidy."}
        yield of_life, "visit", care, _SEEN | visit
    for of_life in range(PLAN_FROM + 10, PLAN_TO, 28):
        group = {"agencies_present": agencies, "parents_present": "yes", "progress": "Eats."}
        yield of_life, "core_group", care, group | {"detailed_plan": "yes"}
        yield of_life + 2, "supervision", care, {"discussed": "His days", "decisions": "Go on"}
    weighed = {"cites": ["the fall"], "still_holds": "yes", "analysis": "He runs now, and falls."}
    yield 566, "assessment_reviewed", care, weighed | {"reviewed_by": "m"}
    for of_life in (PLAN_FROM + 85, PLAN_FROM + 260):
        review = {"type": "review", "decision": "plan_continues", "agencies_present": agencies}
        yield of_life, "conference_held", care, review
    ended = {"type": "child_protection", "why": "no_longer_needed", "reason": "He thrives."}
    yield PLAN_TO, "plan_ended", care, ended | {"evidence_of_change": ["12"]}
    closed = {"type": "all", "reason": "He thrives.", "evidence_of_change": ["12"]}
    yield PLAN_TO + 10, "closure", care, closed | {"decided_by": "m"}
