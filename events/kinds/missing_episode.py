"""
A child was missing: from when, when found, where, and what that says of where the child goes.

Source: Department for Education, statutory guidance on children who run away or go missing (2014).
"""

from __future__ import annotations

from events.fields import choice, due, several, text, yes_no_unknown
from events.kind import Content, EventKind, Group
from events.options import EXPLOITATION_SIGNS, WHEREABOUTS
from events.told import Told
from events.wording import answered, chosen, dated, line, says

FROM = {
    "home": "Home",
    "placement": "Placement",
    "school": "School",
    "other": "Elsewhere",
}


class MissingEpisode(Told):
    """
    An episode without an end is a child who is still missing.
    """

    missing_from = choice("Missing from where?", FROM, required=True)
    reported = due("When was it reported?", hint="The day, or the moment.")
    reported_to = text("To whom?")
    found = yes_no_unknown("Has the child been found, or come back?", required=True)
    found_on = due("When?", hint="The day, or the moment.")
    found_where = text("Where was the child found?")
    with_whom = text("With whom had the child been?")
    exploitation_signs = several("Were any of these seen?", EXPLOITATION_SIGNS)
    whereabouts = choice("Where is the child now?", WHEREABOUTS)


def sentence(content: Content) -> str:
    """
    Say whether the child is back, from where and with whom.
    """
    return line(
        chosen(content, "missing_from", FROM, "Missing from {}"),
        dated(content, "reported", "Reported {}"),
        answered(content, "found", yes="Found or came back.", no="Still missing."),
        dated(content, "found_on", "Back {}"),
        says(content, "found_where", "Found at {}"),
        says(content, "with_whom", "Had been with: {}"),
        chosen(content, "exploitation_signs", EXPLOITATION_SIGNS, "Signs: {}"),
        chosen(content, "whereabouts", WHEREABOUTS, "Now: {}"),
    )


KIND = EventKind(
    label="Missing episode",
    group=Group.SEEING,
    content=MissingEpisode,
    sentence=sentence,
    roles=("referrer", "seen"),
    about_the_child=True,
    always_significant=True,
)
