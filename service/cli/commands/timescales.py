"""``throughline timescales``."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import click

from events.clock import SystemClock, civil_day
from service.cli.opening import day_option
from service.cli.output import answer, format_option
from service.settings import settings
from service.telling.timescales import tell_timescales
from service.wiring import practice_set

if TYPE_CHECKING:
    from datetime import date


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
    told = tell_timescales(practice, day)
    answer(
        told,
        as_format,
        columns=("row", "name", "limit", "who is asked", "since", "source"),
        rows=[
            (
                row["practice_id"],
                row["name"],
                row["limit_words"],
                row["responsible"],
                row["since"],
                row["source"] + ("" if row["confirmed"] else " (to be confirmed)"),
            )
            for row in told
        ],
    )
