"""What is owed to an invented child, as events in the outcome's own stream."""

from __future__ import annotations

from datetime import date
from uuid import NAMESPACE_OID, UUID, uuid5

import factory

from projections.plans.planned_outcome import PlannedOutcome
from tests.factories.events import CHILD, RecordedEventFactory

OUTCOME = uuid5(NAMESPACE_OID, "the invented outcome")


class OutcomeEventFactory(RecordedEventFactory):
    """
    Something said of one outcome, recorded here. Params: ``outcome``, ``child``, ``says``.
    """

    class Params:
        outcome = OUTCOME
        says = factory.LazyFunction(dict)

    stream = factory.SelfAttribute("outcome")
    kind = "outcome_moved"
    content = factory.LazyAttribute(lambda event: {"outcome": str(event.outcome)} | event.says)


class OutcomePlannedFactory(OutcomeEventFactory):
    """
    A plan's outcome that a person recorded whole. Params: ``due`` as text, ``says`` more.
    """

    class Params:
        due = "2024-06-28"
        day = date(2024, 6, 3)

    position = 100
    version = 1
    kind = "outcome_planned"
    content = factory.LazyAttribute(
        lambda event: (
            {
                "risk": "Meals are missed.",
                "response": "Weekly visits to plan meals.",
                "desired": "Is not hungry on Monday mornings.",
                "measure": "School's breakfast notes for a month.",
                "owner": "Invented Worker",
                "agency": "Children's social care",
                "due": event.due,
            }
            | event.says
        )
    )


class PlannedOutcomeFactory(factory.Factory[PlannedOutcome]):
    """
    An outcome as folded. Traits: ``historic``.
    """

    class Meta:
        model = PlannedOutcome

    id = OUTCOME
    child = CHILD
    origin = "plan"
    desired = "Is not hungry on Monday mornings."
    opened = date(2024, 6, 3)
    owner = "Invented Worker"
    agency = "Children's social care"
    due = date(2024, 6, 28)
    original_due = factory.SelfAttribute("due")


def outcome_id(number: int) -> UUID:
    """
    Return the id of one of many invented outcomes.
    """
    return uuid5(NAMESPACE_OID, f"the invented outcome {number}")
