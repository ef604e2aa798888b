"""The timescales in force: what starts each, its limit, what satisfies it, its source."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from service.access.policy import Action
from service.telling.timescales import tell_timescales
from service.web.page import Answer, Page, Shown

if TYPE_CHECKING:
    from service.web.visit import Visit

NATIONS = {
    "england": "England",
    "wales": "Wales",
    "scotland": "Scotland",
    "northern_ireland": "Northern Ireland",
}


def view(visit: Visit) -> Answer:
    """
    Show every row under which clocks start on a day.
    """
    given = visit.throughline.settings
    errors: dict[str, str] = {}
    with visit.throughline.reading() as session:
        on, practice = session.today, session.practice
    try:
        on = date.fromisoformat(visit.asked("on")) if visit.asked("on") else on
    except ValueError:
        errors["on"] = "Enter the day as 2026-03-27"
    rows = tell_timescales(practice, on, visit.asked("find"))
    return Shown(
        values={
            "rows": rows,
            "every": len(practice.on(on)),
            "on": on,
            "find": visit.asked("find"),
            "nation": NATIONS[given.nation],
            "layers": ", ".join(one.capitalize() for one in given.timescale_layers),
            "own": bool(given.timescales_folder),
            "unconfirmed": sum(not one["confirmed"] for one in rows),
        },
        errors=errors,
    )


PAGE = Page(path="/timescales", title="Timescales", policy=Action.READ_LADDER, view=view)
