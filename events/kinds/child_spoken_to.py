"""
Somebody spoke with a child apart from a visit: what the child said, alone or not.

Source: Ofsted, The voice of the child (2011); Working Together to Safeguard Children (2023).
"""

from __future__ import annotations

from events.fields import choice, text, yes_no_unknown
from events.kind import Content, EventKind, Group
from events.options import INTERPRETERS
from events.told import Told
from events.wording import answered, chosen, line, says


class ChildSpokenTo(Told):
    """
    The child's own words come first; a child who would not speak has been asked.
    """

    words = text("What did the child say, in the child's own words?", required=True, long=True)
    seen = yes_no_unknown("Was the child seen?", required=True)
    alone = yes_no_unknown("Was the child spoken to alone?", required=True)
    not_alone_reason = text("If not alone, why not?")
    place = text("Where?")
    about = text("About what?")
    views = text("What does the child want?", long=True)
    declined = yes_no_unknown("Did the child not want to speak?")
    how = text("How?", hint="Such as drawing, play, sign, an advocate.")
    behaviour = text("What did the child show or do?", long=True)
    interpreter = choice("Who interpreted?", INTERPRETERS)

    def excused(self, content: Content) -> tuple[str, ...]:
        """
        Ask no words of a child who did not want to speak.
        """
        return ("words",) if content.get("declined") == "yes" else ()


def sentence(content: Content) -> str:
    """
    Say how the child was asked, and what the child wants.
    """
    return line(
        answered(content, "alone", yes="Spoken to alone.", no="Not spoken to alone."),
        says(content, "not_alone_reason", "Because: {}"),
        says(content, "about", "About: {}"),
        says(content, "how", "How: {}"),
        answered(content, "declined", yes="The child did not want to speak."),
        says(content, "views", "The child wants: {}"),
        says(content, "behaviour", "The child: {}"),
        chosen(content, "interpreter", INTERPRETERS, "Interpreter: {}"),
    )


KIND = EventKind(
    label="Child spoken to",
    group=Group.SEEING,
    content=ChildSpokenTo,
    sentence=sentence,
    roles=("present", "spoken_to"),
    about_the_child=True,
)
