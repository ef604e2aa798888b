"""
Where somebody lives from a day on: a move, a return home, a placement, or the same home confirmed.

Source: Care Planning, Placement and Case Review (England) Regulations 2010, reg. 28 (each
placement); NSPCC on reunification (conditions); London Safeguarding Children Procedures (moves
between areas).
"""

from __future__ import annotations

from events.fields import choice, text, texts, yes_no_unknown
from events.kind import Content, EventKind, Group
from events.options import LOOKED_AFTER, WHEREABOUTS
from events.told import Done
from events.wording import answered, chosen, each, line, says

MOVES = {
    "home": "The family moved home",
    "stay": "Went to stay with somebody",
    "return_home": "Returned home",
    "placement": "Placed by the local authority",
    "private_fostering": "Privately fostered",
    "refuge": "Refuge",
    "hospital": "Hospital",
    "custody": "Custody",
    "confirmed": "No move: the address was confirmed",
    "other": "Other",
}
PLACEMENTS = {
    "foster": "Foster care",
    "family": "Family or friends",
    "parents": "With parents, under an order",
    "residential": "Children's home",
    "adoption": "Adoption",
    "supported": "Supported accommodation",
    "secure": "Secure accommodation",
    "other": "Other",
}


class AddressRecorded(Done):
    """
    A protected address is marked as it is written, so that no copy can leak it later.
    """

    address = text("The address", long=True, limit=1000)
    protected = yes_no_unknown(
        "Must this address be kept from anybody?",
        required=True,
        hint="If yes or not known, few may read it, no copy holds it, no search finds it.",
    )
    new_home = yes_no_unknown("Is it a new home for the child?", required=True)
    move = choice("What sort of move is it?", MOVES, required=True)
    with_whom = text("With whom does the child live there?")
    reason = text("Why?")
    planned = yes_no_unknown("Was it planned?")
    whereabouts = choice("Has anybody seen the child there?", WHEREABOUTS)
    other_area = yes_no_unknown("Is it in another local authority's area?")
    area = text("In which area?")
    looked_after = choice("Is the child looked after from then on?", LOOKED_AFTER)
    placement = choice("If placed: in what?", PLACEMENTS)
    until_18 = yes_no_unknown("If placed: is it meant to last to 18?")
    conditions = texts("Which conditions were set?", hint="One a line.")
    conditions_met = yes_no_unknown("Were all of them met when it happened?")


def sentence(content: Content) -> str:
    """
    Say what sort of move it was, with whom and under which conditions; never the address itself.
    """
    return line(
        chosen(content, "move", MOVES),
        chosen(content, "placement", PLACEMENTS, "In: {}"),
        says(content, "with_whom", "Lives with {}"),
        answered(content, "new_home", yes="A new home for the child."),
        answered(content, "protected", yes="The address is protected."),
        says(content, "reason", "Reason: {}"),
        answered(content, "planned", no="It was not planned."),
        chosen(content, "whereabouts", WHEREABOUTS, "Seen there: {}"),
        answered(content, "other_area", yes="In another local authority's area."),
        chosen(content, "looked_after", LOOKED_AFTER, "The child {}"),
        each(content, "conditions", "Conditions: {}"),
        answered(
            content,
            "conditions_met",
            yes="All conditions were met.",
            no="Not all conditions were met.",
            unknown="Not known whether the conditions were met.",
        ),
    )


KIND = EventKind(
    label="Move or address",
    group=Group.PEOPLE,
    content=AddressRecorded,
    sentence=sentence,
    roles=("lives_with", "caring"),
    always_significant=True,
    import_names=("move_of_address",),
)
