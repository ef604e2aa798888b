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


def test_somebody_is_added_tied_to_another_and_the_tie_corrected_ended_and_struck_out(
    office: Office,
) -> None:
    api, base = office.api(), f"/api/children/{office.child}"
    tie = {"relation": "mother", "closeness": "parent", "parental_responsibility": "yes"}
    her = api.post(
        f"{base}/people",
        {"person": {"name": "Invented Wren", "kind_of_person": "adult"}, "tie": tie},
        key="her",
    ).get_json()
    unborn = {
        "name": "Unborn child of Invented Wren",
        "kind_of_person": "unborn",
        "expected_date_of_birth": "2026-09",
    }
    sibling = {"relation": "unborn sibling", "closeness": "sibling"}
    api.post(f"{base}/people", {"person": unborn, "tie": sibling}, key="unborn")
    him = api.post(
        f"{base}/people",
        {
            "person": {"name": "mother's new partner", "kind_of_person": "adult"},
            "tie": {"relation": "mother's new partner", "closeness": "partner of a parent"},
        },
        key="him",
    ).get_json()
    union = {"person": her["person"], "to": him["person"], "relation": "wife", "started": "2019"}
    made = api.post(f"{base}/ties", union | {"union": "married"}, key="union").get_json()
    address = f"{base}/ties/{made['entry']}"
    said = {"relation": "wife", "union": "married", "started": "2018-11/2018-12"}
    reason = "The certificate was read"
    assert (
        api.post(f"{address}/correct", {"tie": said, "reason": reason}, key="c").status_code == 200
    )
    assert (
        api.post(f"{address}/end", {"ended": "2025", "how": "divorced"}, key="e").status_code == 200
    )
    (told,) = api.get(f"{base}/family").get_json()["between"]

    assert (told["union"], told["over"], told["other_side"]) == ("married", "divorced", "spouse")
    assert told["began"]["precision"] == "range"
    assert api.post(f"{address}/end", {"ended": "soon"}, key="wrong").status_code == 422
    assert api.post(f"{address}/strike-out", {"reason": "Never wed"}, key="s").status_code == 200
    family = api.get(f"{base}/family").get_json()
    assert family["between"] == []
    assert {"unborn", "adult"} <= {one["person"]["kind"] for one in family["people"]}


def test_a_protected_address_is_in_no_answer_and_found_by_no_search(
    office: Office, two: tuple[UUID, UUID]
) -> None:
    api, address = office.api(), "7 Invented Refuge Lane"
    content = {"address": address, "protected": "yes"}
    him = f"/api/children/{office.child}/people/{two[0]}"
    said = {"kind": "home_recorded", "content": content}
    assert api.post(f"{him}/describe", said, key="home").status_code == 200

    answers = [api.get(path) for path in (him, f"/api/children/{office.child}/family")]
    assert all("Refuge" not in one.get_data(as_text=True) for one in answers)
    assert api.post("/api/people/find", {"text": address}).get_json() == {"people": []}
