"""
Two records may be of one person: what agrees and what differs, for a named person to decide.

Source: the record's own rule that nobody merges by themselves; reviews of pasts in another file.
"""

from __future__ import annotations

from events.fields import people, several, text
from events.kind import By, Content, EventKind, Group
from events.told import Fields
from events.wording import each, line

AGREES = {
    "identifier": "A number that an agency gave",
    "name": "The name",
    "other_name": "Another name of theirs",
    "name_spelt_alike": "The name, spelt otherwise",
    "name_sounds_alike": "The sound of the name",
    "names_swapped": "The names, in another order",
    "one_name": "One of the names",
    "born": "The date of birth",
    "born_as_far_as_known": "The date of birth, as far as it is known",
    "born_swapped": "The date of birth, with day and month swapped",
    "born_near": "The date of birth but for one figure",
    "address": "An address",
    "description": "What they are to the child",
}
DIFFERS = {
    "identifier": "A number that an agency gave",
    "first_name": "The first name",
    "name": "The name",
    "born": "The date of birth",
    "sex": "The sex",
    "twin": "Same birth and family name, other first name: perhaps a twin",
}


class PersonsMayMatch(Fields):
    """
    Which records; the values themselves stay where they are and are not repeated here.
    """

    persons = people("Which persons?", required=True)
    agrees = several("What agrees?", AGREES, required=True)
    differs = several("What differs?", DIFFERS)
    matching = text("Which version of the comparison found it?", limit=50)


def sentence(content: Content) -> str:
    """
    Say that two records may be of one person, and what agrees and differs.
    """
    named = {
        "agrees": [AGREES.get(one, one) for one in content.get("agrees", ())],
        "differs": [DIFFERS.get(one, one) for one in content.get("differs", ())],
    }
    return line(
        "Two records may be of one person.",
        each(named, "agrees", "Agrees: {}"),
        each(named, "differs", "Differs: {}"),
    )


KIND = EventKind(
    label="Persons may be one",
    group=Group.PEOPLE,
    content=PersonsMayMatch,
    sentence=sentence,
    roles=("related",),
    by=By.ACTION,
)
