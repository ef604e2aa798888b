"""One grave incident is weighed by what was done, and not by how many there were."""

from __future__ import annotations

from typing import Any

import pytest

from projections.risk.rules.grave_violence import RULE, SIGNS
from tests.unit.projections.risk.rules.told import day, entry, found

VIOLENCE = {
    "severity": "no_contact",
    "children_household": "yes",
    "children_present": "no",
    "pregnant": "no",
    "fact": "Police were called.",
}


def violence(**content: Any) -> Any:
    return entry(10, "domestic_abuse_incident", 2_000, content=VIOLENCE | content)


@pytest.mark.parametrize("sign", sorted(SIGNS))
def test_each_sign_is_enough_at_any_age_of_the_child(sign: str) -> None:
    assert [
        (one.evidence, one.about) for one in found(RULE, [violence(**{sign: "yes"})], day(2_000))
    ] == [(("10",), "10")]


@pytest.mark.parametrize("answer", ["no", "unknown"])
def test_a_sign_that_was_not_found_is_not_read_as_found(answer: str) -> None:
    assert found(RULE, [violence(strangulation=answer)], day(2_000)) == []


def test_a_booked_marac_does_not_quieten_it() -> None:
    assert found(RULE, [violence(strangulation="yes", marac_referred="yes")], day(2_300))


def test_struck_out_it_is_asked_about_no_more() -> None:
    struck = entry(
        11, "entry_struck_out", 2_010, content={"entry": "10", "reason": "Another family's."}
    )

    assert found(RULE, [violence(weapon="yes"), struck], day(2_020)) == []
