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
    child_is = text("What the child is to them; empty where no word is sure.")
    certainty = text("certain, likely, claimed or denied; empty where the record does not say.")
    parental_responsibility = text("yes, no, unknown, or empty where nobody asked.")
    source = text("Who says so.")
    surely_from = maybe_day("From when it surely held, where its start has no day.")
    surely_to = maybe_day("Until when it surely held, where its end has no day.")
    quality = text("close, distant, conflict or cut_off; empty where nobody has said.")


class BetweenTold(Told):
    """
    What two people around the child are to one another.
    """

    person = identifier()
    name = text()
    relation = text("What the first is to the second, in the record's own words.")
    to = identifier()
    to_name = text()
    other_side = text("What the second is to the first; empty where no word is sure.")
    union = text("married, living_together or partners; empty where they are no couple.")
    over = text("separated, divorced or death; empty where it is not over.")
    quality = text("close, distant, conflict or cut_off; empty where nobody has said.")
    began = maybe(OccurredTold)
    ended = maybe(OccurredTold)
    certainty = text()
    source = text()
    known_from = day()
    because = entry("The entry that says so.")


class MentionTold(Told):
    """
    An entry that names somebody, when that happened and when an agency first knew it.
    """

    entry = entry()
    source_ref = text("The import's own row.")
    occurred = one(OccurredTold)
    known_from = day()


class MentionedTold(MentionTold):
    """
    An entry that names somebody, and whose it is.
    """

    agency = text()


class NameTold(Told):
    """
    One name, spelling or script.
    """

    name = text()
    sort = text("in_use, birth, married, former, alias, spelling, script or registered")
    known_from = day()
    source = text()
    entry = entry()


class BirthTold(Told):
    """
    One date of birth that a source gives.
    """

    born = one(OccurredTold)
    certainty = text()
    known_from = day()
    source = text()
    entry = entry()


class IdentifierTold(Told):
    """
    A number by which an agency knows somebody.
    """

    type = text()
    value = text()
    agency = text()
    right = truth("Whether its check digit holds.")


class AddressTold(Told):
    """
    Where somebody lives from a day on.
    """

    address = text("Empty where it is protected, except at `homes`, for the few who may read it.")
    protected = truth()
    since = one(OccurredTold)
    known_from = day()
    entry = entry()


class TiedTold(Told):
    """
    Somebody around the child.
    """

    person = one(PersonTold)
    ties = many(TieTold)
    changes_of_the_household = many(MentionTold)
    names = many(NameTold)
    described_as = texts("How they were described before somebody put a name to them.")
    births = many(BirthTold)
    births_differ = truth("Two sources give dates that cannot both be right.")
    identifiers = many(IdentifierTold)
    addresses = many(AddressTold)
    same_as = texts("The records that somebody decided are this person's.")


class HiddenTold(Told):
    """
    An adult around the child whom no assessment includes.
    """

    person = maybe_text("Null for somebody whom nobody has registered.")
    name = text("Or the description by which alone they are known.")
    described = truth()
    relations = texts()
    since = day("Since when any agency knew of them around this child.")
    mentioned_by = texts("The agencies that mention them.")
    mentioned = many(MentionedTold)
    likely = texts("Who may be the same person; nobody is made one by this.")


class LivedThereTold(Told):
    """
    Somebody who lived with the child on the day.
    """

    person = identifier()
    name = text()
    relation = text()
    sure = truth()
    why = text("Why it is not sure.")
    entries = texts()


class RestrictionTold(Told):
    """
    An order or bail that binds somebody.
    """

    entry = entry()
    what = text()
    bound = texts()
    protects = texts()
    terms = texts()
    since = day()
    ends = maybe_day()
    ended_by = maybe_text("The entry that ended it.")
    in_force = truth("On the day.")


class FamilyTold(Told):
    """
    Everybody around the child.
    """

    child = maybe(PersonTold)
    people = many(TiedTold)
    between = many(BetweenTold)
    on = day("The day that the household and what is in force are told for.")
    lived_there = many(LivedThereTold)
    hidden = many(HiddenTold)
    assessments = texts("The assessments that were looked at.")
    restrictions = many(RestrictionTold)
