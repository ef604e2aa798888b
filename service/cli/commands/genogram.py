"""``throughline genogram``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from projections.chronology.chronology import chronology
from service.access.enforce import closed_to, visible
from service.cli.opening import as_option, clock_options, day_option, house, reading_child
from service.cli.output import answer, format_option
from service.clocks import Clocks
from service.documents.genogram.read_family import read_family
from service.documents.pack import write_file
from service.telling.genogram import genogram_told

if TYPE_CHECKING:
    from datetime import date, datetime


@click.command()
@click.argument("child")
@clock_options
@day_option("--on", "As at this day; else the day known at, or today.")
@click.option(
    "--output",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Write the drawing to this .svg file, readable by its owner alone.",
)
@as_option
@format_option
def command(  # noqa: PLR0917 - one argument an option
    child: str,
    as_known_at: date | None,
    as_recorded_at: datetime | None,
    on: date | None,
    output: Path | None,
    username: str,
    as_format: str | None,
) -> None:
    """
    Draw the family of CHILD in the conventions of the field, and tell the same as a table.
    """
    if output is not None and output.suffix.lower() != ".svg":
        raise click.BadParameter("name a file that ends in .svg", param_hint="--output")
    with reading_child(house(), child, username, "genogram") as (session, reader, found):
        clocks = Clocks(known=as_known_at, recorded=as_recorded_at)
        known = chronology(clocks.of(session.record(found), session))
        seen = visible(session.connection, reader, known, session.now).told
        closed = closed_to(session.connection, reader, known, session.now)
        day = on or clocks.day(session.today)
        told = genogram_told(read_family(seen, day, closed=closed))
    if output is not None:
        write_file(told.pop("svg").encode(), output)
        told["file"] = str(output)
    answer(
        told,
        as_format,
        title=told["title"],
        columns=("who", "drawn as", "born and died", "tied to", "lives there"),
        rows=[
            (
                one["name"],
                one["drawn_as"],
                one["dates"],
                "; ".join(one["ties"]),
                one["lives_with_the_child"],
            )
            for one in told["people"]
        ],
    )
