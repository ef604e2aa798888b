"""Other programs read people, decide about two records, and open a past within rights alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from service.actions.register_person import RegisterPerson, register_person
from service.actions.relate import Relate, relate
from service.telling.undecided import undecided

if TYPE_CHECKING:
    from uuid import UUID

    from tests.fakes.office import Office


@pytest.fixture
def two(office: Office) -> tuple[UUID, UUID]:
    """
    One invented man in the worker's child's family and in a closed one.
    """
    made: list[UUID] = []
    with office.throughline.writing() as session:
        who = office.reader("worker")
        for child, name in (
            (office.child, "Invented Kestral"),
            (office.closed, "Invented Kestrel"),
        ):
            content = {"name": name, "kind_of_person": "adult", "date_of_birth": "1985-03-07"}
            made.append(register_person(session, who, RegisterPerson(content=content, key=name)))
            tie = {"relation": "partner", "closeness": "partner of a parent"}
            relate(
                session, who, Relate(child=child, person=made[-1], content=tie, key=f"{name}/tie")
            )
    return made[0], made[1]


def test_a_pair_is_told_decided_and_parted_again(office: Office, two: tuple[UUID, UUID]) -> None:
    api, (mine, other) = office.api(), two
    address = f"/api/children/{office.child}/people/{mine}"

    (asked,) = api.get(address).get_json()["may_be"]
    assert (asked["person"], asked["decided"]) == (str(other), "not yet")
    said = {"other": str(other), "agrees": "Name and date", "reason": "He said so himself"}
    linked = api.post(f"{address}/link", said, key="one")
    assert api.post(f"{address}/link", said, key="one").get_json() == linked.get_json()
    assert set(api.get(address).get_json()["same_as"]) == {str(mine), str(other)}
    parted = {
        "other": str(other),
        "link": linked.get_json()["entry"],
        "reason": "Both seen on one day",
    }
    assert api.post(f"{address}/part", parted, key="two").status_code == 200
    assert api.get(address).get_json()["may_be"] == [asked]


def test_a_past_needs_a_basis_and_tells_nothing_of_a_closed_record(
    office: Office, two: tuple[UUID, UUID]
) -> None:
    api, address = office.api(), f"/api/children/{office.child}/people/{two[0]}/past"

    assert api.post(address, {"purpose": "Assessment of a partner"}).status_code == 422
    told = api.post(address, {"basis": "public_task", "purpose": "Assessment of a partner"})
    assert told.get_json()["past"] == []


def test_a_search_says_whom_to_ask_and_nothing_of_the_closed_record(
    office: Office, two: tuple[UUID, UUID]
) -> None:
    found = office.api().post("/api/people/find", {"text": "kestrill"}).get_json()["people"]

    by_id = {one["id"]: one for one in found}
    assert by_id[str(two[0])]["children"][0]["id"] == str(office.child)
    assert (by_id[str(two[1])]["children"], by_id[str(two[1])]["closed"]) == ([], 1)
    assert "Elsewhere" not in str(found)


def test_what_nobody_decides_goes_up_to_managers_and_then_to_leads(
    office: Office, two: tuple[UUID, UUID]
) -> None:
    def heard(who: str) -> int:
        with office.throughline.reading() as session:
            return len(undecided(session, office.reader(who)))

    before = (heard("worker"), heard("lead"))
    office.clock.forward(days=20)
    with office.throughline.reading() as session:
        (one,) = undecided(session, office.reader("worker"))
    assert one.late
    office.clock.forward(days=20)

    assert before == (1, 0)
    assert heard("lead") == 1
    assert one.days == 20
