"""
Responsibility for a child goes to another area; the sender keeps it until the receiver has it.

Source: Working Together to Safeguard Children (2023); Bolton, Tees and Swindon transfer protocols.
"""

from __future__ import annotations

from events.fields import choice, day, text, yes_no_unknown
from events.kind import Content, EventKind, Group
from events.told import Done
from events.wording import answered, chosen, dated, line, says

STEPS = {
    "notified": "Receiving area told",
    "information_sent": "Written information sent",
    "information_received": "Written information received",
    "accepted": "Accepted",
    "refused": "Refused",
}


class Transfer(Done):
    """
    Between which areas, at which step, and who keeps the case meanwhile.
    """

    from_area = text("From which area?", required=True)
    to_area = text("To which area?", required=True)
    step = choice("Which step is this?", STEPS, required=True)
    plan_in_force = yes_no_unknown("Is a child protection plan in force?")
    address_known = yes_no_unknown("Is the new address known?")
    conference_on = day("When is the transfer-in conference?")
    held_by = text("Who is responsible until then?")
    reason = text("If refused or late, why?")


def sentence(content: Content) -> str:
    """
    Say from where to where, how far it is, and who is responsible meanwhile.
    """
    return line(
        says(content, "from_area", "Transfer from {}"),
        says(content, "to_area", "To {}"),
        chosen(content, "step", STEPS),
        answered(content, "plan_in_force", yes="A child protection plan is in force."),
        answered(content, "address_known", no="The new address is not known."),
        dated(content, "conference_on", "Transfer-in conference {}"),
        says(content, "held_by", "Responsible until then: {}"),
        says(content, "reason", "Reason: {}"),
    )


KIND = EventKind(
    label="Transfer to another area",
    group=Group.CONTACT,
    content=Transfer,
    sentence=sentence,
    roles=("worker", "received_by"),
    always_significant=True,
)
