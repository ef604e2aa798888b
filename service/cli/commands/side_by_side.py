"""``throughline side-by-side``."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from service.cli.opening import as_option, clock_options, house, reading_child
from service.cli.output import answer, format_option, say
from service.clocks import Clocks
from service.telling.beside import beside_told, read_beside
from service.telling.chronology import marked

if TYPE_CHECKING:
    from datetime import date, datetime


@click.command()
@click.argument("child")
@clock_options
@click.option("--missed-by", metavar="AGENCY", default="", help="Only what it had not learned.")
@as_option
@format_option
def command(
    child: str,
    as_known_at: date | None,
    as_recorded_at: datetime | None,
    missed_by: str,
    username: str,
    as_format: str | None,
) -> None:
    """
    Show what each agency had learned of CHILD by a day: a column an agency, gaps left open.
    """
    with reading_child(house(), child, username, "side by side") as (session, reader, found):
        on = Clocks(known=as_known_at, recorded=as_recorded_at).day(session.today)
        side = read_beside(session, reader, found, on, as_recorded_at)
    agencies = list(side.beside.agencies)
    if missed_by:
        spelled = {name.casefold(): name for name in agencies}.get(missed_by.casefold())
        if spelled is None:
            raise click.BadParameter(
                f"no agency of this name had learned anything by then; there are: "
                f"{', '.join(agencies) or 'none'}",
                param_hint="--missed-by",
            )
        missed_by = spelled
    told = beside_told(side, missed_by)
    if told["withheld"]:
        say(f"{told['withheld']} entries are withheld from this reader.")
    if as_format != "json" and told["struck_out"]:
        say("Struck out, and in no column:")
        for one in told["struck_out"]:
            say(f"  {one['source_ref'] or one['entry']}: {marked(one)}")
    answer(
        told,
        as_format,
        title=f"{told['child']['name']}: who had learned what by {told['as_known_at']}",
        columns=("no.", "when", "what", *agencies),
        rows=[
            (
                one["source_ref"] or one["entry"],
                one["occurred"]["words"],
                marked(one),
                *(_cell(one["knew"][agency]) for agency in agencies),
            )
            for one in told["lines"]
        ],
    )


def _cell(knew: dict[str, Any]) -> str:
    if knew["how"] == "not":
        return "-"
    if knew["how"] == "not recorded":
        return "not recorded who knew"
    after = f" (+{knew['days_after']} days)" if knew["days_after"] else ""
    return f"{knew['on']}{after}"
