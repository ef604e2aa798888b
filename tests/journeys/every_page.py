"""A record in which every page has something to show, and what each page's address needs of it."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from events.kind import By
from events.recorded_event import Subject
from events.vocabulary import KINDS
from projections.risk.asked import asked_of
from service.access.policy import PUBLIC, TABLE, Action
from service.actions.adopt_ladder import NAMES
from service.actions.allocate import Allocate, allocate
from service.actions.attach import Attach, attach
from service.actions.correct_entry import CorrectEntry, StrikeOut, correct_entry, strike_out
from service.actions.link_accounts import LinkAccounts, link_accounts
from service.actions.plan_outcome import plan_outcome
from service.actions.record_event import RecordEvent, record_event
from service.actions.register_person import RegisterPerson, register_person
from service.actions.relate import Relate, relate
from service.attachments.received import receive
from service.importing.agency_table import import_table
from service.importing.tables.mapping import ColumnMapping
from service.web.routing import PAGES
from tests.factories.files import photograph
from tests.factories.users import HEALTH, OPERATOR, reader
from tests.factories.wishes import PlanOutcomeFactory, RecordEventFactory

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import date
    from pathlib import Path
    from uuid import UUID

    from flask import Flask

    from events.log.contract import Appended
    from service.access.reader import Reader
    from service.wiring import Session
    from tests.journeys.conftest import Service

NO_PAGES = {"static", "health", "health_of_escalation", "calendar"}
"""Files, and answers for programs; the API's own answers are JSON as well."""

FIRST_SEEN, OVERDUE_BY = "2026-01-05T09:00:00+00:00", "2026-03-02T09:00:00+00:00"
ROLES = ("practitioner", "manager", "lead", "administrator", "auditor")
"""Who opens a page: the first of these whose role may."""

ALONE = {"undo_import": "lead", "edit_ladder": "lead", "duty_copies": "manager"}
"""Pages that are open to those alone who lead or manage where something was brought in or lies."""

FURTHER = {
    "child": ("?length=significant&known=2026-02-01&agency=school", "?length=court&order=newest"),
    "challenge": ("?act=challenge_raised", "?act=challenge_resolved"),
    "change_tie": ("?do=end", "?do=correct"),
    "side_by_side": ("?known=2026-02-01&of=school",),
    "quick": ("?kind=visit", "?kind=missed_appointment"),
    "person": ("#learned",),
    "rule_load": ("?over=365",),
}
"""States of a page that its address names, beside the first."""


@dataclass(frozen=True, kw_only=True)
class Told:
    """
    What the addresses of pages name.
    """

    child: UUID
    adult: UUID
    like_the_adult: UUID
    tie: int
    entry: int
    linked: int
    link: str
    imported: int
    attachment: int
    outcome: UUID
    challenge: int
    handover: int
    escalation: int
    rule: str
    about: str


def tell(service: Service, folder: Path) -> Told:
    """
    Record of a family what every page needs, and let an outcome pass its day unseen.
    """
    service.clock.set(FIRST_SEEN)
    with service.throughline.writing() as session:
        telling = _Telling(session, service)
        child = telling.child
        for user in ("lead", "manager"):
            wish = Allocate(child=child, worker=telling.users[user], role="other", key=user)
            allocate(session, OPERATOR, wish)
        adult, tie = telling.man("Invented Kestral", "1985-07-03", child)
        other, _ = telling.man("Invented Kestrel", "1985-03-07", service.people.theirs)
        seen = telling.entry("visit")
        for what in ("plan", "concern", "seen_not_heard", "not_brought", "contact"):
            telling.entry(what)
        violence = telling.entry(
            "domestic_abuse", people=(Subject(person=adult, role="harmed_by"),)
        )
        again = telling.entry("domestic_abuse", more={"fact": "Invented: shouting, and a cut lip."})
        linked = link_accounts(
            session,
            telling.by,
            LinkAccounts(
                child=child,
                entries=(str(violence.first), str(again.first)),
                about="The night of 4 January",
                differences="Who was hurt",
                reason="One night, one call",
                key="link",
            ),
        )
        telling.wrong()
        kept = attach(
            session,
            telling.by,
            Attach(
                child=child,
                entry=str(seen.first),
                file=receive(photograph(), "A drawing", bare=True, clamd=""),
                key="drawing",
            ),
        )
        outcome = plan_outcome(
            session,
            telling.by,
            PlanOutcomeFactory(
                child=child, owner=str(telling.by.user), due="2026-02-02", key="owed"
            ),
        )
        challenge = telling.said("challenge_raised", _challenge(telling.by))
        handover = telling.entry("handover", more={"to": telling.by.agency})
    imported = _imported(service, folder, child)
    service.clock.set(OVERDUE_BY)
    service.sweep()
    with service.throughline.reading() as session:
        asked = asked_of(session.record(child), session.today)[0]
    return Told(
        child=child,
        adult=adult,
        like_the_adult=other,
        tie=tie,
        entry=seen.first,
        linked=violence.first,
        link=linked.events[0].entry_id,
        imported=imported,
        attachment=kept.first,
        outcome=outcome,
        challenge=challenge.first,
        handover=handover.first,
        escalation=_escalation(service, outcome),
        rule=asked.rule,
        about=asked.about,
    )


