"""Says anew who was in an entry; whom it named at first stays readable for ever."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from events.kind import By
from events.recorded_event import Subject
from projections.child_record import gather
from projections.people.identity import same_person
from projections.people.in_it import said_to_be_in
from service.actions.people_in_it import add_people, wrong_people

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from typing import Protocol
    from uuid import UUID

    from projections.chronology.entry import Entry
    from service.access.reader import Reader
    from service.actions.people_in_it import NewPerson
    from service.wiring import Session

    class Wish(Protocol):
        """
        What a wish to correct an entry says of the people in it.
        """

        @property
        def child(self) -> UUID:
            """
            The child in whose chronology the entry was read.
            """
            ...

        @property
        def key(self) -> str:
            """
            The caller's own key.
            """
            ...

        @property
        def people(self) -> tuple[Subject, ...] | None:
            """
            Who was in it as it should be, as the chronology names them; None to leave them.
            """
            ...

        @property
        def new_people(self) -> tuple[NewPerson, ...]:
            """
            Who was in it as well, and is not in the record yet.
            """
            ...


@dataclass(frozen=True, kw_only=True, slots=True)
class PeopleCorrected:
    """
    Who was in an entry before, and who should be.

    Args:
        entry: As the chronology tells it, in which linked records are one person's.
        now: Who is in it, each under the record that was named; the children left out.
        people: Who should be.
        changes: Whether that is to be said with the correction.
    """

    entry: Entry
    wish: Wish
    now: tuple[Subject, ...]
    people: tuple[Subject, ...]
    changes: bool

    @classmethod
    def of(cls, session: Session, entry: Entry, wish: Wish) -> PeopleCorrected:
        """
        Read who is in it, and compare with what is wished.
        """
        now = _named(session, entry)
        if wish.people is None:
            new = bool(wish.new_people)
            return cls(entry=entry, wish=wish, now=now, people=now, changes=new)
        record = gather(session.log, wish.child)
        same = same_person(record.events, wish.child)
        # Somebody who is read as another's record stays under the one that was named.
        shown = {(same.get(one.person, one.person), one.role): one for one in now}
        meant = {same.get(one.person, one.person): one.person for one in now}
        wished = (
            shown.get((one.person, one.role))
            or Subject(person=meant.get(one.person, one.person), role=one.role)
            for one in wish.people
        )
        people = tuple(dict.fromkeys(wished))
        changes = bool(wish.new_people) or people != now
        return cls(entry=entry, wish=wish, now=now, people=people, changes=changes)

    def wrong(self, session: Session) -> dict[str, str]:
        """
        Return what is wrong with the wish, by field.
        """
        if not self.changes:
            return {}
        if self.entry.kind_declared.by is not By.FORM:
            return {"people": "Who this is about is corrected where it was recorded, not here"}
        came = [one for one in self.people if one not in self.now]
        roles = {*self.entry.kind_declared.roles, "named"}
        return wrong_people(session, self.wish.child, came, self.wish.new_people, roles)

    def said(self, session: Session, reader: Reader, beside: Mapping[str, Any]) -> dict[str, Any]:
        """
        Add whoever is not in the record yet, and return what the correction says of the people.

        Args:
            beside: What else it says. If the newest correction says the same, it was this very
                form, sent again: it must say the same of the people, whom it changes no more.
        """
        if not self.changes:
            last = _last(session, self.entry)
            people = last.pop("people", None)
            return {"people": people} if people is not None and last == beside else {}
        added = add_people(
            session,
            reader,
            self.wish.child,
            self.wish.new_people,
            agency=reader.agency,
            on=session.today,
            key=self.wish.key,
        )
        everybody = dict.fromkeys((*self.people, *added))
        return {"people": [{"person": str(one.person), "role": one.role} for one in everybody]}


def _corrections(entry: Entry) -> list[int]:
    return [int(one.entry) for one in entry.changes if one.kind == "entry_corrected"]


def _last(session: Session, entry: Entry) -> dict[str, Any]:
    newest = _corrections(entry)[-1:]
    return dict(session.log.at(newest)[0].content) if newest else {}


def _named(session: Session, entry: Entry) -> tuple[Subject, ...]:
    """
    Return who is in an entry beside its children, under the records that were named.
    """
    recorded, *corrections = session.log.at([entry.event.position, *_corrections(entry)])
    people: Sequence[Subject] = recorded.subjects
    for correction in corrections:
        said = said_to_be_in(correction.content)
        people = people if said is None else said
    return tuple(one for one in people if one.role != "child")
