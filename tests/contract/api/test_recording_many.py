"""Many entries sent at once are each recorded in whole or in no part, and once."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from service.api.entry_sent import MOST_ENTRIES

if TYPE_CHECKING:
    from tests.fakes.office import Office

CONTENT = {"purpose": "Planned visit", "seen": "yes", "alone": "no", "fact": "Calm."}


def visit(**more: Any) -> dict[str, Any]:
    occurred = {"from": "2026-03-26", "precision": "day"}
    return {"kind": "visit", "occurred": occurred, "content": CONTENT} | more


def many(office: Office, *entries: Any, key: str = "k", who: str = "worker") -> Any:
    where = f"/api/children/{office.child}/entries/bulk"
    return office.api(who).post(where, {"entries": list(entries)}, key)


def fields(result: dict[str, Any]) -> list[str]:
    assert all(one["fix"] for one in result["errors"])
    return [one["field"] for one in result["errors"]]


def test_a_row_that_is_refused_stops_no_other_and_names_its_fields(office: Office) -> None:
    answer = many(
        office,
        visit(),
        visit(kind="no_such_kind"),
        visit(occurred="yesterday"),
        visit(content={**CONTENT, "seen": "perhaps"}),
        {"kind": "visit"},
        visit(occurred={"from": "2026-03-25", "precision": "day"}),
    )
    assert answer.status_code == 200
    told = answer.get_json()
    assert [one["status"] for one in told["results"]] == [201, 422, 422, 422, 422, 201]
    assert (told["recorded"], told["already"], told["refused"]) == (2, 0, 4)
    assert [fields(one) for one in told["results"][1:5]] == [
        ["kind"],
        ["occurred"],
        ["content.seen"],
        ["content", "occurred"],
    ]
    read = office.api().get(f"/api/entries/{told['results'][5]['entry']}").get_json()
    assert read["occurred"]["from"] == "2026-03-25"


def test_the_mended_list_with_the_same_key_records_only_what_was_refused(office: Office) -> None:
    first = many(office, visit(), visit(content={})).get_json()
    again = many(office, visit(), visit(content={**CONTENT, "fact": "Mended."})).get_json()
    assert (first["recorded"], first["refused"]) == (1, 1)
    assert (again["recorded"], again["already"], again["refused"]) == (1, 1, 0)
    assert first["results"][0]["entry"] == again["results"][0]["entry"]
    other = many(office, visit(content={**CONTENT, "fact": "Other."})).get_json()
    assert other["results"][0]["status"] == 409
    assert fields(other["results"][0]) == ["Idempotency-Key"]


def test_a_list_that_is_none_or_too_long_is_refused_whole(office: Office) -> None:
    assert many(office).status_code == 422
    assert many(office, "visit").status_code == 422
    assert many(office, *[visit()] * (MOST_ENTRIES + 1)).status_code == 422


def test_nobody_records_many_for_a_child_they_do_not_work_with(office: Office) -> None:
    assert many(office, visit(), who="other").status_code == 403
