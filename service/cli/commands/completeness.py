"""``throughline completeness``."""

from __future__ import annotations

import click

from escalation.running.complete import check_completeness
from projections.plans.due import due_text
from service.access.people import People
from service.cli.failing import EXIT_REFUSED
from service.cli.opening import house
from service.cli.output import answer, format_option
from service.sealing import seal_log, signer_of


@click.command()
@format_option
@click.pass_context
def command(context: click.Context, as_format: str | None) -> None:
    """
    Count over again, from the log alone, who should have been told, and raise what is missing.
    """
    open_house = house()
    signer_of(open_house)
    found = check_completeness(
        open_house.database, People, now=open_house.clock.now(), practice=open_house.practice
    )
    seal_log(open_house)
    told = [
        {
            "outcome": str(one.outcome),
            "child": str(one.child),
            "what": one.what,
            "since": due_text(one.since),
        }
        for one in found
    ]
    answer(
        {"ok": not told, "missing": told},
        as_format,
        columns=("outcome", "what", "since"),
        rows=[(one["outcome"], one["what"], one["since"]) for one in told],
    )
    if told:
        context.exit(EXIT_REFUSED)
