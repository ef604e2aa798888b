"""``throughline hidden``."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from projections.chronology.chronology import chronology
from service.access.enforce import visible
from service.cli.opening import as_option, clock_options, house, reading_child
from service.cli.output import answer, format_option
from service.clocks import Clocks
from service.telling.around import hidden_told

if TYPE_CHECKING:
    from datetime import date, datetime


@click.command()
@click.argument("child")
@clock_options
@as_option
@format_option
def command(
    child: str,
    as_known_at: date | None,
    as_recorded_at: datetime | None,
    username: str,
    as_format: str | None,
) -> None:
    """
    Show the adults around CHILD whom no assessment includes, and who mentioned them.
    """
    with reading_child(house(), child, username, "hidden adults") as (session, reader, found):
        clocks = Clocks(known=as_known_at, recorded=as_recorded_at)
        known = chronology(clocks.of(session.record(found), session))
        seen = visible(session.connection, reader, known, session.now).told
        told = hidden_told(seen)
    answer(
        told,
        as_format,
        title="Adults around the child whom no assessment includes",
        columns=("who", "to the child", "since", "mentioned by", "entries"),
        rows=[
            (
                one["name"],
                ", ".join(one["relations"]),
                one["since"],
                ", ".join(one["mentioned_by"]),
                ", ".join(m["source_ref"] or m["entry"] for m in one["mentioned"]),
            )
            for one in told
        ],
    )
