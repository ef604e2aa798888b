"""
Something that bears on the child and that no other kind fits.

Source: Care Inspectorate, Practice guide to chronologies (2017): key events, positive ones too.
"""

from __future__ import annotations

from events.fields import choice, day, text, yes_no_unknown
from events.kind import Content, EventKind, Group
from events.options import WHEREABOUTS
from events.told import Told
from events.wording import answered, chosen, dated, line, says

ABOUT = {
    "police_enquiry_begun": "A police enquiry began",
    "police_enquiry_ended": "A police enquiry ended",
    "evidence": "Evidence gathered, or not gathered",
    "bail_return": "Return to bail",
    "legal_limit": "A legal time limit",
    "protective_arrangement_begun": "An arrangement that protects the child began",
    "protective_arrangement_ended": "An arrangement that protected the child ended",
    "service_begun": "A service began",
    "service_ended": "A service ended",
    "worker_left": "A worker left or is away",
    "achievement": "Something good",
    "publication": "A publication",
    "other": "Something else",
}


class OtherEvent(Told):
    """
    A few things that rules must see without a kind of their own are chosen, not written.
    """

    about = choice("What is it about?", ABOUT, required=True)
    replaced = yes_no_unknown("If something ended: is something else in its place?")
    named_officer = text("If police: which officer holds it?")
    away_from = day("If a worker: from which day are they not there?")
    whereabouts = choice("What does it say of where the child is?", WHEREABOUTS)


def sentence(content: Content) -> str:
    """
    Say what it is about, and what is missing.
    """
    return line(
        chosen(
            content,
            "about",
            {name: said for name, said in ABOUT.items() if name != "other"},
        ),
        answered(
            content,
            "replaced",
            yes="Something else is in its place.",
            no="Nothing is in its place.",
            unknown="Not known whether anything is in its place.",
        ),
        says(content, "named_officer", "Officer: {}"),
        dated(content, "away_from", "Not there from {}"),
        chosen(content, "whereabouts", WHEREABOUTS, "Where the child is: {}"),
    )


KIND = EventKind(
    label="Other event",
    group=Group.CONTACT,
    content=OtherEvent,
    sentence=sentence,
    roles=("protected", "worker"),
    import_names=("other",),
)
