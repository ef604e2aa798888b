"""Something that somebody owes by a date."""

from __future__ import annotations

from service.api.answers.shape import (
    Told,
    day,
    entry,
    identifier,
    many,
    maybe,
    maybe_day,
    maybe_moment,
    maybe_text,
    moment,
    number,
    text,
    texts,
    truth,
)


class MoveTold(Told):
    """
    One moving of a due date.
    """

    was = maybe_text()
    to = maybe_text()
    on = day()
    by = text()
    reason = text()


class EscalationTold(Told):
    """
    Who was told at which level, and what they said to it.
    """

    level = number()
    at = moment()
    to = texts("The ids of those who were told.")
    to_words = texts()
    acknowledged = maybe_moment()
    understood = text()
    will_do = text()
    by_when = maybe_text()
    resolved = maybe_moment()
    reason = text()
    entry = entry()


class OutcomeTold(Told):
    """
    A risk, the response to it, one owner, a due date, and what would show that it was achieved.
    """

    id = identifier()
    child = identifier()
    origin = text("plan, timescale, trigger, handover, challenge or indicator")
    practice_id = text()
    desired = text()
    said = text("What is desired, said as still owed while it is.")
    risk = text()
    response = text()
    measure = text()
    owner = text()
    responsible = text("The role that procedures hold responsible.")
    agency = text()
    opened = day()
    due = maybe_text("A day, in time until its end, or the very moment.")
    original_due = maybe_text()
    limit = text()
    state = text("planned, overdue, achieved, not achieved or withdrawn")
    overdue_days = number()
    moves = many(MoveTold)
    evidence = texts("The entries that opened it.")
    evidence_of_change = texts("The entries that show it was achieved.")
    closed_on = maybe_day()
    closed_because = text()
    closed_by = text()
    historic = truth("Learned so long before it was recorded that nobody is told.")
    stored = truth()
    escalations = many(EscalationTold)


class NoticeTold(Told):
    """
    One escalation that you were told of.
    """

    escalation = entry("Its number, by which it is acknowledged and resolved.")
    because = text("Why you.")
    level = number()
    at = moment()
    seen = maybe_moment()
    live = truth("Nobody has answered it yet.")
    version = number("Give it as decided_on, so that nobody decides past somebody else.")
    outcome = maybe(OutcomeTold, "What is owed; null for whoever administers and sees no case.")


class NoticesTold(Told):
    """
    What you were told, longest overdue first.
    """

    escalations = many(NoticeTold)
