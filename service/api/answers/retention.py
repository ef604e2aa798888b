"""The shapes of what is told of retention and erasing."""

from __future__ import annotations

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


class OfWhom(Told):
    """
    Whose record it is.
    """

    id = identifier()
    name = text("Empty where it was erased.")


class PeriodTold(Told):
    """
    One period that applies.
    """

    name = text("Its name in the schedule.")
    what = text()
    until = maybe_day("Null where the day that it counts from is not known.")
    counts_from = text("birth, entry or last_contact.")
    years = number()
    because = texts("The entries that bring the record under it.")
    source = text()
    confirmed = truth("Whether its source says so for everybody; else it is local.")


class HoldTold(Told):
    """
    A duty to keep that comes before every period.
    """

    hold = entry()
    ordered_by = text()
    since = day()
    reason = text()


class RetainedTold(Told):
    """
    Until when one record is kept.
    """

    child = one(OfWhom)
    until = maybe_day("The end of the longest period; null where that cannot be said.")
    ended = truth("Whether every period is over and nothing holds it: people must decide.")
    lacks = text("What must be known before a day can be given.")
    erased_under = text("The entry under which it was erased.")
    periods = many(PeriodTold)
    holds = many(HoldTold)


class RetentionTold(Told):
    """
    Some records, by name.
    """

    records = many(RetainedTold)
    next = maybe_text("Give it as “after” for the next ones; null at the end.")


class ProposalTold(Told):
    """
    A proposal to erase, and what became of it.
    """

    proposal = entry()
    record = identifier()
    basis = text()
    reason = text()
    proposed = day()
    by = text()
    erased_under = text("The entry that erased it; empty while nobody agreed.")


class ProposalsTold(Told):
    """
    Every proposal, the oldest first.
    """

    proposals = many(ProposalTold)
