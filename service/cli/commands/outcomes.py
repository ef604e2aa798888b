"""``throughline outcomes``."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from projections.stored.directory import children
from service.cli.opening import as_option, day_option, house, reading_child, recorded_option
from service.cli.output import answer, format_option
from service.clocks import Clocks
from service.telling.outcomes import tell_outcomes

if TYPE_CHECKING:
    from datetime import date, datetime

    from service.wiring import Throughline

EVERYBODY = 1_000_000


@click.command()
@click.argument("child", required=False)
@day_option("--on", "--as-known-at", "on", "As known by the end of this day; today if not given.")
@recorded_option
@as_option
@format_option
def command(
    child: str | None,
    on: date | None,
    as_recorded_at: datetime | None,
    username: str,
    as_format: str | None,
) -> None:
    """
    Show everything that was ever owed for CHILD, or for every child, and how it stands.
    """
    open_house = house()
    clocks = Clocks(known=on, recorded=as_recorded_at)
    wanted = [child] if child else _everybody(open_house)
    told: list[dict[str, Any]] = []
    for one in wanted:
        with reading_child(open_house, one, username, "outcomes") as (session, reader, found):
            told.extend(tell_outcomes(session, reader, found, clocks))
    answer(
        told,
        as_format,
        columns=("due", "state", "days over", "what is owed", "owner", "origin", "moved"),
        rows=[
            (
                one["due"] or "no date",
                one["state"],
                one["overdue_days"] or "",
                one["said"],
                one["owner"] or one["responsible"] or "nobody named",
                f"{one['origin']} {one['practice_id']}".strip(),
                len(one["moves"]) or "",
            )
            for one in told
        ],
    )


def _everybody(open_house: Throughline) -> list[str]:
    with open_house.reading() as session:
        return [str(one.id) for one in children(session.connection, limit=EVERYBODY)]
