"""One person around a child, whom a search finds, and what was decided about two records."""

from __future__ import annotations

from service.api.answers.child import (
    AddressTold,
    BirthTold,
    IdentifierTold,
    MentionedTold,
    NameTold,
    PersonTold,
    TieTold,
)
from service.api.answers.shape import (
    Told,
    day,
    entry,
    identifier,
    many,
    maybe_day,
    maybe_text,
    number,
    one,
    text,
    texts,
    truth,
)


class HomesTold(Told):
    """
    Where one person lives and lived, as far as the caller may know it.
    """

    person = identifier()
    name = text()
    addresses = many(AddressTold)
    kept = number("How many addresses are kept from the caller.")
    ask = text("Whom to ask for those.")


class MayBeTold(Told):
    """
    Whom somebody may be.
    """

    person = identifier()
    name = text()
    born = maybe_text()
    since = maybe_day("Since when somebody is asked.")
    agrees = texts()
    differs = texts()
    decided = text("linked, two people, or not yet")


class LinkTold(Told):
    """
    A decision that records are of one person.
    """

    link = entry()
    persons = texts()
    agrees = text()
    differs = text()
    reason = text()
    by = text()
    on = day()


class OnePersonTold(Told):
    """
    Somebody around a child, without their past in other families.
    """

    person = one(PersonTold)
    ties = many(TieTold)
    names = many(NameTold)
    described_as = texts()
    births = many(BirthTold)
    births_differ = truth()
    identifiers = many(IdentifierTold)
    addresses = many(AddressTold)
    same_as = texts()
    may_be = many(MayBeTold)
    links = many(LinkTold)
    past_entries = number("How many entries in other families you may open with a purpose.")
    past_families = number()
    withheld = number("How many more are withheld from you.")
    ask = texts("Whom to ask for those.")


class PastTold(MentionedTold):
    """
    One entry of somebody's past.
    """

    kind = text()
    sentence = text()
    status = text()
    was = text("child, parent or carer, harming, harmed, law or named")
    child = texts("The children it was recorded for.")


class WithPastTold(OnePersonTold):
    """
    Somebody with their past in other families.
    """

    past = many(PastTold)


class AroundTold(Told):
    """
    A child around whom somebody is.
    """

    id = identifier()
    name = text()


class FoundPersonTold(Told):
    """
    Somebody whom a search found.
    """

    id = identifier()
    name = text()
    kind = text()
    born = maybe_text()
    found_by = text("name, number or address")
    nearest = text("The name that is nearest to what was asked.")
    children = many(AroundTold, "Whose record is open to you.")
    closed = number("How many other records lead to them.")
    ask = texts()


class FoundPeopleTold(Told):
    """
    Whom a search found, the nearest first.
    """

    people = many(FoundPersonTold)


class DecidedTold(Told):
    """
    What was decided.
    """

    entry = entry("By which it is undone.")
    persons = texts()


class RecordedTold(Told):
    """
    What was recorded.
    """

    entry = entry("By which it is corrected or ended.")


class AddedTold(RecordedTold):
    """
    Somebody who was added, and whom they may be.
    """

    person = identifier()
    may_be = texts("Who may be the same person: somebody has to decide.")
