"""
A named worker takes on a child, or gives the child up; who may open the record follows from it.

Source: Working Together to Safeguard Children (2023), lead practitioner; the talk "Learning the
lessons from Serious Case Reviews", slide 15.
"""

from __future__ import annotations

from events.fields import agency, choice, practitioner, text
from events.kind import By, Content, EventKind, Group
from events.told import Done
from events.wording import chosen, line, says

ALLOCATED_AS = {
    "lead": "Lead practitioner",
    "manager": "Manager",
    "other": "Practitioner with a part in it",
}
CHANGES = {"begins": "Begins", "ends": "Ends"}


class Allocation(Done):
    """
    An allocation without ``change`` begins one.
    """

    worker = practitioner("Who?", required=True)
    worker_name = text("Their name")
    role = choice("As what?", ALLOCATED_AS, required=True)
    agency = agency("Of which agency?")
    change = choice("Does it begin or end?", CHANGES)
    reason = text("Why?")


def sentence(content: Content) -> str:
    """
    Say who works with the child from then on, or no longer does.
    """
    ends = content.get("change") == "ends"
    named = "worker_name" if content.get("worker_name") else "worker"
    return line(
        says(
            content,
            named,
            "No longer works with the child: {}" if ends else "Allocated: {}",
        ),
        chosen(content, "role", ALLOCATED_AS, "As {}"),
        says(content, "agency", "Agency: {}"),
        says(content, "reason", "Reason: {}"),
    )


KIND = EventKind(
    label="Allocation",
    group=Group.CONTACT,
    content=Allocation,
    sentence=sentence,
    roles=("worker",),
    by=By.ACTION,
    always_significant=True,
)
