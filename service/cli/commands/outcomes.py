"""``throughline outcomes``."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from escalation.owed import owed
from escalation.telling import as_json, cited
from projections.stored.directory import children
from service.cli.opening import as_option, day_option, house, reading_child
from service.cli.output import answer, format_option

if TYPE_CHECKING:
    from datetime import date
    from uuid import UUID

    from service.wiring import Session, Throughline

EVERYBODY = 1_000_000


@click.command()
@click.argument("child", required=False)
@day_option("--on", "As known by the end of this day; today if not given.")
@as_option
@format_option
def command(child: str | None, on: date | None, username: str, as_format: str | None) -> None:
    """
    Show everything that was ever owed for CHILD, or for every child, and how it stands.
    """
    open_house = house()
    wanted = [child] if child else _everybody(open_house)
    told: list[dict[str, Any]] = []
    for one in wanted:
        with reading_child(open_house, one, username, "outcomes") as (session, _, found):
            told.extend(_owed(session, found, on))
    answer(
        told,
        as_format,
        columns=("due", "state", "days over", "what is owed", "owner", "origin", "moved"),
        rows=[
            (
                one["due"] or "no date",
                one["state"],
                one["overdue_days"] or "",
                one["desired"],
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


def _owed(session: Session, child: UUID, on: date | None) -> list[dict[str, Any]]:
    day = on or session.today
    record = session.record(child)
    names = cited(record)
    # A day that is over is judged by its end; today, by this moment.
    at = session.now if day == session.today else None
    return [
        as_json(outcome, day, names)
        for outcome in owed(record, day, practice=session.practice, at=at)
    ]
