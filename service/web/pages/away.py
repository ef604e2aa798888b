"""Who is away and who stands in, and who is on call; why somebody is away is not asked."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import uuid4

from projections.plans.due import day_of
from projections.stored.owing import owed_by
from service.access.absences import absences, rota
from service.access.accounts import account_of
from service.access.open_to import open_to
from service.access.owed import words_kept
from service.access.policy import Action
from service.actions.errors import ActionRefused
from service.actions.record_absence import (
    ANYBODYS,
    RecordAbsence,
    RecordOnCall,
    end_absence,
    end_on_call,
    keeps_rota_of,
    may_record_for,
    record_absence,
    record_on_call,
)
from service.web.forms.people import id_of
from service.web.forms.when import iso_day
from service.web.offered import offered
from service.web.page import Answer, Go, Page, Shown

if TYPE_CHECKING:
    from projections.plans.planned_outcome import PlannedOutcome
    from service.access.absences import Turn
    from service.web.offered import Offered
    from service.web.visit import Visit
    from service.wiring import Session


@dataclass(frozen=True, kw_only=True, slots=True)
class Uncovered:
    """
    What falls due while its owner is away and nobody stands in.

    Args:
        shown: What lies in records that are open to the reader.
        closed: How many lie in others.
    """

    shown: tuple[PlannedOutcome, ...]
    closed: int


_PREFIX = {"absence": "away-", "on call": "call-"}
_CHOOSE = "Choose somebody who uses Throughline"


def view(visit: Visit) -> Answer:
    """
    Show who is away and on call, or take one change.
    """
    errors: dict[str, str] = {}
    act = visit.text("act")
    with visit.throughline.reading() as session:
        choices = offered(session)
    if visit.posting:
        try:
            with visit.throughline.writing() as session:
                said = _taken(session, visit, act, choices)
            return Go(to=visit.url("away"), said=said)
        except ActionRefused as refused:
            prefix = _PREFIX.get(act, "")
            errors = {f"{prefix}{name}": words for name, words in refused.fields.items()}
    with visit.throughline.reading() as session:
        away = absences(session.connection, session.today)
        on_call = rota(session.connection, session.today)
        accounts = {
            one.worker: account_of(session.connection, one.worker) for one in (*away, *on_call)
        }
        mine = {
            *(o.entry for o in away if may_record_for(visit.who, accounts[o.worker])),
            *(o.entry for o in on_call if keeps_rota_of(visit.who, accounts[o.worker])),
        }
        uncovered = {
            one.entry: _falls_due(session, visit, one)
            for one in away
            if one.entry in mine and not one.deputy
        }
    return Shown(
        values={
            "away": away,
            "uncovered": uncovered,
            "rota": on_call,
            "mine": mine,
            "anybodys": visit.who.role in ANYBODYS,
            "offered": choices,
            "values": visit.form,
            "key": visit.form.get("key") or str(uuid4()),
        },
        errors=errors,
    )


def _taken(session: Session, visit: Visit, act: str, choices: Offered) -> str:
    entry = visit.text("entry")
    if act == "back" and entry.isdigit():
        end_absence(session, visit.who, int(entry), visit.key)
        return "Recorded: back from today on."
    if act == "off" and entry.isdigit():
        end_on_call(session, visit.who, int(entry), visit.key)
        return "Taken off the rota."
    prefix = _PREFIX.get(act)
    if prefix is None:
        raise ActionRefused({"absence": "Choose what to record"})
    words = visit.text(f"{prefix}who")
    who = id_of(choices.practitioner(words)) if words else None
    if who is None and not words and act == "absence":
        who = visit.user
    if who is None:
        raise ActionRefused({"who": _CHOOSE})
    days = iso_day(visit.form, f"{prefix}from_day"), iso_day(visit.form, f"{prefix}to_day")
    if act == "on call":
        wish = RecordOnCall(who=who, from_day=days[0], to_day=days[1], key=visit.key)
        record_on_call(session, visit.who, wish)
        return "Recorded on the rota."
    named = visit.text("away-deputy")
    deputy = id_of(choices.practitioner(named)) if named else None
    if named and deputy is None:
        raise ActionRefused({"deputy": _CHOOSE})
    record_absence(
        session,
        visit.who,
        RecordAbsence(who=who, from_day=days[0], to_day=days[1], deputy=deputy, key=visit.key),
    )
    if deputy is None:
        return "Recorded. Nobody stands in: what falls due in those days is listed below."
    return "Recorded. From the first day on, the ladder tells whoever stands in."


def _falls_due(session: Session, visit: Visit, away: Turn) -> Uncovered:
    """
    Find what somebody owes in the days of an absence in which nobody stands in.
    """
    every = owed_by(session.connection, [str(away.worker)], session.now)
    those = [one for one in every if one.due and away.first <= day_of(one.due) <= away.last]
    open_children = open_to(session.connection, visit.who, session.now)
    shown = words_kept(
        session.connection, visit.who, (one for one in those if one.child in open_children)
    )
    return Uncovered(shown=shown, closed=len(those) - len(shown))


PAGE = Page(
    path="/away",
    title="Away and on call",
    policy=Action.RECORD_ABSENCE,
    view=view,
    form=True,
)
