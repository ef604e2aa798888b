"""``throughline hidden``."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import click

from projections.chronology.chronology import chronology
from service.access.enforce import visible
from service.cli.opening import as_option, day_option, house, reading_child
from service.cli.output import answer, format_option
from service.telling.around import hidden_told

if TYPE_CHECKING:
    from datetime import date


@click.command()
@click.argument("child")
@day_option("--as-known-at", "Who was hidden by the end of this day.")
@as_option
@format_option
def command(child: str, as_known_at: date | None, username: str, as_format: str | None) -> None:
    """
    Show the adults around CHILD whom no assessment includes, and who mentioned them.
    """
    with reading_child(house(), child, username, "hidden adults") as (session, reader, found):
        record = session.record(found)
        if as_known_at:
            record = record.known_at(as_known_at)
        known = chronology(record)
        seen = visible(session.connection, reader, known, session.now)
        told = hidden_told(replace(known, entries=seen.entries))
    answer(
        told,
        as_format,
        title="Adults around the child whom no assessment includes",
        columns=("who", "to the child", "since", "mentioned by", "entries"),
        rows=[
            (
                one["name"],
                ", ".join(one["relations"]),
                one["since"],
                ", ".join(one["mentioned_by"]),
                ", ".join(m["source_ref"] or m["entry"] for m in one["mentioned"]),
            )
            for one in told
        ],
    )
