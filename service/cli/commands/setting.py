"""``throughline setting``."""

from __future__ import annotations

from uuid import uuid4

import click

from service.actions.change_setting import ChangeSetting, change_setting
from service.cli.opening import house, reader_for
from service.cli.output import answer, format_option
from service.sealing import seal_log, signer_of


@click.command()
@click.argument("rule")
@click.argument("setting")
@click.argument("to", type=int)
@click.option("--reason", required=True, help="Why, and who decided it.")
@click.option("--source", default="", help="The publication or decision that it rests on.")
@format_option
def command(
    rule: str, setting: str, to: int, reason: str, source: str, as_format: str | None
) -> None:
    """
    Change SETTING of RULE to the whole number TO from today on.

    Every earlier day is asked under the rule as it was. ``throughline rules`` lists them.
    """
    open_house = house()
    signer_of(open_house)
    with open_house.writing() as session:
        made = change_setting(
            session,
            reader_for(session, ""),
            ChangeSetting(
                rule=rule, setting=setting, to=to, reason=reason, source=source, key=str(uuid4())
            ),
        )
    seal_log(open_house)
    answer(
        {"rule": rule, "setting": setting, "to": to, "position": made.events[-1].position},
        as_format,
    )
