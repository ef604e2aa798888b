"""A question that the record raises."""

from __future__ import annotations

from service.api.answers.shape import Told, day, maybe, maybe_text, text, texts, truth


class MustAnswerTold(Told):
    """
    Who must answer one question, and by when.
    """

    owner = text("A user's id or a name; empty where nobody is named.")
    responsible = text("The role that procedures hold responsible.")
    due = maybe_text("Until the end of this day, or this instant; null where no date runs.")
    within = text("How long there is once a date runs.")
    duty = truth("What is owed is the duty of a mandatory trigger, and not an answer alone.")


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
    would_show = text("What else would show it, and where to look.")
    mandatory = truth("Procedures attach a duty to it.")
    must_answer = maybe(MustAnswerTold, "Null where somebody has answered, or nobody must.")
    answered = truth()
    new_evidence = texts("What the last answer did not have.")
    rests_no_longer_on = texts("What was struck out, and raised it as well before.")
