"""
A visit to the child, and what it was like to be that child.

Source: Working Together to Safeguard Children (2023); London Safeguarding Children Procedures, Part
A section 5 (alone on alternate occasions, bedroom seen, infants awake).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from events.fields import choice, entry, several, text, yes_no_unknown
from events.kind import Content, EventKind, Group
from events.options import INTERPRETERS, NEGLECT_SIGNS, VISITORS, WHEREABOUTS
from events.told import Told
from events.wording import answered, chosen, line, says

SORTS = {
    "statutory": "Statutory visit",
    "planned": "Planned, other",
    "unplanned": "Unplanned",
    "other": "Other",
}
NOT_SEEN = {
    "no_answer": "Nobody came to the door",
    "not_home": "Nobody was in",
    "no_access": "Not let in",
    "elsewhere": "The child was elsewhere",
    "asleep": "The child was said to be asleep",
    "other": "Other",
}


class Visit(Told):
    """
    Seen, alone, spoken to and heard are four facts, never one tick.
    """

    type = choice("What sort of visit was it?", SORTS)
    purpose = text("What was the purpose of the visit?", required=True)
    announced = yes_no_unknown("Did the family know you were coming?")
    place = text("Where did you see the child?")
    seen = yes_no_unknown("Was the child seen?", required=True)
    not_seen_reason = choice("If not seen, why not?", NOT_SEEN)
    alone = yes_no_unknown("Was the child spoken to alone?", required=True)
    not_alone_reason = text("If not alone, why not?")
    awake = yes_no_unknown("Was the child awake?")
    spoken = yes_no_unknown("Was the child spoken to?")
    behaviour = text("What did the child show or do?", long=True)
    lived_experience = text("What is it like to be this child?", long=True)
    bedroom = yes_no_unknown("Was the child's bedroom seen?")
    home = text("What was the home like?", long=True)
    neglect_signs = several("Were any of these seen?", NEGLECT_SIGNS)
    others_present = text("Who else was there?")
    challenged = yes_no_unknown("Was the family challenged about anything?")
    interpreter = choice("Who interpreted?", INTERPRETERS)
    whereabouts = choice("If not seen: where is the child said to be?", WHEREABOUTS)
    manager_told = yes_no_unknown("If not seen: has a manager been told?")
    visitor = choice(
        "Whose visit was it?",
        VISITORS,
        hint="Left open, it is taken for a visit of the agency that recorded it.",
    )
    follows_up = entry("Which entry does it follow up?")

    def excused(self, content: Mapping[str, Any]) -> tuple[str, ...]:
        """
        Ask nothing of time alone with a child who was not seen.
        """
        return ("alone",) if content.get("seen") == "no" else ()


def sentence(content: Content) -> str:
    """
    Say who was seen and heard, in words that never make "seen" sound safe.
    """
    return line(
        says(content, "purpose", "Visit: {}"),
        answered(content, "announced", yes="Announced.", no="Unannounced."),
        chosen(content, "visitor", VISITORS, "By: {}"),
        _seen(content),
        says(content, "not_alone_reason", "Not alone because: {}"),
        answered(content, "awake", no="The child was not awake."),
        says(content, "behaviour", "The child: {}"),
        says(content, "lived_experience", "To be this child: {}"),
        answered(content, "bedroom", yes="Bedroom seen.", no="Bedroom not seen."),
        says(content, "home", "Home: {}"),
        chosen(content, "neglect_signs", NEGLECT_SIGNS, "Signs seen: {}"),
        says(content, "others_present", "Also there: {}"),
        chosen(content, "interpreter", INTERPRETERS, "Interpreter: {}"),
        answered(
            content,
            "manager_told",
            yes="A manager was told.",
            no="No manager was told.",
        ),
    )


def _seen(content: Content) -> str:
    match content.get("seen"), content.get("alone"):
        case "yes", "yes":
            said = "Child seen and spoken to alone."
        case "yes", "no":
            said = "Child seen, not spoken to alone."
        case "yes", _:
            said = "Child seen."
        case "no", _:
            return line("Child not seen.", chosen(content, "not_seen_reason", NOT_SEEN))
        case _:
            return ""
    heard = any(content.get(name) for name in ("words", "behaviour", "lived_experience"))
    # An import without these columns must not read as if the visitor had recorded nothing.
    asked = "behaviour" in content or "words" in content
    return (
        said if heard or not asked else f"{said} Nothing recorded of what the child said or showed."
    )


KIND = EventKind(
    label="Visit",
    group=Group.SEEING,
    content=Visit,
    sentence=sentence,
    roles=("responsible_adult", "present", "seen", "spoken_to"),
    about_the_child=True,
)
