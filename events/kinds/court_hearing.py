"""
A court heard a case that concerns the child or somebody around the child.

Source: Children Act 1989, s.32 (proceedings); Family Procedure Rules, Practice Direction 12A.
"""

from __future__ import annotations

from events.fields import choice, day, text
from events.kind import Content, EventKind, Group
from events.told import Told
from events.wording import chosen, dated, line, says

COURTS = {
    "family": "Family court",
    "criminal": "Criminal court",
    "other": "Other court",
}
STEPS = {
    "application": "Application issued",
    "first": "First hearing or case management",
    "interim": "Interim hearing",
    "trial": "Trial or contested hearing",
    "final": "Final hearing",
    "sentence": "Sentence",
    "other": "Other",
}
RESULTS = {
    "convicted": "Convicted",
    "acquitted": "Acquitted",
    "discontinued": "Discontinued",
    "order_made": "Order made",
    "order_refused": "Order refused",
    "adjourned": "Adjourned",
    "other": "Other",
}


class CourtHearing(Told):
    """
    Which court, at which step, with what result; an order made is an entry of its own.
    """

    court = choice("Which court?", COURTS, required=True)
    step = choice("Which step?", STEPS)
    about = text("What was it about?")
    result = choice("With what result?", RESULTS, required=True)
    result_words = text("The result in words", long=True)
    next_on = day("When is the next hearing?")


def sentence(content: Content) -> str:
    """
    Say which court heard what, and the result.
    """
    return line(
        chosen(content, "court", COURTS, "Hearing in {}"),
        chosen(content, "step", STEPS, "Step: {}"),
        says(content, "about", "About: {}"),
        chosen(content, "result", RESULTS, "Result: {}"),
        says(content, "result_words"),
        dated(content, "next_on", "Next hearing {}"),
    )


KIND = EventKind(
    label="Court hearing",
    group=Group.LAW,
    content=CourtHearing,
    sentence=sentence,
    roles=("attended", "bound_by", "convicted", "charged"),
    always_significant=True,
    import_names=("court",),
)
