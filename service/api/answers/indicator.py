"""A question that the record raises."""

from __future__ import annotations

from service.api.answers.shape import Told, day, text, texts, truth


class IndicatorTold(Told):
    """
    One open question: never a number, always with its evidence.
    """

    rule = text()
    practice_id = text()
    question = text()
    about = text("The incident or person it is about.")
    since = day("When it first could be asked.")
    evidence = texts("By the import's row where there is one, else by number.")
    entries = texts("The same by number.")
    note = text()
    source = text()
    source_note = text()
    mandatory = truth("Procedures attach a duty to it.")
    answered = truth()
    new_evidence = texts("What the last answer did not have.")
    rests_no_longer_on = texts("What was struck out, and raised it as well before.")
