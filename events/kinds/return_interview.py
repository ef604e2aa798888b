"""
Somebody independent speaks with a child who was missing, or the reason why that was not possible.

Source: Department for Education, statutory guidance on children who run away or go missing (2014).
"""

from __future__ import annotations

from events.fields import choice, entry, several, text, yes_no_unknown
from events.kind import Content, EventKind, Group
from events.options import EXPLOITATION_SIGNS
from events.told import Told
from events.wording import answered, chosen, cites, line, says

OUTCOMES = {
    "held": "Held",
    "refused": "The child did not want it",
    "impossible": "Not possible",
    "offered": "Offered, no answer yet",
}


class ReturnInterview(Told):
    """
    An offer alone is not an interview.
    """

    episode = entry("After which missing episode?")
    outcome = choice("What came of it?", OUTCOMES, required=True)
    reason = text("If it was not held, why?")
    independent = yes_no_unknown("Was the interviewer independent?", required=True)
    why_went = text("Why did the child go?", long=True)
    exploitation_signs = several("Were any of these seen or told?", EXPLOITATION_SIGNS)
    what_would_help = text("What would help, in the child's view?", long=True)


def sentence(content: Content) -> str:
    """
    Say whether it was held, and what the child told.
    """
    return line(
        chosen(content, "outcome", OUTCOMES, "Return interview: {}"),
        cites(content, "episode", "After {}"),
        says(content, "reason", "Reason: {}"),
        answered(content, "independent", no="The interviewer was not independent."),
        says(content, "why_went", "Why the child went: {}"),
        chosen(content, "exploitation_signs", EXPLOITATION_SIGNS, "Signs: {}"),
        says(content, "what_would_help", "Would help: {}"),
    )


KIND = EventKind(
    label="Return interview",
    group=Group.SEEING,
    content=ReturnInterview,
    sentence=sentence,
    roles=("spoken_to", "present"),
    about_the_child=True,
    always_significant=True,
)
