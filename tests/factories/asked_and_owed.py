"""Open questions and what is owed, as a pack or a picture is handed them: all of it is invented."""

from __future__ import annotations

from datetime import date
from uuid import NAMESPACE_OID, uuid5

import factory

from projections.plans.planned_outcome import Moved, PlannedOutcome, Raised
from projections.risk.asked import Indicator
from tests.factories.events import BORN, CHILD, noon


class OwedFactory(factory.Factory[PlannedOutcome]):
    """
    One thing owed, opened on the day of birth and due two months later.

    Traits: ``slipped`` (moved once), ``escalated``, ``achieved`` (late, without evidence).
    """

    class Meta:
        model = PlannedOutcome

    class Params:
        number = factory.Sequence(lambda n: n)
        slipped = factory.Trait(
            due=date(2024, 6, 1),
            moves=(
                Moved(
                    was=date(2024, 5, 1),
                    to=date(2024, 6, 1),
                    on=date(2024, 4, 28),
                    by="user:invented-practitioner",
                    reason="The clinic was full",
                ),
            ),
        )
        escalated = factory.Trait(
            escalations=(
                Raised(level=1, at=noon(date(2024, 5, 2)), to=("Invented Manager",), position=99),
            )
        )
        achieved = factory.Trait(state="achieved", closed_on=date(2024, 6, 10))

    id = factory.LazyAttribute(lambda outcome: uuid5(NAMESPACE_OID, f"owed {outcome.number}"))
    child = CHILD
    origin = "plan"
    desired = "The child is seen by a community paediatrician"
    risk = "Bruising that nobody has explained"
    response = "Referral to the clinic"
    measure = "The paediatrician's report"
    owner = "Invented Practitioner"
    agency = "Children's social care"
    opened = BORN
    due = date(2024, 5, 1)
    original_due = date(2024, 5, 1)
    evidence = ("8",)


class IndicatorFactory(factory.Factory[Indicator]):
    """
    One open question, raised by entry 8 and asked from the end of March 2024.
    """

    class Meta:
        model = Indicator

    rule = "invented_rule"
    practice_id = "R00"
    question = "Who has heard this child?"
    lesson = "A child who was seen was not heard."
    would_show = "What school heard."
    source = "Invented source"
    evidence = ("8",)
    since = date(2024, 3, 31)
