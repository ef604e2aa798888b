"""``throughline indicators``."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import click

from projections.risk.asked import asked
from projections.risk.fallen import fallen
from projections.risk.history import history
from service.access.asked import fallen_kept, questions_kept
from service.access.enforce import visible
from service.answering import answering, answering_words
from service.cli.opening import as_option, day_option, house, reading_child, recorded_option
from service.cli.output import answer, format_option, say
from service.clocks import Clocks
from service.documents.names import names
from service.telling.indicators import asked_no_longer, indicators_told

if TYPE_CHECKING:
    from datetime import date, datetime


@click.command()
@click.argument("child")
@day_option("--on", "--as-known-at", "on", "As known by the end of this day; today if not given.")
@recorded_option
@as_option
@format_option
def command(
    child: str,
    on: date | None,
    as_recorded_at: datetime | None,
    username: str,
    as_format: str | None,
) -> None:
    """
    Show which questions the record raises about CHILD, with their evidence.
    """
    with reading_child(house(), child, username, "questions") as (session, reader, found):
        clocks = Clocks(recorded=as_recorded_at)
        day = on or clocks.day(session.today)
        record = clocks.of(session.record(found), session)
        known = history(record.known_at(day))
        now = asked(known, day)
        fell = fallen_kept(session.connection, reader, found, fallen(known, day, now))
        who = answering(session, record, now, clocks=replace(clocks, known=on))
        now = questions_kept(session.connection, reader, found, now)
        seen = visible(session.connection, reader, known.told, session.now)
        told = indicators_told(now, seen.told, fell, who)
        must = answering_words(who, names(session.connection))
        no_longer = asked_no_longer(fell, seen.told)
    for said in no_longer:
        say(said)
    answer(
        told,
        as_format,
        title="Open questions. None here never means safe.",
        columns=("since", "practice", "question", "evidence", "who answers", "source"),
        rows=[
            (
                one["since"],
                one["practice_id"],
                one["question"],
                ", ".join(one["evidence"]),
                must.get((asked_.rule, asked_.about), "Answered." if one["answered"] else ""),
                f"{one['source']} {one['source_note']}".strip(),
            )
            for asked_, one in zip(now, told, strict=True)
        ],
    )
