"""Children as a list shows them, and the people around one."""

from __future__ import annotations

from marshmallow import fields

from service.api.answers.chronology import OccurredTold
from service.api.answers.shape import (
    Told,
    day,
    entry,
    identifier,
    many,
    maybe,
    maybe_day,
    maybe_text,
    one,
    text,
    texts,
    truth,
)


class SpanTold(Told):
    """
    The days that a date can mean.
    """

    from_ = fields.Date(required=True, data_key="from")
    to = day()


class ChildTold(Told):
    """
    A child as the directory lists one.
    """

    id = identifier()
    name = text()
    kind = text("child, or unborn")
    born = maybe(SpanTold)
    expected = maybe_text("As exactly as is known: a day, a month or a year.")
    died = maybe_text("As exactly as is known.")
    person_key = text("An import's own key.")
    source = text("The import it came with.")
    open = truth("Whether the record is open to you now.")
    ask = text("Whom to ask where it is not.")


class ChildrenTold(Told):
    """
    Children, by name.
    """

    children = many(ChildTold)
    full = truth("There may be more: ask more exactly.")


class PersonTold(Told):
    """
    Somebody of the record.
    """

    id = identifier()
    name = text("Or the description by which alone they are known.")
    kind = text("child, unborn, adult or professional")
    born = maybe(OccurredTold)
    expected = maybe(OccurredTold)
    died = maybe(OccurredTold)
    role = text()
    known_by_description = truth("Nobody has put a name to them yet.")
    likely = texts("Who may be the same person; nobody is made one by this.")
    person_key = text()


class TieTold(Told):
    """
    How somebody is tied to the child.
    """

    relation = text("In the record's own words.")
    closeness = text()
    from_ = fields.String(required=True, allow_none=True, data_key="from")
    to = maybe_day()
    known_from = day()
    because = entry("The entry that says so.")


class TiedTold(Told):
    """
    Somebody around the child.
    """

    person = one(PersonTold)
    ties = many(TieTold)


class FamilyTold(Told):
    """
    Everybody around the child.
    """

    child = maybe(PersonTold)
    people = many(TiedTold)
