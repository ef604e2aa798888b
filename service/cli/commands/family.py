"""``throughline family``."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from projections.chronology.chronology import chronology
from service.access.enforce import closed_to, visible
from service.cli.opening import as_option, clock_options, day_option, house, reading_child
from service.cli.output import answer, format_option
from service.clocks import Clocks
from service.telling.family import family_told

if TYPE_CHECKING:
    from datetime import date, datetime


@click.command()
@click.argument("child")
@clock_options
@day_option("--on", "Who lived there and what was in force on this day.")
@as_option
@format_option
def command(
    child: str,
    as_known_at: date | None,
    as_recorded_at: datetime | None,
    on: date | None,
    username: str,
    as_format: str | None,
) -> None:
    """
    Show who is around CHILD: ties, household, hidden adults, orders and bail.
    """
    with reading_child(house(), child, username, "people around the child") as (
        session,
        reader,
        found,
    ):
        clocks = Clocks(known=as_known_at, recorded=as_recorded_at)
        known = chronology(clocks.of(session.record(found), session))
        seen = visible(session.connection, reader, known, session.now).told
        day = on or clocks.day(session.today)
        closed = closed_to(session.connection, reader, known, session.now)
        told = family_told(seen, day, closed=closed)
    hidden = {one["person"] for one in told["hidden"]}
    answer(
        told,
        as_format,
        title=f"People around the child, {day.isoformat()}",
        columns=("who", "to the child", "from", "to", "known since", "in an assessment"),
        rows=[
            (
                one["person"]["name"],
                tie["relation"],
                tie["from"] or "not recorded",
                tie["to"] or "",
                tie["known_from"],
                "hidden" if one["person"]["id"] in hidden else "",
            )
            for one in told["people"]
            for tie in one["ties"]
        ],
    )
