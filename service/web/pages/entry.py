"""Everything about one entry: what it says, where it comes from, and how it was changed."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from events.kinds.significance_changed import SIGNIFICANCE
from projections.chronology.addresses import lacks_address
from projections.chronology.cited import citing
from projections.chronology.differing import differing
from projections.chronology.learned import roughly_learned
from projections.chronology.said_before import people_after, people_in_words
from projections.packs import holding, packs_on_record
from service.access.access_log import record_read, seen_by
from service.access.few import whom_to_ask
from service.access.in_clear import in_clear
from service.access.policy import Action, Allow, decide
from service.actions.restrict_entry import restrictions
from service.web.answers import Answered, answered
from service.web.body import body
from service.web.choosing import clocks_asked
from service.web.named import named, owner_words
from service.web.page import Answer, Missing, Page, Shown
from service.web.plans import owed
from service.web.reading import read_child
from service.web.rights import rights
from service.web.standing_of import standing_of_attachment, standing_of_entry

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from uuid import UUID

    from projections.chronology.entry import Change, Entry
    from projections.people.person import Person
    from service.web.visit import Visit


def view(visit: Visit) -> Answer:
    """
    Show one entry that the reader may see.
    """
    clocks, errors = clocks_asked(visit)
    with visit.throughline.reading() as session:
        read = read_child(
            session, visit.who, visit.child, known=clocks.known, recorded=clocks.recorded
        )
        entry = read.told.entry(str(visit.path["entry"]))
        if entry is None:
            return Missing()
        address_kept = lacks_address(entry)
        clear = in_clear(
            session, visit.who, visit.child, told=read.told, whole=read.whole, entry=entry
        )
        address_shown, entry = clear is not None, clear or entry
        ask = whom_to_ask(session.connection, visit.child) if address_kept else ""
        how = standing_of_entry(session, visit, entry)
        may_change = isinstance(decide(visit.who, Action.CHANGE_ENTRY, how), Allow)
        may_withdraw = {
            one.number
            for one in entry.attachments
            if not (one.withdrawn or clocks.limited)
            and isinstance(
                decide(
                    visit.who,
                    Action.CHANGE_ENTRY,
                    standing_of_attachment(session, visit, one, agency=entry.agency),
                ),
                Allow,
            )
        }
        recorder = named(session.connection, entry.event.actor)
        allowed = rights(session, visit)
        version = session.log.stream(entry.event.stream)[-1].version
        under = restrictions(session, visit.child, entry.id)
        links = [(one, named(session.connection, one.by)) for one in entry.differences]
        plan = owed(session, visit.who, read.whole, read.on, limited=clocks.limited)
        seen = [
            (one, named(session.connection, one.who))
            for one in seen_by(
                session.connection,
                child=visit.child,
                entry=entry.id,
                since=entry.event.recorded,
            )
        ]
        practitioner = partial(owner_words, session.connection)
        said = answered(entry.kind_declared, entry.content, read.told.people, practitioner)
        changes = [
            _change(
                change, entry, named(session.connection, change.by), practitioner, read.told.people
            )
            for change in entry.changes
        ]
    if address_shown:
        with visit.throughline.writing() as session:
            record_read(
                session.connection,
                who=visit.who.actor,
                child=visit.child,
                what=f"protected address in entry {entry.id}",
                now=session.now,
                why="one of the few who may",
            )
    accounts = [one for one in read.entries if one.id in {entry.id, *entry.accounts}]
    return Shown(
        values={
            "read": read,
            "entry": entry,
            "roughly": roughly_learned,
            "recorder": recorder,
            "body": body(read.child, entry.occurred.first, entry.content),
            "answers": said,
            "changes": changes,
            "asked": [one for one in read.indicators if entry.id in one.evidence],
            "numbers": {one.id for one in read.entries},
            "accounts": accounts,
            "differs": differing(accounts, read.told.people, visit.child),
            "links": links,
            "seen": seen,
            "owed": [
                one
                for one in plan
                if entry.id in {*one.outcome.evidence, *one.outcome.evidence_of_change}
            ],
            "cited_by": citing(read.entries, entry.id),
            "packs": holding(packs_on_record(read.told), entry),
            "fell": [one for one in read.fell if entry.id in one.entries],
            "clocks": clocks,
            "may_change": may_change and entry.stands and not clocks.limited,
            "may_link": "child.record" in allowed and entry.stands and not clocks.limited,
            "significances": SIGNIFICANCE,
            "may_withdraw": may_withdraw,
            "restricted": bool(under),
            "address_kept": address_kept,
            "address_shown": address_shown,
            "address_ask": ask,
            "version": version,
            "key": str(uuid4()),
            "complete_to": (read.whole.position, read.read),
        },
        errors=errors,
        title=f"Entry {entry.id}",
    )


def _change(
    change: Change,
    entry: Entry,
    who: str,
    practitioner: Callable[[str], str],
    people: Mapping[UUID, Person],
) -> dict[str, Any]:
    position = entry.changes.index(change)
    after = (
        entry.changes[position + 1].before if position + 1 < len(entry.changes) else entry.content
    )
    kind = entry.kind_declared
    before_said = {one.name: one for one in answered(kind, change.before, {}, practitioner)}
    after_said = {one.name: one for one in answered(kind, after, {}, practitioner)}
    differs = [
        (
            _either(before_said, after_said, name).label,
            _words(before_said, name),
            _words(after_said, name),
        )
        for name in {**before_said, **after_said}
        if _words(before_said, name) != _words(after_said, name)
    ]
    if change.before_people is not None:
        before = people_in_words(change.before_people, people)
        now = people_in_words(people_after(entry, change), people)
        differs.append(("Who was in it", before or "nobody else", now or "nobody else"))
    return {
        "change": change,
        "who": who,
        "differing": [] if change.kind == "significance_changed" else differs,
        "marked": after.get("significance", ""),
    }


def _words(said: dict[str, Answered], name: str) -> str:
    return said[name].words if name in said else ""


def _either(first: dict[str, Answered], second: dict[str, Answered], name: str) -> Answered:
    return first.get(name) or second[name]


PAGE = Page(
    path="/children/<uuid:child>/entries/<int:entry>",
    title="Entry",
    policy=Action.READ,
    what="entry",
    view=view,
)
