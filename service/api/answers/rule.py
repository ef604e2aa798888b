"""The rule book, what another setting would do, and how often each question is asked."""

from __future__ import annotations

from marshmallow import fields

from service.api.answers.shape import Told, many, maybe_day, maybe_text, number, text, truth


def _often() -> fields.Float:
    about = "Null where no child was on record for even a day."
    return fields.Float(required=True, allow_none=True, metadata={"description": about})


class SettingTold(Told):
    """
    One window or threshold.
    """

    setting = text("Its name, by which it is tried and changed.")
    shipped = number("What the program came with.")
    value = number("What is in force.")
    changed_by = maybe_text()
    changed_on = maybe_day()
    reason = maybe_text()


class RiskRuleTold(Told):
    """
    One question that a record can raise.
    """

    rule = text()
    practice_id = text()
    question = text()
    asked = text("When it is asked, and when it is not.")
    mandatory = truth("It opens a duty by itself.")
    marker = truth("It marks a child and asks nothing by itself.")
    weekly = truth("Told of in the weekly digest, and in no message of its own.")
    source = text()
    confirmed = truth("False: source to be confirmed by the partnership.")
    adopted_on = maybe_day()
    adopted_version = maybe_text()
    lesson = text()
    would_show = text("What else would show it, and where to look.")
    version = number()
    settings = many(SettingTold)


class RulesTold(Told):
    """
    Every question, in the order of the practice table.
    """

    rules = many(RiskRuleTold)


class TriedTold(Told):
    """
    What a rule asks as it is, and what it would ask with another setting; no child is named.
    """

    children = number("How many were looked at.")
    days = number("How many days back.")
    asked_of_now = number()
    asked_of_then = number()
    newly = number("Of how many it would ask today, and does not.")
    no_longer = number("Of how many it asks today, and would not.")
    a_month_now = fields.Float(required=True)
    a_month_then = fields.Float(required=True)
    days_earlier = fields.Integer(
        required=True,
        allow_none=True,
        metadata={"description": "In the middle of those asked about by both; below 0 is later."},
    )
    in_words = text()


class RuleLoadTold(Told):
    """
    How often one question was asked.
    """

    rule = text()
    practice_id = text()
    question = text()
    weekly = truth()
    mandatory = truth()
    asked = number("How often it was newly asked.")
    a_child_a_month = _often()
    children_now = number("Of how many children it asks today.")


class LoadTold(Told):
    """
    How often each question was newly asked; no child is named and none is compared.
    """

    children = number("Over how many the caller may count.")
    looked_at = number("Of them so many were looked at, the same ones each time.")
    days = number()
    asked = number()
    a_child_a_month = _often()
    rules = many(RuleLoadTold)
