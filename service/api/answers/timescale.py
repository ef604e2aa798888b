"""A timescale in force."""

from __future__ import annotations

from service.api.answers.shape import Told, many, number, text, truth


class TimescaleTold(Told):
    """
    One row: what starts it, its limit, and what satisfies it.
    """

    name = text()
    practice_id = text()
    desired = text()
    risk = text()
    limit = number()
    unit = text()
    limit_words = text("The limit with what else bears on it.")
    safety = truth("A weekend does not stop it.")
    starts = text()
    satisfied_by = text()
    ended_by = text()
    responsible = text()
    ladder = text()
    source = text()
    confirmed = truth("False: the source is to be confirmed by the partnership.")
    edition = text()
    since = text("The first day on which clocks start under it; empty for any.")


class TimescalesTold(Told):
    """
    Every timescale under which clocks start on a day.
    """

    on = text()
    timescales = many(TimescaleTold)
