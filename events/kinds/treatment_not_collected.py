"""
Medicine or treatment that a child needs was not fetched or not given.

Source: NICE NG76 (medical neglect); "was not brought" policies.
"""

from __future__ import annotations

from events.fields import text, yes_no_unknown
from events.kind import Content, EventKind, Group
from events.told import Done
from events.wording import answered, line, says


class TreatmentNotCollected(Done):
    """
    What, what the child goes without, and what was done.
    """

    treatment = text("Which medicine or treatment?", required=True)
    reason_given = text("What reason was given, and by whom?")
    consequence = text("What can it mean for the child?", required=True)
    times = text("How often has it happened?")
    done_about_it = text("What was done about it?", required=True, long=True)
    lead_told = yes_no_unknown("Has the lead social worker been told?")


def sentence(content: Content) -> str:
    """
    Say what the child went without.
    """
    return line(
        says(content, "treatment", "Not collected or not given: {}"),
        says(content, "times", "How often: {}"),
        says(content, "reason_given", "Reason given: {}"),
        says(content, "consequence", "For the child: {}"),
        says(content, "done_about_it", "Done about it: {}"),
        answered(content, "lead_told", no="The lead social worker has not been told."),
    )


KIND = EventKind(
    label="Treatment not collected",
    group=Group.HEALTH,
    content=TreatmentNotCollected,
    sentence=sentence,
    roles=("responsible_adult",),
    always_significant=True,
)
