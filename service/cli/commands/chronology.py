"""``throughline chronology``."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from projections.child_record import ChildRecord, gather
from projections.chronology.chronology import chronology
from projections.chronology.cited import cited
from projections.chronology.lengths import Length, shortened
from projections.risk.asked import asked
from projections.risk.history import History
from service.access.enforce import visible
from service.cli.moment import Moment
from service.cli.opening import as_option, day_option, house, reading_child
from service.cli.output import answer, format_option, say
from service.telling.chronology import chronology_told

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
    with reading_child(house(), child, username, "chronology") as (session, reader, found):
        record = gather(session.log, found)
        if as_recorded_at is not None:
            record = record.recorded_at(as_recorded_at)
        if as_known_at is not None or agency:
            record = record.known_at(as_known_at or session.today, _spelled(record, agency))
        whole = chronology(record)
        seen = visible(session.connection, reader, whole, session.now)
        on = as_known_at or session.today
        questions = frozenset(e for i in asked(History(whole), on) for e in i.evidence)
        shown = shortened(
            seen.entries,
            Length(length),
            on=on,
            cited=questions | cited(record.events),
            asked=questions,
        )
        told = chronology_told(
            whole, shown.entries, length=length, total=shown.total, withheld=seen.withheld_count
        )
        told |= _more(as_known_at, as_recorded_at, agency)
        told["shown"], told["why_these"] = len(shown.entries), shown.why
        told["summarised"] = [
            {"year": one.year, "kind": one.kind, "count": one.count, "entries": list(one.entries)}
            for one in shown.summarised
        ]
    if told["withheld"]:
        say(f"{told['withheld']} entries are withheld from this reader.")
    if as_format != "json" and shown.length is not Length.FULL:
        say(f"{len(shown.entries)} of {shown.total} entries. {shown.why}")
    answer(
        told,
        as_format,
        title=f"{told['child']['name']}: {len(shown.entries)} of {shown.total} entries",
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


def _spelled(record: ChildRecord, agency: str) -> str:
    """
    Return an agency's name as the record spells it, whichever way it was typed.
    """
    wanted = agency.casefold().strip()
    names = {known.agency for event in record.events for known in event.learned}
    return next((name for name in sorted(names) if name.casefold() == wanted), agency)


def _more(as_known_at: date | None, as_recorded_at: datetime | None, agency: str) -> dict[str, Any]:
    return {
        "as_known_at": as_known_at.isoformat() if as_known_at else None,
        "as_recorded_at": as_recorded_at.isoformat() if as_recorded_at else None,
        "agency": agency or None,
    }
