"""People and ties at the command line: all that a page can do, and within rights."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from events.recorded_event import Subject
from tests.fakes.office import Office

if TYPE_CHECKING:
    from collections.abc import Callable

    Run = Callable[..., Any]


def test_a_union_is_recorded_corrected_ended_and_struck_out(office: Office, run: Run) -> None:
    child, mother = str(office.child), str(office.mother)
    him = run("person", "add", child, "the man upstairs", "mother's partner", "--described")
    tied = run("tie", "add", child, mother, "partner", "--to", him["person"], "--union", "married")
    entry = tied["entry"]

    def between() -> list[dict[str, Any]]:
        told: list[dict[str, Any]] = run("family", child)["between"]
        return told

    assert [(one["union"], one["over"]) for one in between()] == [("married", "")]
    reason = ("--reason", "The certificate was read")
    run("tie", "correct", child, entry, "--since", "2018-11/2018-12", *reason)
    assert [one["began"]["precision"] for one in between()] == ["range"]
    run("tie", "end", child, entry, "--ended", "2025", "--how", "divorced")
    assert [one["over"] for one in between()] == ["divorced"]
    wrong = run("tie", "end", child, entry, "--ended", "soon")
    assert "ended" in str(getattr(wrong, "fields", wrong))
    run("tie", "strike", child, entry, "--reason", "They never married")
    assert between() == []
    (hidden,) = [one for one in run("hidden", child) if one["person"] == him["person"]]
    assert hidden["described"]


def test_a_man_known_elsewhere_under_another_spelling_is_found_linked_read_and_parted(
    office: Office, run: Run
) -> None:
    child = str(office.child)
    first = run(
        "person", "add", str(office.closed), "Aleksandr Invented-Kowal", "father",
        "--born", "1985-03-07", "--closeness", "parent",
    )  # fmt: skip
    second = run(
        "person", "add", child, "Alexander Invented-Koval", "mother's partner",
        "--born", "1985-07-03", "--closeness", "partner of a parent",
    )  # fmt: skip
    assert second["may_be"] == [first["person"]]
    (pair,) = run("person", "matches")
    assert set(pair["persons"]) == {first["person"], second["person"]}
    found = run("person", "find", "alexandr kowall", "--as", "invented.worker")
    assert {one["id"] for one in found} == {first["person"], second["person"]}

    why = ("--agrees", "Name and date", "--reason", "He confirmed both addresses")
    link = run("person", "link", first["person"], second["person"], *why)
    told = run("person", "show", child, second["person"])
    assert {one["name"] for one in told["names"]} >= {
        "Aleksandr Invented-Kowal",
        "Alexander Invented-Koval",
    }
    assert "past" not in told
    part = ("--link", link["link"], "--reason", "They were seen together")
    run("person", "part", first["person"], second["person"], *part)
    told = run("person", "show", child, second["person"])
    assert [one["name"] for one in told["names"]] == ["Alexander Invented-Koval"]
    assert [one["decided"] for one in told["may_be"]] == ["not yet"]


def test_a_past_is_opened_with_basis_and_purpose_alone_and_a_closed_one_stays_closed(
    office: Office, run: Run
) -> None:
    child, mother = str(office.child), str(office.mother)
    closed = run("tie", "add", str(office.closed), mother, "mother", "--closeness", "parent")
    assert closed["entry"]
    named = Subject(person=office.mother, role="spoken_to")
    office.record({"fact": "Thistlewhip elsewhere."}, child=office.closed, people=(named,))
    show = ("person", "show", child, mother)
    refused = run(*show, "--basis", "public_task", "--purpose", " ", "--as", "invented.worker")
    assert "purpose" in str(getattr(refused, "fields", refused))
    opened = run(
        *show,
        "--basis",
        "public_task",
        "--purpose",
        "Pre-birth check of her",
        "--as",
        "invented.worker",
    )
    assert (opened["past"], opened["withheld"]) == ([], 1)
    assert "Thistlewhip" not in str(opened)


def test_a_protected_home_is_told_to_the_few_and_to_no_other_user(office: Office, run: Run) -> None:
    child, mother = str(office.child), str(office.mother)
    run("person", "describe", mother, "--address", "4 Wrackleburn Lane", "--protected", "yes")
    homes = ("person", "homes", child, mother)
    (home,) = run(*homes, "--as", "invented.worker")["addresses"]
    assert home["address"] == "4 Wrackleburn Lane"
    office.officer_works_with_the_child()
    kept = run(*homes, "--as", "invented.officer")
    assert (kept["addresses"], kept["kept"]) == ([], 1)
    assert "Wrackleburn" not in str(run("person", "show", child, mother))
    assert run("person", "find", "4 Wrackleburn Lane") == []