def addresses(app: Flask, told: Told) -> Iterator[tuple[str, str]]:
    """
    Return every page's name and addresses.

    Raises:
        KeyError: A page names something that nothing here stands for.
    """
    for rule in sorted(app.url_map.iter_rules(), key=lambda one: one.rule):
        name = rule.endpoint
        if "GET" not in (rule.methods or ()) or not _shows(name, rule.rule):
            continue
        for values in _arguments(name, rule.arguments, told):
            with app.test_request_context():
                path = app.url_for(name, **values)
            for more in ("", *FURTHER.get(name, ())):
                yield name, path + more


def who_opens(name: str) -> str:
    """
    Return who opens a page; "" for what needs no sign-in.
    """
    policy = PAGES[name].policy
    if policy == PUBLIC:
        return ""
    if name in ALONE:
        return ALONE[name]
    needs = {str(role) for role in TABLE[Action(policy)]}
    roles = {"lead": "safeguarding lead"}
    return next(user for user in ROLES if roles.get(user, user) in needs)


def _shows(name: str, path: str) -> bool:
    if name in PAGES:
        return not PAGES[name].saved
    if name in NO_PAGES or f"{path}/".startswith("/api/"):
        return False
    message = f"{path} is neither a page nor known to be none"
    raise AssertionError(message)


def _arguments(name: str, needed: set[str], told: Told) -> Iterator[dict[str, Any]]:
    known: dict[str, Any] = {
        "child": told.child,
        "person": told.adult,
        "other": told.like_the_adult,
        "entry": told.entry,
        "attachment": told.attachment,
        "outcome": told.outcome,
        "challenge": told.challenge,
        "handover": told.handover,
        "escalation": told.escalation,
        "row": 13,
    }
    special: Mapping[str, dict[str, Any]] = {
        "change_tie": {"entry": told.tie},
        "undo_import": {"entry": told.imported},
        "unlink_accounts": {"entry": told.linked, "link": told.link},
        "answer": {"rule": told.rule, "about": told.about},
        "edit_ladder": {"ladder": NAMES[0]},
    }
    if "kind" in needed:
        for kind, declared in sorted(KINDS.items()):
            if declared.by is By.FORM:
                yield {"child": told.child, "kind": kind}
        return
    more = special.get(name, {})
    yield {one: more.get(one, known.get(one)) or known[one] for one in needed} | more


class _Telling:
    def __init__(self, session: Session, service: Service) -> None:
        self.session, self.users, self.child = session, service.people.users, service.people.mine
        self.by: Reader = reader(session, self.users["practitioner"])

    @property
    def today(self) -> date:
        return self.session.today

    def entry(self, what: str, **more: Any) -> Appended:
        wish = RecordEventFactory(child=self.child, what=what, day=self.today, **more)
        return record_event(self.session, self.by, wish)

    def said(self, kind: str, content: dict[str, Any]) -> Appended:
        wish = RecordEventFactory(child=self.child, day=self.today)
        return record_event(
            self.session,
            self.by,
            RecordEvent(
                child=self.child, kind=kind, occurred=wish.occurred, content=content, key=kind
            ),
        )

    def man(self, name: str, born: str, child: UUID) -> tuple[UUID, int]:
        content = {"name": name, "kind_of_person": "adult", "date_of_birth": born}
        him = register_person(self.session, OPERATOR, RegisterPerson(content=content, key=name))
        tie = {"relation": "mother's partner", "closeness": "partner of a parent"}
        wish = Relate(child=child, person=him, content=tie, key=f"{name}/tie")
        return him, relate(self.session, OPERATOR, wish).first

    def wrong(self) -> None:
        mixed, twice = self.entry("visit"), self.entry("visit")
        content = dict(mixed.events[0].content) | {"fact": "Invented: seen at the grandmother's."}
        version = self.session.log.stream(self.child)[-1].version
        correct_entry(
            self.session,
            self.by,
            CorrectEntry(
                child=self.child,
                entry=mixed.events[0].entry_id,
                content=content,
                reason="I mixed up two visits",
                key="corrected",
                decided_on=version,
            ),
        )
        strike_out(
            self.session,
            self.by,
            StrikeOut(
                child=self.child,
                entry=twice.events[0].entry_id,
                reason="Written down twice",
                key="struck",
                decided_on=version + 1,
            ),
        )


def _challenge(by: Reader) -> dict[str, Any]:
    return {
        "stage": "practitioners",
        "to": by.agency,
        "to_whom": str(by.user),
        "about": "No strategy discussion was held.",
        "reason": "The child was in the room.",
        "asked": "Hold one today.",
    }


def _imported(service: Service, folder: Path, child: UUID) -> int:
    file = folder / "chronology.csv"
    with file.open("w", encoding="utf-8", newline="") as opened:
        csv.writer(opened).writerows(
            (("Date", "Event"), ("12/03/2021", "Weighed; below the line."))
        )
    import_table(
        service.throughline,
        file,
        child=child,
        agency=HEALTH,
        mapping=ColumnMapping(columns={"date": "Date", "event": "Event"}),
        source=f"invented-table/{child}",
        actor=OPERATOR.actor,
    )
    with service.throughline.reading() as session:
        events = session.log.stream(child)
    return next(int(one.entry_id) for one in events if one.origin)


def _escalation(service: Service, outcome: UUID) -> int:
    with service.throughline.reading() as session:
        raised = [one for one in session.log.stream(outcome) if one.kind == "escalation_raised"]
    return int(raised[0].entry_id)
