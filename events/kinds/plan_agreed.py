"""
A plan for a child is agreed, with how often the child is to be seen.

Source: Working Together to Safeguard Children (2023), child protection plan; the talk "Learning the
lessons from Serious Case Reviews", slide 8.
"""

from __future__ import annotations

from events.fields import (
    agencies,
    choice,
    day,
    several,
    text,
    whole_number,
    yes_no_unknown,
)
from events.kind import Content, EventKind, Group
from events.options import CATEGORIES, DUE_UNITS, PLANS
from events.told import Done
from events.wording import answered, chosen, dated, line, says


class PlanAgreed(Done):
    """
    The plan as a whole; each outcome in it is an entry of its own.
    """

    type = choice("Which plan?", PLANS, required=True)
    category = several("Under which categories?", CATEGORIES)
    agencies = agencies("Which agencies take part?", required=True)
    visit_every = whole_number("The child is to be seen every how many?", least=1, most=366)
    visit_every_unit = choice("Counted in", DUE_UNITS)
    frequency_reason = text("Why that often?")
    shared_with_parents = yes_no_unknown("Do the parents have a copy?")
    child_views = text("What does the child think of it?", long=True)
    contingency = text("What happens if it does not work?", required=True, long=True)
    review_on = day("When is it reviewed?")


def sentence(content: Content) -> str:
    """
    Say which plan was agreed, how often the child is seen, and what happens if it fails.
    """
    unit = DUE_UNITS.get(str(content.get("visit_every_unit")), "").lower()
    return line(
        chosen(content, "type", PLANS, "{} agreed"),
        chosen(content, "category", CATEGORIES, "Category: {}"),
        says(content, "agencies", "With {}"),
        says(
            content,
            "visit_every",
            f"The child is to be seen every {{}} {unit}".rstrip(),
        ),
        answered(content, "shared_with_parents", no="The parents have no copy."),
        says(content, "child_views", "The child's view: {}"),
        says(content, "contingency", "If it does not work: {}"),
        dated(content, "review_on", "Review on {}"),
    )


KIND = EventKind(
    label="Plan agreed",
    group=Group.PROCESS,
    content=PlanAgreed,
    sentence=sentence,
    roles=("attended",),
    always_significant=True,
)
