"""A long record of many kinds about one child, told by several agencies; all of it is invented."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import chain, repeat
from random import Random
from typing import TYPE_CHECKING, Any
from uuid import UUID

from benchmarks.invented import NOW
from events.log.append import event_log
from events.occurred import Occurred
from events.recorded_event import Learned, NewEvent, Subject

if TYPE_CHECKING:
    from collections.abc import Sequence

    from events.log.database import Database
    from events.recorded_event import RecordedEvent

BORN = date(2014, 3, 1)
DAYS = 4_200
"""Over so many days of the child's life it is told."""

_CHANGES_EVERY = 60
"""Of so many entries one is a correction, a strike-out, a change of significance or a link."""

_SOCIAL_CARE, _HEALTH, _POLICE, _SCHOOL, _HOSPITAL = (
    "Children's social care", "Health visiting", "Police", "School", "Hospital",
)  # fmt: skip

_TOLD: tuple[tuple[int, str, str, dict[str, Any]], ...] = (
    (30, _SOCIAL_CARE, "visit", {"purpose": "Planned", "seen": "yes", "alone": "no",
        "behaviour": "Showed her drawing.", "announced": "yes"}),
    (6, _SOCIAL_CARE, "visit", {"purpose": "Planned", "seen": "no", "alone": "no",
        "not_seen_reason": "no_access"}),
    (25, _HEALTH, "contact", {"from_whom": "health_visitor", "about": "Sleep and meals"}),
    (25, _SCHOOL, "school_concern", {"concerns": ["neglect"], "neglect_signs": ["hunger"],
        "lead_told": "yes"}),
    (20, _SCHOOL, "school_attendance_period", {"sessions": 20, "missed": 3}),
    (20, _HOSPITAL, "appointment_attended", {"appointment": "Clinic"}),
    (8, _HOSPITAL, "missed_appointment", {"appointment": "Clinic", "whose": "child",
        "why": "not_brought", "done_about_it": "A letter"}),
    (6, _HOSPITAL, "injury_observed", {"type": ["bruise"], "site": ["face"], "mobile": "walking",
        "explanations": ["a fall"]}),
    (6, _POLICE, "domestic_abuse_incident", {"severity": "assault", "children_household": "yes",
        "children_present": "no", "pregnant": "unknown"}),
    (6, _POLICE, "police_incident", {"type": "other", "about": "A call"}),
    (5, _SCHOOL, "concern_raised", {"from_whom": "neighbour", "concerns": ["neglect"]}),
    (5, _SOCIAL_CARE, "referral", {"from_whom": "school", "concerns": ["neglect"],
        "concern": "Comes hungry", "immediate_risk": "no"}),
    (8, _SOCIAL_CARE, "core_group", {"parents_present": "yes", "agencies_present": [_SCHOOL],
        "progress": "None"}),
    (3, _SOCIAL_CARE, "conference_held", {"type": "review", "decision": "plan_continues",
        "agencies_present": [_SCHOOL], "quorate": "yes"}),
    (3, _SOCIAL_CARE, "assessment_completed", {"type": "child_and_family", "cites": [],
        "included_persons": ["The mother"], "considered_children": ["The child"],
        "analysis": "Invented", "outcome": "continues"}),
    (6, _SOCIAL_CARE, "management_decision", {"decision": "Continue", "reason": "Seen.",
        "about": "other", "decided_by": "Invented Manager"}),
    (6, _SOCIAL_CARE, "supervision", {"discussed": "The child's days", "decisions": "Go on",
        "supervisor": "Invented Manager"}),
    (4, _HEALTH, "growth_measurement", {"taken": "yes", "weight": "20", "centile": "25"}),
    (4, _SOCIAL_CARE, "handover_sent", {"to": _HEALTH, "what": "A new worker", "asked": "Visit"}),
    (2, _SOCIAL_CARE, "household_changed", {"change": "joined", "who": "A partner"}),
    (1, _SOCIAL_CARE, "address_recorded", {"new_home": "yes", "move": "home",
        "protected": "no"}),
    (1, _SOCIAL_CARE, "closure", {"type": "service", "reason": "Done",
        "decided_by": "Invented Manager"}),
    (6, _SOCIAL_CARE, "outcome_planned", {"desired": "Is not hungry", "origin": "plan",
        "due": "2020-06-01", "risk": "Meals are missed", "response": "Weekly visits",
        "measure": "Breakfast notes", "owner": "Invented Worker", "agency": _SOCIAL_CARE}),
    (4, _SOCIAL_CARE, "child_spoken_to", {"words": "I like it when it is quiet.", "seen": "yes",
        "alone": "yes"}),
    (4, _SCHOOL, "other_event", {"about": "other"}),
)  # fmt: skip
"""Weight, agency, kind and content that entries are drawn from."""

