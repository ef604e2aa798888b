"""``throughline chronology``."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from events.vocabulary import KINDS
from projections.chronology.lengths import Length
from projections.chronology.narrowed import STATES, Narrowing
from service.cli.opening import as_option, clock_options, day_option, house, reading_child
from service.cli.output import answer, format_option, say
from service.telling.chronology import marked
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
@day_option("--application", "application", "Count a court's two years back from this day.")
@clock_options
@click.option("--agency", metavar="NAME", default="", help="What this agency alone had learned.")
@click.option("--words", metavar="TEXT", default="", help='Only where these stand; "side by side".')
@click.option("--told-by", metavar="NAME", multiple=True, help="Only what this agency says.")
@click.option(
    "--kind",
    type=click.Choice(sorted(KINDS)),
    multiple=True,
    metavar="KIND",
    help="Only entries of this kind; again for several.",
)
@click.option(
    "--state",
    type=click.Choice(list(STATES)),
    multiple=True,
    help="Only entries of this state; again for several.",
)
@day_option("--from", "first", "Only what can have happened on or after this day.")
@day_option("--to", "last", "Only what can have happened on or before this day.")
@as_option
@format_option
def command(  # noqa: PLR0917 - one argument an option
    child: str,
    length: str,
    application: date | None,
    as_known_at: date | None,
    as_recorded_at: datetime | None,
    agency: str,
    words: str,
    told_by: tuple[str, ...],
    kind: tuple[str, ...],
    state: tuple[str, ...],
    first: date | None,
    last: date | None,
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
        words=words,
        application=application,
        narrowing=Narrowing(agencies=told_by, kinds=kind, states=state, first=first, last=last),
    )
    with reading_child(house(), child, username, "chronology") as (session, reader, found):
        told = tell_chronology(session, reader, found, wanted)
    if told["withheld"]:
        say(f"{told['withheld']} entries are withheld from this reader.")
    for word, near in told["read_as"].items():
        say(f"No entry has “{word}”; it was read as {' or '.join(near)}.")
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
                marked(one),
                "" if one["learned"] == one["occurred"]["from"] else one["learned"],
                one["source"],
            )
            for one in told["entries"]
        ],
    )
