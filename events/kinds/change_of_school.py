"""
A child moves to another school, college or nursery; the child protection file follows.

Source: Keeping children safe in education: the file within five school days, receipt confirmed.
"""

from __future__ import annotations

from events.fields import choice, day, text, yes_no_unknown
from events.kind import Content, EventKind, Group
from events.told import Done
from events.wording import answered, chosen, dated, line, says

WHY = {
    "stage": "Change of stage",
    "moved": "Moved home",
    "choice": "Parents' choice",
    "other": "Other",
}


class ChangeOfSchool(Done):
    """
    From where to where, and whether the file has arrived.
    """

    from_school = text("From which school?", required=True)
    to_school = text("To which school?", required=True)
    starts_on = day("When does the child start there?")
    why = choice("Why?", WHY)
    file_sent_on = day("When was the child protection file sent?")
    receipt_confirmed = yes_no_unknown("Has the new school confirmed that it has the file?")


def sentence(content: Content) -> str:
    """
    Say from where to where, and where the file is.
    """
    return line(
        says(content, "from_school", "Leaves {}"),
        says(content, "to_school", "Goes to {}"),
        dated(content, "starts_on", "Starts {}"),
        chosen(content, "why", WHY, "Why: {}"),
        dated(content, "file_sent_on", "File sent {}"),
        answered(
            content,
            "receipt_confirmed",
            yes="The new school has the file.",
            no="The new school has not confirmed the file.",
        ),
    )


KIND = EventKind(
    label="Change of school",
    group=Group.EDUCATION,
    content=ChangeOfSchool,
    sentence=sentence,
    always_significant=True,
)