_TIES = ("parent", "partner of a parent")
"""Of the first adults; the others are relatives."""

_KINDS = frozenset(kind for _, _, kind, _ in _TOLD)


def long_record(
    child: UUID,
    count: int,
    seed: int = 7,
    *,
    adults: int = 2,
    agencies: Sequence[str] = (),
) -> list[NewEvent]:
    """
    Return the registration of adults, their ties to the child, and ``count`` entries, in the order
    in which they were learned.

    Args:
        agencies: Who tells the entries; by default whoever would tell of such a thing.
    """
    random = Random(seed)  # noqa: S311 - for repeating, not for hiding
    around = [UUID(int=random.getrandbits(128), version=4) for _ in range(adults)]
    new: list[NewEvent] = []
    for adult, closeness in zip(around, chain(_TIES, repeat("relative")), strict=False):
        new.append(registered(adult, "adult", "1990"))
        said = {"relation": closeness, "closeness": closeness}
        subjects = [Subject(person=child, role="child"), Subject(person=adult, role="related")]
        new.append(_new("relationship_recorded", BORN, said, _SOCIAL_CARE, subjects))
    weights = [one[0] for one in _TOLD]
    days = sorted(random.randrange(DAYS) for _ in range(count))
    for at in days:
        _, agency, kind, content = random.choices(_TOLD, weights)[0]
        day = BORN + timedelta(days=at)
        subjects = [Subject(person=child, role="child")]
        if random.random() < 0.3:  # noqa: PLR2004 - three in ten name an adult too
            subjects.append(Subject(person=random.choice(around), role="present"))
        by = random.choice(agencies) if agencies else agency
        new.append(_new(kind, day, {"fact": "Invented.", **content}, by, subjects))
    return new


def fill(database: Database, count: int) -> UUID:
    """
    Record so many entries about one child, some of them changed since, and return the child.
    """
    child = UUID(int=Random(count).getrandbits(128), version=4)  # noqa: S311 - as above
    _append(database, child, [registered(child, "child")])
    fill_record(database, child, long_record(child, count))
    return child


def fill_record(database: Database, child: UUID, new: Sequence[NewEvent]) -> None:
    """
    Record what is told of a child who is registered, and change some of it afterwards.
    """
    _append(database, child, new)
    with database.reading() as connection:
        told = [one for one in event_log(connection).about({child}) if one.kind in _KINDS]
    changed = enumerate(told[::_CHANGES_EVERY])
    _append(database, child, [_change(event, number) for number, event in changed])


def _append(database: Database, child: UUID, new: Sequence[NewEvent]) -> None:
    for start in range(0, len(new), 500):
        with database.writing() as connection:
            event_log(connection).append(
                new[start : start + 500],
                stream=child,
                decided_on=None,
                key=f"{child}/{new[0].kind}/{len(new)}/{start}",
                now=NOW,
            )


def _change(event: RecordedEvent, number: int) -> NewEvent:
    kind, said = (
        ("entry_struck_out", {"reason": "Not so."}),
        ("entry_corrected", {"reason": "A slip.", "content": dict(event.content)}),
        ("significance_changed", {"significance": "significant", "reason": "Looked at again."}),
    )[number % 3]
    day = event.occurred.first + timedelta(days=number % 90)
    said["entry"] = event.entry_id
    return _new(kind, day, said, event.agency, list(event.subjects))


def registered(person: UUID, kind: str, born: str = BORN.isoformat()) -> NewEvent:
    """
    Return the registration of somebody.
    """
    said = {"name": f"Invented {kind}", "kind_of_person": kind, "date_of_birth": born}
    return _new(
        "person_registered", BORN, said, _SOCIAL_CARE, [Subject(person=person, role="self")]
    )


def _new(
    kind: str, day: date, said: dict[str, Any], agency: str, subjects: list[Subject]
) -> NewEvent:
    return NewEvent(
        kind=kind,
        occurred=Occurred.day(day),
        content=said,
        agency=agency,
        actor="user:invented",
        subjects=tuple(subjects),
        learned=(Learned(agency=agency, first=day, last=day, how="recorded"),),
    )
