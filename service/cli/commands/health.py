"""``throughline health``."""

from __future__ import annotations

import click

from escalation.running.health import escalation_health
from service.cli.failing import EXIT_REFUSED
from service.cli.opening import house
from service.cli.output import answer, format_option
from service.posting import posting_of


@click.command()
@format_option
@click.pass_context
def command(context: click.Context, as_format: str | None) -> None:
    """
    Say whether the sweep lives, what is overdue and how mail fares; leave with 1 if not well.
    """
    open_house = house()
    with open_house.reading() as session:
        told = escalation_health(
            session.connection,
            session.now,
            channels=posting_of(open_house).configured(),
        )
    answer(told, as_format)
    if not told["ok"]:
        context.exit(EXIT_REFUSED)
