"""
A person enters the record: a child, an unborn child, an adult or a professional.

Source: Working Together to Safeguard Children (2023): every child and adult of the household; an
unborn child is registered by the expected date of birth.
"""

from __future__ import annotations

from events.fields import choice, partial_day, people, text, texts
from events.kind import By, Content, EventKind, Group
from events.told import Fields
from events.wording import chosen, line, says

SORTS = {
    "child": "Child",
    "unborn": "Unborn child",
    "adult": "Adult",
    "professional": "Practitioner",
}


class PersonRegistered(Fields):
    """
    What is known when a person is first named; later names and identifiers are events of their own.
    """

    name = text("Name", required=True, hint="Or the description by which alone they are known.")
    other_names = texts("Other names and spellings", hint="One a line.")
    kind_of_person = choice("Who is it?", SORTS, required=True)
    sex = text("Sex", limit=50)
    date_of_birth = partial_day("Date of birth", hint="As exactly as is known.")
    dob_certainty = choice(
        "How sure is the date of birth?",
        {
            "sure": "Sure",
            "approximate": "Approximate",
            "conflicting": "Sources differ",
            "unknown": "Not known",
        },
    )
    expected_date_of_birth = partial_day("Expected date of birth, if not yet born")
    relation = text("What are they to the child?")
    role = text("Role or profession")
    language = text("First language")
    communication = text("How do they best understand and make themselves understood?")
    ethnicity = text("Ethnicity, as they describe it")
    known_by_description = choice(
        "Are they known by description alone?", {"yes": "Yes", "no": "No"}
    )
    likely = people("Who may be the same person?", hint="Nobody is made one by this.")
    person_key = text("The import's own key", limit=200)
    notes = text("The import's remarks", long=True)


def sentence(content: Content) -> str:
    """
    Say who was registered as what.
    """
    return line(
        says(content, "name", "Registered: {}"),
        chosen(content, "kind_of_person", SORTS),
        says(content, "relation", "To the child: {}"),
    )


KIND = EventKind(
    label="Person registered",
    group=Group.PEOPLE,
    content=PersonRegistered,
    sentence=sentence,
    by=By.ACTION,
)
