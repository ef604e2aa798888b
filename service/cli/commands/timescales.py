"""``throughline timescales``."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import click

from events.clock import SystemClock, civil_day
from service.cli.opening import day_option
from service.cli.output import answer, format_option
from service.settings import settings
from service.wiring import practice_set

if TYPE_CHECKING:
    from datetime import date

    from escalation.timescale import Timescale


@click.command()
@day_option("--on", "Which clocks start under on this day; today if not given.")
@click.option(
    "--folder",
    metavar="FOLDER",
    default="",
    help="Check this folder of timescales instead of the one that is set.",
)
@format_option
def command(on: date | None, folder: str, as_format: str | None) -> None:
    """
    Show the timescales in force, or say what is wrong with a file of them.
    """
    try:
        set_ = settings()
    except ValueError as wrong:
        raise click.UsageError(str(wrong)) from None
    practice = practice_set(replace(set_, timescales_folder=folder) if folder else set_)
    day = on or civil_day(SystemClock().now())
    rows = sorted(practice.on(day).values(), key=lambda row: (row.key, row.name))
    answer(
        [_told(row) for row in rows],
        as_format,
        columns=("row", "name", "limit", "who is asked", "edition", "source"),
        rows=[
            (
                row.practice_id,
                row.name,
                row.limit.words(),
                row.responsible,
                row.edition,
                row.source + ("" if row.confirmed else " (to be confirmed)"),
            )
            for row in rows
        ],
    )


def _told(row: Timescale) -> dict[str, Any]:
    return {
        "name": row.name,
        "practice_id": row.practice_id,
        "desired": row.desired,
        "limit": row.limit.number,
        "unit": str(row.limit.unit),
        "safety": row.limit.safety,
        "responsible": row.responsible,
        "source": row.source,
        "confirmed": row.confirmed,
        "edition": row.edition,
    }
