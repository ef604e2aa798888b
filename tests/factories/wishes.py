"""What people ask the service to record: everything in it is invented."""

from __future__ import annotations

from datetime import date
from typing import Any

import factory

from events.occurred import Occurred
from service.actions.plan_outcome import PlanOutcome
from service.actions.record_event import RecordEvent
from service.actions.register_person import RegisterPerson
from service.actions.relate import Relate


class RegisterPersonFactory(factory.Factory[RegisterPerson]):
    """
    Somebody who enters the record; a child unless said otherwise.

    Params: ``name``, ``born`` and ``expected`` as ISO text. Traits: ``adult``, ``unborn``.
    """

    class Meta:
        model = RegisterPerson

    class Params:
        name = factory.Sequence(lambda n: f"Invented Child {n}")
        kind_of_person = "child"
        born = ""
        expected = ""
        adult = factory.Trait(
            kind_of_person="adult", name=factory.Sequence(lambda n: f"Invented Adult {n}")
        )
        unborn = factory.Trait(kind_of_person="unborn")

    content = factory.LazyAttribute(
        lambda wish: _filled(
            name=wish.name,
            kind_of_person=wish.kind_of_person,
            date_of_birth=wish.born,
            expected_date_of_birth=wish.expected,
        )
    )
    key = factory.Sequence(lambda n: f"invented/person/{n}")
    allocate_to = None


class RelateFactory(factory.Factory[Relate]):
    """
    What an adult is to a child; the mother unless said otherwise.
    """

    class Meta:
        model = Relate

    class Params:
        relation = "mother"
        closeness = "parent"

    content = factory.LazyAttribute(
        lambda wish: {"relation": wish.relation, "closeness": wish.closeness}
    )
    key = factory.Sequence(lambda n: f"invented/tie/{n}")


_SAID: dict[str, tuple[str, dict[str, Any]]] = {
    "plan": (
        "plan_agreed",
        {
            "type": "child_in_need",
            "agencies": ["social care", "school"],
            "contingency": "Invented: a strategy discussion within two working days.",
        },
    ),
    "concern": (
        "concern_raised",
        {
            "fact": "Invented: the midwife says nobody asked the mother about home on her own.",
            "from_whom": "midwife",
            "concerns": ["unborn", "unknown_adult"],
        },
    ),
    "visit": (
        "visit",
        {
            "purpose": "Planned visit",
            "type": "planned",
            "announced": "yes",
            "seen": "yes",
            "alone": "yes",
            "spoken": "yes",
            "bedroom": "yes",
            "fact": "Invented: seen at home, playing with bricks.",
            "words": "“I like the red ones.”",
            "behaviour": "Came to the door and showed the bricks.",
        },
    ),
    "seen_not_heard": (
        "visit",
        {
            "purpose": "Planned visit",
            "type": "planned",
            "announced": "yes",
            "seen": "yes",
            "alone": "no",
            "fact": "Invented: seen in the living room beside the mother throughout.",
            "words": "",
            "behaviour": "",
        },
    ),
    "not_brought": (
        "missed_appointment",
        {
            "whose": "child",
            "why": "not_brought",
            "appointment": "Community paediatric clinic",
            "rebooked": "yes",
            "done_about_it": "Invented: a letter was sent, with a new date.",
        },
    ),
    "domestic_abuse": (
        "domestic_abuse_incident",
        {
            "severity": "assault",
            "children_household": "yes",
            "children_present": "no",
            "pregnant": "no",
            "weapon": "no",
            "strangulation": "no",
            "dash_yes": 9,
            "fact": "Invented: police were called; the baby was asleep next door.",
        },
    ),
    "pregnancy": (
        "pregnancy_recorded",
        {"concern": "yes", "fact": "Invented: booked at 26 weeks."},
    ),
    "supervision": (
        "supervision",
        {
            "supervisor": "Invented Team Manager",
            "discussed": "Invented: what the child's days are like, and who has asked.",
            "decisions": "Invented: visit unannounced next time; speak to the school.",
        },
    ),
    "handover": (
        "handover_sent",
        {
            "to": "health visiting",
            "what": "Invented: what was seen on the last two visits.",
            "asked": "See the child within a week, and say what you saw.",
        },
    ),
    "appointment": (
        "appointment_attended",
        {
            "appointment": "Health review",
            "fact": "Invented: brought by the mother; growing along the 50th centile.",
        },
    ),
    "contact": (
        "contact",
        {
            "from_whom": "school",
            "about": "How the child is at school",
            "fact": "Invented: the school rang; settled, in time, has friends.",
        },
    ),
}
"""What an entry says, by what happened: the kind, and the answers to its questions."""


class RecordEventFactory(factory.Factory[RecordEvent]):
    """
    An entry about a child.

    Params: ``what`` happened, ``day`` it happened, ``more`` answers.
    """

    class Meta:
        model = RecordEvent

    class Params:
        what = "visit"
        day = date(2026, 3, 26)
        more = factory.LazyFunction(dict)

    kind = factory.LazyAttribute(lambda wish: _SAID[wish.what][0])
    occurred = factory.LazyAttribute(lambda wish: Occurred.day(wish.day))
    content = factory.LazyAttribute(lambda wish: _SAID[wish.what][1] | wish.more)
    key = factory.Sequence(lambda n: f"invented/entry/{n}")


class PlanOutcomeFactory(factory.Factory[PlanOutcome]):
    """
    What a plan wants to be different for a child.

    Params: ``owner``, ``due`` as ISO text, ``more`` answers.
    """

    class Meta:
        model = PlanOutcome

    class Params:
        owner = ""
        due = ""
        agency = "social care"
        more = factory.LazyFunction(dict)

    content = factory.LazyAttribute(
        lambda wish: (
            {
                "risk": "Invented: the child is often alone with a younger sister in the evening.",
                "response": "A named adult stays with the children until the mother is home.",
                "desired": "The child is looked after by an adult every evening and says so.",
                "measure": "What the child says alone, twice, and what the neighbour has seen.",
                "contingency": "A strategy discussion within two working days.",
                "owner": wish.owner,
                "agency": wish.agency,
                "due": wish.due,
            }
            | wish.more
        )
    )
    key = factory.Sequence(lambda n: f"invented/outcome/{n}")


def _filled(**answers: Any) -> dict[str, Any]:
    return {name: said for name, said in answers.items() if said}
