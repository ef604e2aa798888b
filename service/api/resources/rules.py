"""The rule book: what a record can ask, what another setting would do, how often it is asked."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from marshmallow import fields, validate

from projections.risk.asked import RULES
from projections.risk.book import book
from projections.rule_book import RULE_BOOK
from service.access.policy import Action
from service.access.tokens import Scope
from service.actions.caseload import ON_A_PAGE, counted_over, sampled
from service.actions.measure_load import A_QUARTER, measure_load
from service.actions.try_setting import A_YEAR, try_setting
from service.api.answers.rule import LoadTold, RulesTold, TriedTold
from service.api.asked import Day, Sent
from service.api.operation import Operation, Resource
from service.telling.load import load_told
from service.telling.rules import rules_told
from service.telling.tried import tried_told

if TYPE_CHECKING:
    from service.api.call import Call

MOST_DAYS = 3_660


def _days() -> fields.Integer:
    return fields.Integer(
        validate=validate.Range(min=1, max=MOST_DAYS),
        metadata={"description": "So many days back."},
    )


class SettingsOn(Sent):
    """
    On which day.
    """

    on = Day(metadata={"description": "With the settings in force on this day; today if left out."})


class Back(Sent):
    """
    How far back.
    """

    days = _days()


class TrySent(Sent):
    """
    Which setting of which question, and at what.
    """

    rule = fields.String(
        required=True,
        validate=validate.OneOf(sorted(RULES), error="Give the name of a rule; /api/rules has all"),
    )
    setting = fields.String(required=True, validate=validate.Length(min=1, max=100))
    to = fields.Integer(required=True, validate=validate.Range(min=1, max=100_000))
    days = _days()


def read(call: Call) -> dict[str, Any]:
    """
    Tell every question with its source and settings.
    """
    with call.throughline.reading() as session:
        on = call.query.get("on", session.today)
        return {"rules": rules_told(book(RULES, session.log.stream(RULE_BOOK), on))}


def count(call: Call) -> dict[str, Any]:
    """
    Count how often each question was newly asked.
    """
    with call.throughline.reading() as session:
        of = counted_over(session, call.who)
    some = sampled(of, ON_A_PAGE)
    found = measure_load(call.throughline, some, call.query.get("days", A_QUARTER))
    return load_told(found, len(of))


def tried(call: Call) -> dict[str, Any]:
    """
    Ask one question with another setting; nothing is written.
    """
    with call.throughline.reading() as session:
        of = sampled(counted_over(session, call.who), ON_A_PAGE)
    said = call.query
    found = try_setting(
        call.throughline,
        of,
        rule=said["rule"],
        setting=said["setting"],
        to=said["to"],
        days=said.get("days", A_YEAR),
    )
    return tried_told(found)


RESOURCE = Resource(
    name="Rules",
    about=(
        "The questions that a record can raise. What is counted is counted over your own children "
        "and your team’s; for a safeguarding lead and an auditor over all. Of more than "
        f"{ON_A_PAGE}, {ON_A_PAGE} drawn by lot are looked at; the command line looks at all."
    ),
    operations=(
        Operation(
            path="/api/rules",
            summary="Read the rule book",
            policy=Action.READ_RULE,
            scope=Scope.READ,
            query=SettingsOn,
            answer=RulesTold,
            view=read,
        ),
        Operation(
            path="/api/rules/load",
            summary="Count how often each question is asked, a child a month",
            policy=Action.READ_RULE,
            scope=Scope.READ,
            query=Back,
            answer=LoadTold,
            view=count,
        ),
        Operation(
            path="/api/rules/try",
            summary="Try another setting of a question before it is adopted",
            policy=Action.READ_RULE,
            scope=Scope.READ,
            query=TrySent,
            answer=TriedTold,
            view=tried,
        ),
    ),
)
