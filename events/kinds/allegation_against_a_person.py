"""
Somebody who works or volunteers with children is said to have harmed one or to be a risk.

Source: Working Together to Safeguard Children (2023), chapter 4; Keeping children safe in
education: the designated officer is told within one working day.
"""

from __future__ import annotations

from events.fields import choice, day, text, yes_no_unknown
from events.kind import Content, EventKind, Group
from events.told import Told
from events.wording import answered, chosen, dated, line, says

FINDINGS = {
    "open": "Still being looked into",
    "substantiated": "Substantiated",
    "unsubstantiated": "Neither shown nor disproved",
    "unfounded": "Unfounded",
    "malicious": "Held to be malicious",
    "false": "False",
}


class AllegationAgainstAPerson(Told):
    """
    About whom in which position, and whether the designated officer knows.
    """

    position = text("In which position?", required=True)
    employer = text("Employer or organisation")
    designated_officer_told = yes_no_unknown(
        "Has the designated officer (LADO) been told?", required=True
    )
    told_on = day("When?")
    finding = choice("What became of it?", FINDINGS)
    evidence = text("On what evidence?", long=True)
    child_spoken = yes_no_unknown("Was the child spoken to?")
    referrer_spoken = yes_no_unknown("Was the person who raised it spoken to again?")
    children_safe = text("What keeps children safe meanwhile?", long=True)


def sentence(content: Content) -> str:
    """
    Say in which position the person is, and who has been told.
    """
    return line(
        says(content, "position", "Allegation against somebody working as {}"),
        says(content, "employer", "At {}"),
        answered(
            content,
            "designated_officer_told",
            yes="The designated officer knows.",
            no="The designated officer does not know.",
        ),
        dated(content, "told_on", "Told on {}"),
        chosen(content, "finding", FINDINGS, "What became of it: {}"),
        says(content, "evidence", "Evidence: {}"),
        answered(content, "child_spoken", no="The child was not spoken to."),
        says(content, "children_safe", "Safe meanwhile: {}"),
    )


KIND = EventKind(
    label="Allegation against somebody who works with children",
    group=Group.HARM,
    content=AllegationAgainstAPerson,
    sentence=sentence,
    roles=("alleged", "said_by"),
    about_the_child=True,
    always_significant=True,
)
