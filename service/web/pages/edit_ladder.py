"""Previews a ladder on a day, and adopts another edition of it with a reason."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from escalation.errors import CalendarEnds
from escalation.ladder_words import ladder_words
from escalation.running.reaching import unreached
from escalation.started import SENT
from service.access.accounts import accounts
from service.access.people import People
from service.access.policy import Action, Allow, decide
from service.access.reader import Role
from service.actions.adopt_ladder import NAMES, AdoptLadder, adopt_ladder, ladder_of, read_wish
from service.actions.errors import ActionRefused
from service.telling.ladders import Heard, previewed, tell_gap
from service.web.forms.ladder import (
    SENT_BY,
    UNITS,
    WHO_OFFERED,
    limit_shown,
    sent_ladder,
    shown_levels,
)
from service.web.forms.people import id_of
from service.web.forms.when import iso_day
from service.web.offered import offered
from service.web.page import Answer, Go, Missing, Page, Shown

if TYPE_CHECKING:
    from uuid import UUID

    from escalation.ladder import Ladder
    from escalation.reach import Gap
    from service.web.offered import Offered
    from service.web.visit import Visit
    from service.wiring import Session

_FRIDAY = 4


def view(visit: Visit) -> Answer:
    """
    Show the form and what the ladder in it would do, or adopt it.
    """
    name = visit.text("ladder") or visit.asked("ladder")
    may_change = isinstance(decide(visit.who, Action.CHANGE_LADDER), Allow)
    with visit.throughline.reading() as session:
        in_force = ladder_of(session, name)
        choices = offered(session)
    if in_force is None and name not in NAMES:
        return Missing()
    errors: dict[str, str] = {}
    wish = _wish(visit, name)
    if visit.posting and visit.text("act") == "adopt" and may_change:
        try:
            with visit.throughline.writing() as session:
                adopted = adopt_ladder(session, visit.who, wish)
                gaps = _gaps(session, adopted)
        except ActionRefused as refused:
            errors = refused.fields
        else:
            return Go(to=visit.url("ladders"), said=_said(adopted, gaps))
    with visit.throughline.reading() as session:
        shown = in_force
        # Who may not change it is shown no levels, and so sends none.
        edited = visit.posting and may_change
        if edited and not errors:
            try:
                shown = read_wish(session, wish)
            except ActionRefused as refused:
                errors = refused.fields
        day, owner, lead, wrong = _asked(session, visit, choices)
        first = _first_values(day, _somebody(session, visit, choices))
        heard, beyond = _heard(session, shown, day, owner, lead)
        told = [tell_gap(session, gap) for gap in _gaps(session, shown)] if shown else []
    return Shown(
        values={
            "name": name,
            "words": ladder_words(name),
            "in_force": in_force,
            "levels": shown_levels(in_force, visit.form),
            "again": limit_shown(visit.form, "again", in_force.again if in_force else None),
            "ends": limit_shown(visit.form, "ends", in_force.ends_within if in_force else None),
            "who": WHO_OFFERED,
            "units": UNITS,
            "sent_by": {k: v for k, v in SENT_BY.items() if k != "inbox"},
            "may_change": may_change,
            "offered": choices,
            "values": visit.form or first,
            "day": day,
            "sent": name in SENT,
            "heard": heard,
            "gaps": told,
            "previewed": edited,
            "key": visit.form.get("key") or str(uuid4()),
        },
        errors=errors | wrong | beyond,
    )


def _wish(visit: Visit, name: str) -> AdoptLadder:
    return AdoptLadder(
        name=name,
        ladder=sent_ladder(visit.form),
        reason=visit.text("reason"),
        version_was=visit.text("version_was"),
        key=visit.key,
    )


def _asked(
    session: Session, visit: Visit, choices: Offered
) -> tuple[date, UUID | None, UUID | None, dict[str, str]]:
    wrong: dict[str, str] = {}
    day = session.today + timedelta(days=(_FRIDAY - session.today.weekday()) % 7)
    sent = iso_day(visit.form, "passes")
    if sent:
        try:
            day = date.fromisoformat(sent)
        except ValueError:
            wrong["passes"] = "Give a real date, such as 24 12 2026"
    first = _somebody(session, visit, choices)
    found: dict[str, UUID | None] = {}
    for field in ("owner", "lead"):
        named = visit.text(field) if visit.posting else first
        found[field] = id_of(choices.practitioner(named)) if named else None
        if named and found[field] is None:
            wrong[field] = "Choose somebody who uses Throughline"
    return day, found["owner"], found["lead"], wrong


def _heard(
    session: Session, ladder: Ladder | None, day: date, owner: UUID | None, lead: UUID | None
) -> tuple[tuple[Heard, ...], dict[str, str]]:
    if ladder is None:
        return (), {}
    try:
        return previewed(session, ladder, due=day, owner=owner, lead=lead), {}
    except CalendarEnds as ends:
        return (), {"passes": str(ends)}


def _gaps(session: Session, ladder: Ladder) -> tuple[Gap, ...]:
    people = People(session.connection)
    return unreached(session.connection, people, now=session.now, ladders=[ladder])


def _said(adopted: Ladder, gaps: tuple[Gap, ...]) -> str:
    words = f"Adopted as {adopted.version}. What climbs already goes on under the one before."
    if gaps:
        words += " Not every level reaches somebody: see below."
    return words


def _somebody(session: Session, visit: Visit, choices: Offered) -> str:
    """
    Return whose work a reader looks at first: a practitioner's of their own team, else agency.
    """
    found = [
        one
        for one in accounts(session.connection)
        if one.active and one.role is Role.PRACTITIONER and one.agency == visit.who.agency
    ]
    found.sort(key=lambda one: one.team_id != visit.who.team)
    return choices.practitioner_words(str(found[0].id)) if found else ""


def _first_values(day: date, owner: str) -> dict[str, Any]:
    return {
        "passes-day": str(day.day),
        "passes-month": str(day.month),
        "passes-year": str(day.year),
        "owner": owner,
        "lead": owner,
    }


PAGE = Page(
    path="/ladders/edit",
    title="A ladder",
    policy=Action.READ_LADDER,
    view=view,
    form=True,
)
