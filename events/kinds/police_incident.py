"""
Police came to something, or opened, updated or ended an enquiry, that concerns the child's family.

Source: Care Inspectorate, Practice guide to chronologies (2017); Working Together to Safeguard
Children (2023), police.
"""

from __future__ import annotations

from events.fields import choice, day, text, yes_no_unknown
from events.kind import Content, EventKind, Group
from events.told import Told
from events.wording import answered, chosen, dated, line, says

SORTS = {
    "attended": "Police came",
    "report": "Somebody reported a crime",
    "intelligence": "Police intelligence",
    "enquiry": "An enquiry",
    "release": "Released from custody",
    "other": "Other",
}
ENQUIRIES = {
    "opened": "Opened",
    "continues": "Goes on",
    "ended": "Ended",
    "no_further_action": "No further action",
    "none": "None",
}


class PoliceIncident(Told):
    """
    What sort, who was in the home, and who holds the enquiry.
    """

    type = choice("What sort?", SORTS, required=True)
    about = text("What about?", required=True)
    occupants = text("Who was in the home?")
    children_seen = yes_no_unknown("Did police see every child?")
    enquiry = choice("A police enquiry?", ENQUIRIES)
    named_officer = text("Which officer holds it?")
    release_on = day("If somebody is released from custody: on which day?")
    protection_used = yes_no_unknown("Was a child taken into police protection?")
    domestic_abuse = yes_no_unknown("Was there domestic abuse?")
    school_told = yes_no_unknown("If so: has the school or college been told?")


def sentence(content: Content) -> str:
    """
    Say what police came to, whether they saw the children, and who holds the enquiry.
    """
    return line(
        chosen(content, "type", SORTS),
        says(content, "about", "About: {}"),
        says(content, "occupants", "In the home: {}"),
        answered(
            content,
            "children_seen",
            yes="Police saw every child.",
            no="Police did not see every child.",
        ),
        chosen(content, "enquiry", ENQUIRIES, "Enquiry: {}"),
        says(content, "named_officer", "Officer: {}"),
        dated(content, "release_on", "Release on {}"),
        answered(content, "protection_used", yes="A child was taken into police protection."),
        answered(content, "domestic_abuse", yes="There was domestic abuse."),
        answered(content, "school_told", no="The school has not been told."),
    )


KIND = EventKind(
    label="Police incident",
    group=Group.LAW,
    content=PoliceIncident,
    sentence=sentence,
    roles=("harmed", "harmed_by", "present"),
    about_the_child=True,
    always_significant=True,
)
