"""``throughline chronology``."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from projections.chronology.lengths import Length
from service.cli.moment import Moment
from service.cli.opening import as_option, day_option, house, reading_child
from service.cli.output import answer, format_option, say
from service.telling.wanted import Wanted, tell_chronology

if TYPE_CHECKING:
    from datetime import date, datetime


@click.command()
@click.argument("child")
@click.option(
    "--length",
    type=click.Choice([str(length) for length in Length]),
    default=str(Length.FULL),
    show_default=True,
    help="How much of it to tell; none hides that the longer exists.",
)
@day_option("--as-known-at", "What had been learned by the end of this day.")
@click.option(
    "--as-recorded-at",
    type=Moment(),
    metavar="MOMENT",
    help="What this log held at this moment; a day means its end.",
)
@click.option("--agency", metavar="NAME", default="", help="What this agency alone had learned.")
@as_option
@format_option
def command(  # noqa: PLR0917 - one argument an option
    child: str,
    length: str,
    as_known_at: date | None,
    as_recorded_at: datetime | None,
    agency: str,
    username: str,
    as_format: str | None,
) -> None:
    """
    Show CHILD's whole story in the order it happened, over every agency.
    """
    wanted = Wanted(
        length=Length(length),
        as_known_at=as_known_at,
        as_recorded_at=as_recorded_at,
        agency=agency,
    )
    with reading_child(house(), child, username, "chronology") as (session, reader, found):
        told = tell_chronology(session, reader, found, wanted)
    if told["withheld"]:
        say(f"{told['withheld']} entries are withheld from this reader.")
    if as_format != "json" and told["length"] != str(Length.FULL):
        say(f"{told['shown']} of {told['total']} entries. {told['why_these']}")
    answer(
        told,
        as_format,
        title=f"{told['child']['name']}: {told['shown']} of {told['total']} entries",
        columns=("no.", "when", "agency", "what", "known", "who says so"),
        rows=[
            (
                one["source_ref"] or one["id"],
                one["occurred"]["words"],
                one["agency"],
                one["sentence"]
                if one["status"] == "stands"
                else f"({one['status']}) {one['sentence']}",
                "" if one["learned"] == one["occurred"]["from"] else one["learned"],
                one["source"],
            )
            for one in told["entries"]
        ],
    )
