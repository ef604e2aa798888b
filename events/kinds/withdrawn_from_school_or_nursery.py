"""
A child no longer comes where somebody saw the child: school, nursery, GP's list, a service.

Source: Education Act 1996 s.434A (commencement to be confirmed); Child Safeguarding Practice Review
Panel on elective home education (2024).
"""

from __future__ import annotations

from events.fields import choice, text, yes_no_unknown
from events.kind import Content, EventKind, Group
from events.told import Done
from events.wording import answered, chosen, line, says

FROM = {
    "school": "School",
    "nursery": "Nursery or childminder",
    "gp": "A GP's list",
    "service": "The last service that saw the child",
}
TO = {
    "home_education": "Home education",
    "off_roll": "Off roll, no school known",
    "abroad": "Abroad",
    "elsewhere": "Elsewhere",
    "unknown": "Not known",
}


class WithdrawnFromSchoolOrNursery(Done):
    """
    Who still sees the child is the question.
    """

    withdrawn_from = choice("From what?", FROM, required=True)
    to = choice("To what?", TO, required=True)
    reason = text("What reason was given, and by whom?")
    who_sees_child = text("Who still sees the child?", required=True)
    consent_asked = yes_no_unknown("Was the local authority's consent asked, where it is needed?")
    lead_told = yes_no_unknown("Has the lead social worker been told?")


def sentence(content: Content) -> str:
    """
    Say from where, to what, and who still sees the child.
    """
    return line(
        chosen(content, "withdrawn_from", FROM, "Withdrawn from {}"),
        chosen(content, "to", TO, "To: {}"),
        says(content, "reason", "Reason given: {}"),
        says(content, "who_sees_child", "Still sees the child: {}"),
        answered(content, "consent_asked", no="The local authority's consent was not asked."),
        answered(content, "lead_told", no="The lead social worker has not been told."),
    )


KIND = EventKind(
    label="Withdrawn from school or nursery",
    group=Group.EDUCATION,
    content=WithdrawnFromSchoolOrNursery,
    sentence=sentence,
    roles=("responsible_adult",),
    always_significant=True,
)
