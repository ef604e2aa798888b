"""One question of the rule book: when it is asked, who adopted it, what else could be set."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import uuid4

from projections.risk.asked import RULES
from projections.risk.book import book
from projections.rule_book import RULE_BOOK, changed_by, named
from service.access.policy import Action, Allow, decide
from service.actions.adopt_rule import AdoptRule, adopt_rule
from service.actions.caseload import ON_A_PAGE, counted_over, sampled, whose
from service.actions.change_setting import ChangeSetting, change_setting
from service.actions.errors import ActionRefused
from service.actions.try_setting import try_setting
from service.telling.tried import tried_in_words
from service.web.named import named as who
from service.web.page import Answer, Go, Missing, Page, Shown

if TYPE_CHECKING:
    from service.web.visit import Visit


def view(visit: Visit) -> Answer:
    """
    Show the question, try a setting on the reader's own children, adopt it, or the question.
    """
    row = f"R{visit.path['row']:02}"
    name = next((name for name, rule in RULES.items() if rule.practice_id == row), "")
    if not name:
        return Missing()
    may_change = isinstance(decide(visit.who, Action.CHANGE_RULE), Allow)
    adopting = may_change and visit.text("do")
    errors: dict[str, str] = {}
    said = ""
    if visit.posting:
        try:
            if adopting == "adopt":
                return _adopted(visit, name)
            if adopting == "adopt-question":
                return _question_adopted(visit, name)
            said = _tried(visit, name)
        except ActionRefused as refused:
            errors = refused.fields
    with visit.throughline.reading() as session:
        changes = session.log.stream(RULE_BOOK)
        (line,) = (one for one in book(RULES, changes, session.today) if one.name == name)
        settings = {named(name, window.name) for window in line.windows}
        history = [
            (change, who(session.connection, change.actor))
            for change in reversed(changed_by(changes, session.today))
            if change.content.get("setting") in settings
        ]
        adopted_by = who(session.connection, line.adopted.actor) if line.adopted else ""
    return Shown(
        title=line.rule.question,
        values={
            "line": line,
            "history": history,
            "adopted_by": adopted_by,
            "said": said,
            "may_change": may_change,
            "over": whose(visit.who),
            "values": visit.form,
            "key": visit.form.get("key") or str(uuid4()),
            "settings": {window.name: window.asked for window in line.windows},
        },
        errors=errors,
    )


def _tried(visit: Visit, rule: str) -> str:
    with visit.throughline.reading() as session:
        of = counted_over(session, visit.who)
    found = try_setting(
        visit.throughline,
        sampled(of, ON_A_PAGE),
        rule=rule,
        setting=visit.text("setting"),
        to=_to(visit),
    )
    some = "" if len(of) == found.of else f" Counted on {found.of} of {len(of):,}, drawn by lot."
    return tried_in_words(found) + some


def _adopted(visit: Visit, rule: str) -> Go:
    with visit.throughline.writing() as session:
        wish = ChangeSetting(
            rule=rule,
            setting=visit.text("setting"),
            to=_to(visit),
            reason=visit.text("reason"),
            key=visit.key,
        )
        change_setting(session, visit.who, wish)
    return Go(to=visit.url("rule", row=visit.path["row"]), said="From today on it is asked so.")


def _question_adopted(visit: Visit, rule: str) -> Go:
    with visit.throughline.writing() as session:
        wish = AdoptRule(
            rule=rule,
            reason=visit.text("adopted_reason"),
            source=visit.text("adopted_source"),
            key=visit.key,
        )
        adopt_rule(session, visit.who, wish)
    return Go(
        to=visit.url("rule", row=visit.path["row"]), said="It is on record that it was adopted."
    )


def _to(visit: Visit) -> int:
    sent = visit.text("to")
    return int(sent) if sent.isdecimal() and len(sent) < 9 else 0  # noqa: PLR2004 - refused below


PAGE = Page(
    path="/rules/<int:row>",
    title="A question",
    policy=Action.READ_RULE,
    view=view,
    form=True,
)
