"""``throughline replay``."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from projections.chronology.chronology import chronology
from projections.risk.replay import replay
from service.access.asked import replay_kept
from service.access.enforce import visible
from service.cli.opening import as_option, clock_options, house, reading_child
from service.cli.output import answer, format_option
from service.clocks import Clocks
from service.telling.indicators import replay_told

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
    Show day by day which question about CHILD would have been asked, on what was known by then.
    """
    with reading_child(house(), child, username, "replay") as (session, reader, found):
        clocks = Clocks(known=as_known_at, recorded=as_recorded_at)
        record = clocks.of(session.record(found), session)
        changes = replay_kept(session.connection, reader, found, replay(record))
        seen = visible(session.connection, reader, chronology(record), session.now)
        told = replay_told(changes, seen.told)
    answer(
        told,
        as_format,
        columns=("day", "practice", "rule", "change", "evidence"),
        rows=[
            (
                one["day"],
                one["practice_id"],
                one["rule"].replace("_", " "),
                one["change"],
                ", ".join(one["evidence"]),
            )
            for one in told
        ],
    )
