"""
Somebody got in touch about a child, or was got in touch with: a call, a letter, a talk.

Source: Working Together to Safeguard Children (2023), chapter 3; children in need census (sources).
"""

from __future__ import annotations

from events.fields import choice, entry, several, text, yes_no_unknown
from events.kind import Content, EventKind, Group
from events.options import CONCERNS, FROM_WHOM, WHEREABOUTS
from events.told import Told
from events.wording import answered, chosen, cites, line, says

OUTCOMES = {
    "no_further_action": "No further action",
    "advice": "Advice given",
    "passed_on": "Passed on to another agency",
    "early_help": "Early help offered",
    "referral": "Taken as a referral",
    "follow_up": "To be followed up",
}


class Contact(Told):
    """
    Who was in touch, about what, and what came of it.
    """

    from_whom = choice("Who was in touch?", FROM_WHOM, required=True)
    how = choice(
        "How?",
        {
            "telephone": "Telephone",
            "in_person": "In person",
            "letter": "Letter or e-mail",
            "message": "Text or message",
            "other": "Other",
        },
    )
    about = text("What was it about?", required=True)
    concerns = several("Does it raise any of these?", CONCERNS)
    immediate_risk = yes_no_unknown("Could the child come to harm today?")
    challenged = yes_no_unknown("Was the family challenged about anything?")
    whereabouts = choice("What does it say of where the child is?", WHEREABOUTS)
    follows_up = entry("Which entry does it follow up?")
    outcome = choice("What came of it?", OUTCOMES)


def sentence(content: Content) -> str:
    """
    Say who was in touch about what, and what came of it.
    """
    return line(
        chosen(content, "from_whom", FROM_WHOM, "Contact with: {}"),
        says(content, "about", "About: {}"),
        answered(content, "immediate_risk", yes="The child could come to harm today."),
        chosen(content, "whereabouts", WHEREABOUTS, "Where the child is: {}"),
        cites(content, "follows_up", "Follows up {}"),
        chosen(content, "outcome", OUTCOMES, "Outcome: {}"),
    )


KIND = EventKind(
    label="Contact",
    group=Group.CONTACT,
    content=Contact,
    sentence=sentence,
    roles=("referrer", "spoken_to"),
)
