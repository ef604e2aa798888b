"""Takes an entry that was recorded for the wrong child to the right one."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID, uuid4

from projections.chronology.chronology import chronology
from projections.stored.directory import listed
from service.access.enforce import require
from service.access.open_to import open_to
from service.access.policy import Action
from service.actions.errors import ActionRefused, EntryMoved
from service.actions.move_entry import Moved, MoveEntry, carried, move_entry
from service.actions.tell_leads import owe_a_look
from service.web.forms.people import id_of
from service.web.not_saved_words import MOVED
from service.web.page import Answer, Go, Missing, Page, Shown
from service.web.reading import read_child
from service.web.standing_of import of_the_entry
from service.web.words import day

if TYPE_CHECKING:
    from projections.chronology.entry import Entry
    from service.web.reading import ReadChild
    from service.web.visit import Visit


def view(visit: Visit) -> Answer:
    """
    Ask whose it is and how that is known, or take it there.
    """
    with visit.throughline.reading() as session:
        read = read_child(session, visit.who, visit.child)
        entry = read.told.entry(str(visit.path["entry"]))
        if entry is None or (not entry.stands and not visit.posting):
            return Missing()
        mine = open_to(session.connection, visit.who, session.now) - {visit.child}
        open_children = listed(session.connection, mine)
        right = id_of(visit.text("right_child"))
        known = right in open_children and right is not None
        sure = carried(
            entry, read.told, chronology(session.record(right)) if known and right else None
        )
        version = session.log.stream(entry.event.stream)[-1].version
    errors: dict[str, str] = {}
    if visit.posting:
        try:
            return _go(visit, _moved(visit, entry, right or visit.child))
        except ActionRefused as refused:
            errors = refused.fields
        except EntryMoved:
            errors = {"reason": MOVED}
    return Shown(
        values={
            "entry": entry,
            "child_name": read.child.name if read.child else "",
            "children": {
                str(id_): _named(one.name, one.born_first)
                for id_, one in sorted(open_children.items(), key=lambda item: item[1].name)
            },
            "people": _people(read, entry),
            "picked": visit.form.getlist("people") or [str(person) for person in sure],
            "values": visit.form,
            "version": visit.form.get("version") or version,
            "key": visit.form.get("key") or str(uuid4()),
        },
        errors=errors,
        title=f"Entry {entry.id} is another child's",
    )


def _moved(visit: Visit, entry: Entry, right: UUID) -> Moved:
    if right != visit.child:
        with visit.throughline.writing() as session:
            # The line in the right child's access log stands whether or not it is allowed.
            require(
                session.connection,
                visit.who,
                Action.RECORD,
                right,
                what="an entry taken to this record",
                now=session.now,
            )
    with visit.throughline.writing() as session:
        return move_entry(
            session,
            visit.who,
            MoveEntry(
                child=visit.child,
                entry=entry.id,
                right_child=right,
                reason=visit.text("reason"),
                people=frozenset(
                    person for text in visit.form.getlist("people") if (person := id_of(text))
                ),
                decided_on=visit.decided_on or 0,
                key=visit.key,
            ),
            owe_a_look,
        )


def _go(visit: Visit, moved: Moved) -> Go:
    leads = " and ".join(f"{lead.name} ({lead.agency})" for lead in moved.leads)
    tell = f" It is on the list of both lead practitioners: {leads}." if leads else ""
    return Go(
        to=visit.url("child", anchor=f"e{visit.path['entry']}"),
        said=f"Taken to the right child as entry {moved.entry}. What it said is kept from this "
        f"record; that an entry stood here, and why it went, stays.{tell}",
    )


def _people(read: ReadChild, entry: Entry) -> dict[str, str]:
    return {
        str(subject.person): read.told.people[subject.person].name
        for subject in entry.event.subjects
        if subject.role != "child" and subject.person in read.told.people
    }


def _named(name: str, born: str) -> str:
    return f"{name}, born {day(born)}" if born else name


PAGE = Page(
    path="/children/<uuid:child>/entries/<int:entry>/another-child",
    title="Recorded for the wrong child",
    policy=Action.CHANGE_ENTRY,
    what="form to take to another child entry",
    standing=of_the_entry,
    view=view,
    form=True,
)
