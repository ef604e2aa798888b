"""
A section 47 enquiry began, by itself or out of a strategy discussion.

Source: Children Act 1989, s.47; Working Together to Safeguard Children (2023), section 47
enquiries.
"""

from __future__ import annotations

from events.fields import choice, entry, practitioner, text, yes_no_unknown
from events.kind import Content, EventKind, Group
from events.told import Done
from events.wording import answered, chosen, cites, line, says

HOW = {"single": "By social care alone", "joint": "Jointly with police"}


class Section47EnquiryBegun(Done):
    """
    Why, how, led by whom, and for which children.
    """

    how = choice("How is it made?", HOW, required=True)
    strategy_discussion = entry("Which strategy discussion began it?")
    reason = text("What is the reasonable cause?", required=True, long=True)
    led_by = practitioner("Who leads it?", required=True)
    siblings_considered = yes_no_unknown("Were the other children considered?")
    medical = yes_no_unknown("Is a medical examination asked for?")
    parents_know = yes_no_unknown("Do the parents know?")


def sentence(content: Content) -> str:
    """
    Say why it began and who leads it.
    """
    return line(
        "Section 47 enquiry begun.",
        chosen(content, "how", HOW),
        says(content, "reason", "Reason: {}"),
        says(content, "led_by", "Led by {}"),
        cites(content, "strategy_discussion", "Begun by {}"),
        answered(content, "siblings_considered", no="The other children were not considered."),
        answered(content, "medical", yes="A medical examination is asked for."),
        answered(content, "parents_know", no="The parents do not know."),
    )


KIND = EventKind(
    label="Section 47 enquiry begun",
    group=Group.PROCESS,
    content=Section47EnquiryBegun,
    sentence=sentence,
    roles=("considered", "worker"),
    always_significant=True,
)
