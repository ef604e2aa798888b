"""
A child or an adult around the child has a condition that bears on the child.

Source: Brandon et al. (parents' mental health, substances, violence together); Working Together to
Safeguard Children (2023): disability and communication.
"""

from __future__ import annotations

from events.fields import choice, text, yes_no_unknown
from events.kind import Content, EventKind, Group
from events.told import Told
from events.wording import answered, chosen, line, says

WHOSE = {"child": "The child", "adult": "An adult around the child"}
CONDITIONS = {
    "mental_ill_health": "Mental ill-health",
    "substance_misuse": "Drug or alcohol use",
    "learning_disability": "Learning disability",
    "disability": "Disability",
    "communication_need": "Communication need",
    "long_term_illness": "Long-term illness",
    "developmental_delay": "Developmental delay",
    "self_harm": "Self-harm or suicidal thoughts",
    "other": "Other",
}
COURSES = {
    "new": "New",
    "same": "As before",
    "worse": "Worse",
    "better": "Better",
    "ended": "Over",
}


class HealthCondition(Told):
    """
    Whose, what, and what it means for the child.
    """

    whose = choice("Whose is it?", WHOSE, required=True)
    condition = choice("What is it?", CONDITIONS, required=True)
    diagnosis = text("Diagnosis, if there is one")
    course = choice("How is it?", COURSES)
    treated = yes_no_unknown("Is it being treated?")
    communication_method = text("How does the child best understand and tell?")
    means = text("What does it mean for the child?", long=True)


def sentence(content: Content) -> str:
    """
    Say whose condition it is and what it means for the child.
    """
    return line(
        chosen(content, "condition", CONDITIONS),
        chosen(content, "whose", WHOSE, "Whose: {}"),
        says(content, "diagnosis", "Diagnosis: {}"),
        chosen(content, "course", COURSES, "Course: {}"),
        answered(content, "treated", yes="Being treated.", no="Not being treated."),
        says(content, "communication_method", "How the child tells: {}"),
        says(content, "means", "For the child: {}"),
    )


KIND = EventKind(
    label="Health condition",
    group=Group.HEALTH,
    content=HealthCondition,
    sentence=sentence,
    roles=("unwell",),
    always_significant=True,
)
