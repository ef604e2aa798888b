"""Where nothing happened, next to nothing is asked: people who see too many questions see none."""

from __future__ import annotations

import re
from datetime import timedelta
from pathlib import Path

import pytest

from projections.risk.asked import RULES
from projections.risk.load import load
from tests.factories.events import BORN
from tests.factories.quiet_family import YEARS_DAYS, ordinary, well_kept_plan

ROOT = Path(__file__).parents[2]
TOLD = (ROOT / "docs" / "replay-sample.md").read_text(encoding="utf-8")
LAST = BORN + timedelta(days=YEARS_DAYS)
FAMILIES = {"an ordinary family": ordinary, "a plan that is well kept": well_kept_plan}


@pytest.mark.parametrize("name", FAMILIES)
def test_an_uneventful_family_is_asked_about_as_often_as_the_documentation_says(name):
    found = load([FAMILIES[name]()], LAST, YEARS_DAYS)
    asked = {
        RULES[one].practice_id: found.asked[one] for one in found.questions if found.asked[one]
    }
    said = re.search(rf"^\| {name} \| ([\d.]+) \| (.*?) \|$", TOLD, re.MULTILINE)

    assert said is not None, name
    a_month = found.a_child_a_month(*found.questions)
    assert (f"{a_month:.2f}", asked) == (
        said[1],
        {rule: int(times) for rule, times in re.findall(r"(R\d\d) (\d+)", said[2])},
    )
