"""A tie ends, is corrected or never was: history follows it at once, from its first day."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import pytest

from events.recorded_event import Subject
from projections.around.household import lived_there
from projections.around.past import past
from projections.child_record import gather
from projections.chronology.chronology import chronology
from projections.people.between import ties_between
from service.actions.change_tie import ChangeTie, correct_tie, end_tie, strike_tie
from service.actions.errors import ActionRefused, EntryMoved
from service.actions.register_person import RegisterPerson, register_person
from service.actions.relate import Relate, relate
from service.settings import Settings
from service.wiring import Throughline
from tests.factories.users import caseload, reader, visit
from tests.fakes.stopped_clock import StoppedClock

if TYPE_CHECKING:
    from uuid import UUID

    from events.log.database import Database
    from projections.chronology.chronology import Chronology
    from service.wiring import Session
    from tests.factories.users import Caseload


@pytest.fixture
def throughline(database: Database) -> Throughline:
    clock = StoppedClock("2026-03-02T09:00:00+00:00")
    return Throughline(settings=Settings(), database=database, clock=clock)


@pytest.fixture
def people(throughline: Throughline) -> Caseload:
    return caseload(throughline)


def adult(session: Session, who: Any, name: str) -> UUID:
    content = {"name": f"Invented {name}", "kind_of_person": "adult"}
    return register_person(session, who, RegisterPerson(content=content, key=name))


def tied(session: Session, who: Any, child: UUID, person: UUID, key: str, **more: Any) -> str:
    content = {"relation": "mother's partner", "closeness": "partner of a parent"}
    content |= {name: said for name, said in more.items() if name != "to"}
    wish = Relate(child=child, person=person, content=content, key=key, to=more.get("to"))
    return relate(session, who, wish).events[0].entry_id


def told(session: Session, child: UUID) -> Chronology:
    return chronology(gather(session.log, child))


def change(session: Session, child: UUID, entry: str, key: str) -> ChangeTie:
    version = session.log.stream(child)[-1].version
    return ChangeTie(child=child, entry=entry, key=key, decided_on=version)


def test_a_tie_struck_out_takes_the_past_away_and_one_recorded_anew_brings_it_back(
    throughline: Throughline, people: Caseload
) -> None:
    mine, theirs = people.mine, people.theirs
    with throughline.writing() as session:
        who = reader(session, people.users["practitioner"])
        him = adult(session, who, "Kestrel")
        tie = tied(session, who, mine, him, "tie")
        tied(session, who, theirs, him, "theirs")
        seen = (Subject(person=him, role="present"),)
        visit(session, people.users["colleague"], theirs, key="past", people=seen, fact="Invented.")

    def pasts(session: Session) -> list[list[int]]:
        return [
            [len(one.items) for one in past(told(session, child), him)] for child in (mine, theirs)
        ]

    with throughline.writing() as session:
        before = pasts(session)
        strike_tie(session, who, change(session, mine, tie, "strike"), "It was his brother")
        without = pasts(session)
        tied(session, who, mine, him, "again")
        again = pasts(session)

    assert before == [[1], [0]]
    assert without == [[], [0]]
    assert again == before


def test_a_union_ends_by_separation_and_its_first_day_is_corrected_as_exactly_as_is_known(
    throughline: Throughline, people: Caseload
) -> None:
    with throughline.writing() as session:
        who = reader(session, people.users["practitioner"])
        her, him = adult(session, who, "Wren"), adult(session, who, "Kestrel")
        tied(session, who, people.mine, her, "her", relation="mother", closeness="parent")
        tied(session, who, people.mine, him, "him")
        content = {"relation": "wife", "closeness": "named", "union": "married"}
        union = tied(session, who, people.mine, her, "union", to=him, started="2019", **content)
        correct_tie(
            session,
            who,
            change(session, people.mine, union, "correct"),
            content | {"started": "2018-11/2018-12"},
            "The certificate was read",
        )
        end_tie(
            session,
            who,
            change(session, people.mine, union, "end"),
            {"ended": "about 2025-06", "how": "separated"},
        )
        (tie,) = ties_between(gather(session.log, people.mine).events)
        ties = told(session, people.mine).ties

    assert tie.persons == {her, him}
    assert (tie.union, tie.over) == ("married", "separated")
    assert tie.began is not None
    assert tie.began.words() == "between 1 November 2018 and 31 December 2018"
    assert tie.ended is not None
    assert tie.ended.words() == "about June 2025"
    assert not tie.is_over(date(2025, 6, 30))
    assert tie.is_over(date(2025, 7, 1))
    assert {t.relation for t in ties} == {"mother", "mother's partner"}
    assert all(t.last is None for t in ties)


def test_who_came_in_november_or_december_possibly_lived_there_in_between(
    throughline: Throughline, people: Caseload
) -> None:
    with throughline.writing() as session:
        who = reader(session, people.users["practitioner"])
        him = adult(session, who, "Kestrel")
        tied(session, who, people.mine, him, "him", started="2025-11/2025-12")
        record = told(session, people.mine)

    def there(day: date) -> bool | None:
        return next((one.sure for one in lived_there(record, day) if one.person == him), None)

    assert [there(date(2025, m, d)) for m, d in ((10, 31), (11, 1), (12, 31))] == [
        None,
        False,
        True,
    ]


@pytest.mark.parametrize(
    ("content", "field"),
    [
        ({"relation": ""}, "relation"),
        ({"started": "2027-01-01"}, "started"),
        ({"started": "2025-05", "ended": "2024"}, "ended"),
        ({"started": "last spring"}, "started"),
        ({"union": "blessed"}, "union"),
    ],
)
def test_a_tie_that_says_nothing_or_cannot_be_is_refused_by_its_field(
    throughline: Throughline, people: Caseload, content: dict[str, str], field: str
) -> None:
    with throughline.writing() as session:
        who = reader(session, people.users["practitioner"])
        him = adult(session, who, "Kestrel")
        position = session.log.settled()
        with pytest.raises(ActionRefused) as refused:
            tied(session, who, people.mine, him, "him", **content)

        assert field in refused.value.fields
        assert session.log.settled() == position


def test_two_are_tied_to_one_another_only_where_this_childs_record_knows_both(
    throughline: Throughline, people: Caseload
) -> None:
    with throughline.writing() as session:
        who = reader(session, people.users["practitioner"])
        her, stranger = adult(session, who, "Wren"), adult(session, who, "Stranger")
        tied(session, who, people.mine, her, "her", relation="mother", closeness="parent")
        with pytest.raises(ActionRefused) as refused:
            tied(session, who, people.mine, her, "union", to=stranger, relation="wife")

    assert set(refused.value.fields) == {"to"}


def test_what_somebody_else_changed_meanwhile_is_not_overruled_and_a_form_sent_twice_is_one(
    throughline: Throughline, people: Caseload
) -> None:
    with throughline.writing() as session:
        who = reader(session, people.users["practitioner"])
        him = adult(session, who, "Kestrel")
        tie = tied(session, who, people.mine, him, "him")
        page = change(session, people.mine, tie, "end")
        late = change(session, people.mine, tie, "late")
        once = end_tie(session, who, page, {"ended": "2026-01"})
        twice = end_tie(session, who, page, {"ended": "2026-01"})
        with pytest.raises(EntryMoved):
            strike_tie(session, who, late, "It never was")

    assert once.events == twice.events
    assert twice.already
