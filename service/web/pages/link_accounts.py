"""Says which other entries tell the same incident; every telling stays as it is."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from projections.chronology.differing import differing
from service.access.policy import Action
from service.actions.errors import ActionRefused
from service.actions.link_accounts import LinkAccounts, link_accounts
from service.web.page import Answer, Go, Missing, Page, Shown
from service.web.reading import read_child

if TYPE_CHECKING:
    from projections.chronology.entry import Difference, Entry
    from service.web.reading import ReadChild
    from service.web.visit import Visit

NEAR = timedelta(days=14)
"""How far apart entries are offered to tick; others are named by number."""
MOST_OFFERED = 12
_NUMBER = re.compile(r"\d+")


def view(visit: Visit) -> Answer:
    """
    Offer the entries of those days, or record the link.
    """
    with visit.throughline.reading() as session:
        read = read_child(session, visit.who, visit.child)
    entry = read.told.entry(str(visit.path["entry"]))
    if entry is None or not entry.stands:
        return Missing()
    likely = _likely(entry, visit.text("link") or visit.asked("link"))
    errors: dict[str, str] = {}
    if visit.posting:
        try:
            with visit.throughline.writing() as session:
                link_accounts(session, visit.who, _wish(visit, entry))
            return Go(
                to=visit.url("entry", entry=int(entry.id)),
                said="Linked as accounts of one incident. Each telling stays as it was.",
            )
        except ActionRefused as refused:
            errors = refused.fields
    offered = [one for one in _near(read, entry) if likely is None or one.id not in likely.entries]
    beside = [one for n in likely.entries if (one := read.told.entry(n))] if likely else []
    values: Any = visit.form
    if not visit.posting and likely is not None:
        values = {"about": likely.about, "differences": likely.accounts}
    return Shown(
        values={
            "entry": entry,
            "child_name": read.child.name if read.child else "",
            "likely": likely,
            "beside": beside,
            "differs": differing(beside, read.told.people, visit.child),
            "offered": {one.id: _words(one) for one in offered},
            "picked": visit.form.getlist("entries"),
            "values": values,
            "key": visit.form.get("key") or str(uuid4()),
        },
        errors=errors,
        title=f"Other accounts of entry {entry.id}",
    )


def _wish(visit: Visit, entry: Entry) -> LinkAccounts:
    likely = _likely(entry, visit.text("link"))
    return LinkAccounts(
        child=visit.child,
        entries=(
            entry.id,
            *(likely.entries if likely else ()),
            *visit.form.getlist("entries"),
            *_NUMBER.findall(visit.text("others")),
        ),
        about=visit.text("about"),
        differences=visit.text("differences"),
        reason=visit.text("reason"),
        key=visit.key,
    )


def _likely(entry: Entry, link: str) -> Difference | None:
    return next((one for one in entry.differences if one.candidate and one.link == link), None)


def _near(read: ReadChild, entry: Entry) -> list[Entry]:
    first, last = entry.occurred.first - NEAR, entry.occurred.last + NEAR
    near = [
        one
        for one in read.entries
        if one.stands
        and one.id not in {entry.id, *entry.accounts}
        and one.occurred.last >= first
        and one.occurred.first <= last
    ]
    near.sort(key=lambda one: abs(one.occurred.first - entry.occurred.first))
    return sorted(near[:MOST_OFFERED], key=lambda one: one.occurred.order)


def _words(entry: Entry) -> str:
    said = entry.sentence if len(entry.sentence) <= 140 else f"{entry.sentence[:139].rstrip()}…"  # noqa: PLR2004
    changed = " (corrected)" if entry.status == "corrected" else ""
    changed += " (marked routine)" if entry.lowered else ""
    return f"Entry {entry.id}, {entry.occurred.words()}, {entry.agency}: {said}{changed}"


PAGE = Page(
    path="/children/<uuid:child>/entries/<int:entry>/accounts",
    title="Other accounts of an entry",
    policy=Action.RECORD,
    what="form to link accounts of entry",
    view=view,
    form=True,
)
