"""``throughline adopt``."""

from __future__ import annotations

from uuid import uuid4

import click

from service.actions.adopt_rule import AdoptRule, adopt_rule
from service.cli.opening import house, reader_for
from service.cli.output import answer, format_option
from service.sealing import seal_log, signer_of


@click.command()
@click.argument("rule")
@click.option("--reason", required=True, help="Why, and who decided it.")
@click.option("--source", required=True, help="The publication or decision that it rests on.")
@format_option
def command(rule: str, reason: str, source: str, as_format: str | None) -> None:
    """
    Record that the partnership adopted RULE as it is asked today; its source is confirmed then.

    A version that comes later is adopted anew. ``throughline rules`` lists them.
    """
    open_house = house()
    signer_of(open_house)
    with open_house.writing() as session:
        made = adopt_rule(
            session,
            reader_for(session, ""),
            AdoptRule(rule=rule, reason=reason, source=source, key=str(uuid4())),
        )
    seal_log(open_house)
    answer({"rule": rule, "position": made.events[-1].position}, as_format)
