"""What holds for every question that there is, of whatever a case file holds or lacks."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from functools import cache
from random import Random
from typing import TYPE_CHECKING, Any
from uuid import UUID

from events.kind import Group
from events.occurred import Occurred
from events.recorded_event import Origin, Subject
from events.vocabulary import KINDS
from projections.child_record import ChildRecord
from projections.risk.asked import RULES, asked_of
from projections.risk.history import history
from projections.risk.replay import asked_each_day
from tests.factories.events import (
    CHILD,
    MOTHER,
    PARTNER,
    PersonRegisteredFactory,
    RecordedEventFactory,
    RelationshipFactory,
    family,
)
from tests.samples import sample
from tests.unit.projections.risk.rules.told import day

if TYPE_CHECKING:
    from datetime import date

    from events.recorded_event import RecordedEvent
    from projections.risk.rule import Found

BROTHER, STRANGER = UUID(int=5), UUID(int=6)
FIRST, LAST = 20, 190
STORIES = 120
REPLAYED = 6
BIRTHS = ("2024-03-01", "2009", "")
TOLD = tuple(
    name
    for name, kind in KINDS.items()
    if kind.group is not Group.RECORD and name not in {"person_registered", "relationship_recorded"}
)
OFTEN = (
    "visit",
    "contact",
    "referral",
    "injury_observed",
    "domestic_abuse_incident",
    "missed_appointment",
    "neglect_indicator_observed",
    "concern_raised",
    "conference_held",
    "plan_agreed",
    "outcome_planned",
    "assessment_completed",
    "growth_measurement",
    "missing_episode",
    "closure",
)
SIBLING = (
    PersonRegisteredFactory(position=8, person=BROTHER, name="Invented Brother", date_of_birth=""),
    RelationshipFactory(position=9, person=BROTHER, relation="brother", closeness="sibling"),
)


def _said(random: Random, name: str) -> dict[str, Any]:
    """
    Fill the fields of a kind as somebody did, with another answer, empty, or not at all.
    """
    full = sample(name)
    said: dict[str, Any] = {}
    for field, asked in KINDS[name].content().fields.items():
        how = random.choice(("full", "another", "another", "another", "absent", "empty"))
        options = list(asked.metadata.get("options", ()))
        if how == "another" and options:
            answer = random.choice(options)
            said[field] = [answer] if asked.metadata["shown_as"] == "several" else answer
        elif how == "empty" and isinstance(full.get(field, ""), (str, list)):
            said[field] = type(full.get(field, ""))()
        elif how == "full" and field in full:
            said[field] = full[field]
    return said


def _when(random: Random, on: date, *, exact: bool) -> Occurred:
    if random.random() < 0.2:
        return Occurred.instant(datetime.combine(on, time(random.choice((9, 16)), tzinfo=UTC)))
    if exact or random.random() < 0.6:
        return Occurred.day(on)
    return random.choice(
        (
            Occurred.about(on, on + timedelta(days=20)),
            Occurred.month(on.year, on.month),
            Occurred.year(on.year),
            Occurred.before(on),
        )
    )


def _story(
    random: Random, *, exact: bool = False, crowded: bool = False
) -> tuple[RecordedEvent, ...]:
    """
    Tell entries of a few kinds, each on a day of its own; not exact: of any precision; crowded:
    several of one day, of which some are of one kind.
    """
    # What comes once is seldom asked about, so each of a few kinds comes several times.
    few = random.sample(TOLD, 4) + random.sample(OFTEN, 4)
    made: list[RecordedEvent] = []
    days = range(5, 160, 20) if crowded else range(5, 160)
    chosen = random.choices(days, k=16) if crowded else random.sample(days, 12)
    for number, at in enumerate(sorted(chosen)):
        name = random.choice(few)
        when = _when(random, day(at), exact=exact)
        roles = KINDS[name].roles or ("present",)
        others = random.sample((MOTHER, PARTNER, BROTHER, STRANGER), random.choice((0, 1, 2)))
        child = random.choice((CHILD, CHILD, CHILD, BROTHER))
        made.append(
            RecordedEventFactory(
                position=FIRST + number,
                kind=name,
                occurred=when,
                known_from=max(when.first, day(at)) + timedelta(days=random.choice((0, 0, 9))),
                content=_said(random, name),
                subjects=(
                    Subject(person=child, role="child"),
                    *(Subject(person=one, role=random.choice(roles)) for one in others),
                ),
                # What is owed has a stream of its own.
                stream=UUID(int=1_000 + number) if name == "outcome_planned" else child,
                origin=Origin(source="file", ref=str(number)) if random.random() < 0.4 else None,
            )
        )
    return tuple(made)


def _asked(
    events: tuple[RecordedEvent, ...], on: date, born: str = BIRTHS[0]
) -> dict[str, list[Found]]:
    people = tuple(family())
    people = tuple(
        replace(one, content={**one.content, "date_of_birth": born}) if one.stream == CHILD else one
        for one in people
    )
    record = ChildRecord(child=CHILD, events=(*people, *SIBLING, *events))
    known = history(record.known_at(on))
    return {name: list(rule.ask(known, on)) for name, rule in RULES.items()}


@cache
def _told() -> tuple[tuple[tuple[RecordedEvent, ...], str, dict[str, list[Found]]], ...]:
    """
    Return stories with the child's birth and what every rule finds in them in the end.
    """
    random = Random(7)
    made = ((_story(random), random.choice(BIRTHS)) for _ in range(STORIES))
    return tuple((story, born, _asked(story, day(LAST), born)) for story, born in made)


def test_what_is_tried_here_raises_most_questions() -> None:
    raised = {name for _, _, asked in _told() for name, found in asked.items() if found}

    assert len(raised) > len(RULES) * 0.6, sorted(RULES.keys() - raised)


def test_no_question_stumbles_over_what_a_file_leaves_empty() -> None:
    for story, born, _ in _told():
        on = day(LAST // 3)
        for name, found in _asked(story, on, born).items():
            for one in found:
                assert one.evidence, name
                assert one.since <= on, name


def test_what_was_struck_out_supports_nothing_any_more() -> None:
    random = Random(8)
    for story, born, asked in _told():
        numbers = {number for found in asked.values() for one in found for number in one.evidence}
        struck = random.choice(sorted(numbers | {str(story[0].position)}))
        strike = RecordedEventFactory(
            position=FIRST + 50,
            kind="entry_struck_out",
            day=day(LAST),
            content={"entry": struck, "reason": "Not so."},
        )
        for name, found in _asked((*story, strike), day(LAST), born).items():
            for one in found:
                assert struck not in one.evidence, name
                assert one.about != struck, name


def test_in_which_order_it_was_recorded_changes_no_question() -> None:
    random = Random(9)
    for _ in range(STORIES):
        _in_any_order(random, _story(random, exact=True))


def _in_any_order(random: Random, story: tuple[RecordedEvent, ...]) -> None:
    born = random.choice(BIRTHS)
    numbers = [event.position for event in story]
    random.shuffle(numbers)
    now = {str(one.position): str(n) for one, n in zip(story, numbers, strict=True)}
    moved = [replace(one, position=n) for one, n in zip(story, numbers, strict=True)]
    again = tuple(sorted(moved, key=lambda event: event.position))
    before, after = _asked(story, day(LAST), born), _asked(again, day(LAST), born)
    for name, found in before.items():
        told = {(tuple(now.get(e, e) for e in one.evidence), one.since) for one in found}
        assert told == {(one.evidence, one.since) for one in after[name]}, name


def test_in_which_order_the_entries_of_one_day_were_recorded_changes_no_question() -> None:
    random = Random(11)
    for _ in range(STORIES):
        _in_any_order(random, _story(random, exact=True, crowded=True))


def test_what_was_learned_since_changes_no_answer_of_an_earlier_day() -> None:
    for story, born, _ in _told():
        on = day(80)
        by_then = tuple(event for event in story if event.known_from <= on)

        assert _asked(story, on, born) == _asked(by_then, on, born)


def _changed_since(random: Random, story: tuple[RecordedEvent, ...]) -> tuple[RecordedEvent, ...]:
    """
    Correct, strike out, mark and link some of a story, and describe somebody in it.
    """
    numbers = [str(one.position) for one in story]
    changes = (
        ("entry_struck_out", {"entry": random.choice(numbers), "reason": "Not so."}),
        (
            "entry_corrected",
            {"entry": random.choice(numbers), "reason": "r", "content": {"seen": "no"}},
        ),
        ("significance_changed", {"entry": random.choice(numbers), "significance": "routine"}),
        ("accounts_linked", {"entries": random.sample(numbers, 2), "reason": "One."}),
        ("contact", {"known_by_description": ["A man in the kitchen"], "seen": "yes"}),
        ("contact", {"known_by_description": ["a man  in the kitchen"]}),
    )
    return tuple(
        RecordedEventFactory(
            position=FIRST + 100 + number,
            kind=kind,
            day=day(random.randrange(60, 170)),
            content=content,
        )
        for number, (kind, content) in enumerate(changes)
    )


def test_a_replay_of_any_story_asks_on_each_day_what_is_asked_of_that_day_alone() -> None:
    random = Random(10)
    for _ in range(REPLAYED):
        story = _story(random)
        told_since = _changed_since(random, story)
        record = ChildRecord(child=CHILD, events=(*family(), *SIBLING, *story, *told_since))

        for on, told in asked_each_day(record):
            assert told == asked_of(record.known_at(on), on), on
