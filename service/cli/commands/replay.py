"""``throughline replay``."""

from __future__ import annotations

import click

from projections.chronology.chronology import chronology
from projections.risk.replay import replay
from service.cli.opening import as_option, house, reading_child
from service.cli.output import answer, format_option
from service.telling.indicators import replay_told


@click.command()
@click.argument("child")
@as_option
@format_option
def command(child: str, username: str, as_format: str | None) -> None:
    """
    Show day by day which question about CHILD would have been asked, on what was known by then.
    """
    with reading_child(house(), child, username, "replay") as (session, _, found):
        record = session.record(found)
        told = replay_told(replay(record), chronology(record))
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
