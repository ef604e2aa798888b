"""A child's duties move to another lead only where whoever allocates says so, and is told whose."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from service.access.allocations import lead_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.fakes.office import Office

    Run = Callable[..., Any]


def leads(office: Office) -> str:
    with office.throughline.reading() as session:
        found = lead_of(session.connection, office.child)
    return found.username if found else ""


def test_who_is_added_beside_a_lead_does_not_take_the_leads_duties(
    office: Office, run: Run
) -> None:
    told = run("allocate", str(office.child), "invented.other")

    assert told["role"] == "other"
    assert "duties_move_from" not in told
    assert leads(office) == "invented.worker"


def test_whose_duties_move_to_a_new_lead_is_said(office: Office, run: Run) -> None:
    told = run("allocate", str(office.child), "invented.other", "--role", "lead")

    assert told["duties_move_from"] == "Invented Worker (Invented social care)"
    assert told["duties_move_to"] == "Invented Other (Invented social care)"
    assert leads(office) == "invented.other"


def test_who_ends_a_leads_work_is_told_that_nobody_leads_and_the_next_one_leads_by_default(
    office: Office, run: Run
) -> None:
    ended = run("allocate", str(office.child), "invented.worker", "--ends", "--reason", "Left")
    begun = run("allocate", str(office.child), "invented.other")

    assert (ended["role"], ended["duties_move_to"]) == ("lead", None)
    assert begun["role"] == "lead"
    assert leads(office) == "invented.other"
