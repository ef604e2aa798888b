"""What a duty worker needs of one child, as far as their team may read the record."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Final

from escalation.owed import owed
from events.dates_said import date_said
from projections.around.household import lived_there
from projections.around.restrictions import restrictions
from projections.chronology.addresses import with_addresses_kept
from projections.chronology.chronology import chronology
from projections.conference.age import age_words, born_words
from projections.conference.family import family
from projections.conference.last_seen import last_seen, own_entries
from projections.conference.now import happening
from projections.conference.plan import days_late
from projections.conference.wording import agency_words, counted
from projections.plans.due import day_of, due_words
from projections.risk.asked import asked_of
from projections.risk.history import History
from service.access.allocations import AS_WHAT, lead_of, words_for, workers
from service.access.asked import questions_kept
from service.access.enforce import visible
from service.access.owed import words_kept
from service.documents.duty_copy import ChildSheet
from service.documents.names import names
from service.documents.printable import one_line

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping
    from datetime import date
    from uuid import UUID

    from projections.chronology.chronology import Chronology
    from projections.chronology.entry import Entry
    from projections.people.person import Person
    from projections.plans.planned_outcome import PlannedOutcome
    from projections.risk.asked import Indicator
    from service.access.reader import Reader
    from service.wiring import Session

    Row = tuple[str, ...]

COMING_DAYS: Final = 14
LAST_ENTRIES: Final = 8
CITED: Final = 3
LONGEST: Final = 500
"""Characters of what an entry tells; what is longer is cut and ends in an ellipsis."""


def child_sheet(
    session: Session, reader: Reader, child: UUID, phones: Mapping[str, str]
) -> ChildSheet:
    """
    Read one child for the duty copy; the caller has asked the policy.

    Args:
        phones: Where each agency answers.
    """
    record, on = session.record(child), session.today
    seen = visible(session.connection, reader, chronology(record), session.now)
    told, person = seen.told, seen.told.child
    at = session.now
    every = asked_of(record.known_at(on), on)
    asked = questions_kept(session.connection, reader, child, every)
    outcomes = words_kept(
        session.connection, reader, owed(record, on, practice=session.practice, at=at)
    )
    return ChildSheet(
        name=person.name if person and person.name else "Name not known",
        also=", ".join(_other_names(person)) if person else "",
        born=_born(person, on) if person else "not known",
        died=person.died.words() if person and person.died else "",
        home=_home(person, told, _whom_to_ask(session, child, phones)),
        around=tuple(_around(told, on)),
        workers=tuple(
            (
                one.account.name,
                AS_WHAT.get(one.as_what, one.as_what),
                one.account.agency,
                phones.get(one.account.agency) or "not recorded",
            )
            for one in workers(session.connection, child)
        ),
        now=tuple(
            f"{one.what}, {one.since.occurred.words()} (entry {one.since.id})"
            for one in happening(History(told), on)
        ),
        orders=tuple(_orders(told, on)),
        owed=tuple(_owed(outcomes, on, names(session.connection), phones)),
        seen=tuple(_seen(told)),
        last=tuple(_line(entry) for entry in _last(told)),
        questions=tuple(_questions(told, asked)),
        withheld=tuple((one.what, one.ask) for one in seen.withheld),
    )


def _other_names(person: Person) -> Iterable[str]:
    return dict.fromkeys(one.name for one in person.names if one.name != person.name)


def _born(person: Person, on: date) -> str:
    age = age_words(person, on) if person.died is None else ""
    return f"{born_words(person)} ({age})" if age else born_words(person)


def _whom_to_ask(session: Session, child: UUID, phones: Mapping[str, str]) -> str:
    lead = lead_of(session.connection, child)
    phone = phones.get(lead.agency, "") if lead else ""
    words = words_for(session.connection, lead)
    return f"{words}, {phone}" if phone else words


def _home(person: Person | None, told: Chronology, ask: str) -> str:
    """
    Say where the child lives. A protected address stands on no copy; an older one would mislead.
    """
    known = with_addresses_kept(person, told).addresses if person else ()
    if not known:
        return "No address is recorded."
    newest = known[-1]
    if newest.protected or not newest.address:
        return f"The address is kept and not printed. Ask {ask}."
    return f"{newest.address}, since {newest.since.words()}"


def _around(told: Chronology, on: date) -> Iterator[Row]:
    home = {str(one.person): one for one in lived_there(told, on)}
    for one in family(told, on):
        if one.professional:
            continue
        lives = home.get(one.id)
        there = "" if lives is None else "yes" if lives.sure else f"perhaps: {lives.why}"
        yield one.name, one.relation, one.born, there, "; ".join(one.marks)


def _orders(told: Chronology, on: date) -> Iterator[Row]:
    def called(who: Iterable[UUID]) -> str:
        known = (told.people.get(one) for one in who)
        return ", ".join(one.name or "not known by name" for one in known if one) or "nobody named"

    for one in restrictions(told):
        if one.in_force(on):
            yield (
                f"{one.what}, since {date_said(one.since)}",
                called(one.bound),
                called(one.protects),
                "; ".join(one.terms) or "not recorded",
                date_said(one.ends) if one.ends else "no end recorded",
                one.entry.id,
            )


def _owed(
    outcomes: Iterable[PlannedOutcome],
    on: date,
    named: Callable[[str], str],
    phones: Mapping[str, str],
) -> Iterator[Row]:
    last = on + timedelta(days=COMING_DAYS)
    coming = [
        one
        for one in outcomes
        if one.open and not one.historic and (one.due is None or day_of(one.due) <= last)
    ]
    for one in sorted(coming, key=lambda one: (one.due is None, one.due and day_of(one.due))):
        late = days_late(one, on)
        due = due_words(one.due) if one.due else "no date set"
        agency = agency_words(one.agency)
        yield (
            one.said,
            named(one.owner) if one.owner else one.responsible or "nobody named",
            f"{agency}, {phones[agency]}" if phones.get(agency) else agency,
            f"{due}: {counted(late, 'day')} late" if late else due,
        )


def _seen(told: Chronology) -> Iterator[str]:
    for words, found in last_seen(told):
        yield f"{words}: {found}."
    heard = next((e for e in reversed(own_entries(told)) if e.content.get("words")), None)
    if heard is not None:
        words = one_line(str(heard.content["words"]), LONGEST)
        yield f"Last heard, {heard.occurred.words()} (entry {heard.id}): {words}"


def _last(told: Chronology) -> list[Entry]:
    return own_entries(told)[-LAST_ENTRIES:][::-1]


def _line(entry: Entry) -> Row:
    marks = "" if entry.status == "stands" else f" ({entry.status})"
    said = one_line(entry.sentence, LONGEST)
    said = said if said.startswith(entry.label) else f"{entry.label}: {said}"
    return entry.occurred.words(), agency_words(entry.agency), f"{said} Entry {entry.id}{marks}."


def _questions(told: Chronology, asked: Iterable[Indicator]) -> Iterator[Row]:
    for one in asked:
        if one.waits:
            cited = [_cited(number, told) for number in one.evidence[-CITED:]]
            more = len(one.evidence) - len(cited)
            if more:
                cited.append(f"and {counted(more, 'more entry', 'more entries')}")
            yield one.question, date_said(one.since), "; ".join(cited)


def _cited(number: str, told: Chronology) -> str:
    entry = told.entry(number)
    if entry is None:
        return f"entry {number}, not shown here"
    return f"{entry.label}, {entry.occurred.words()} (entry {number})"
