"""``throughline try``."""

from __future__ import annotations

import click

from projections.stored.directory import find_child
from service.actions.try_setting import A_YEAR, every_child, try_setting
from service.cli.opening import house
from service.cli.output import answer, format_option
from service.telling.tried import tried_told


@click.command(name="try")
@click.argument("rule")
@click.argument("setting")
@click.argument("to", type=int)
@click.option("--days", default=A_YEAR, show_default=True, help="So many days back.")
@click.option("--child", "named", multiple=True, help="Of this child alone; may be given again.")
@format_option
def command(
    rule: str, setting: str, to: int, days: int, named: tuple[str, ...], as_format: str | None
) -> None:
    """
    Try SETTING of RULE at the whole number TO: of how many children would be asked, and how often.

    Nothing is written and no child is named. ``throughline setting`` adopts it.
    """
    with house().reading() as session:
        of = [find_child(session.connection, one) for one in named] or every_child(session)
        found = try_setting(session, of, rule=rule, setting=setting, to=to, days=days)
    told = {"rule": rule, "setting": setting, "to": to} | tried_told(found)
    answer(
        told,
        as_format,
        columns=("", "as it is", f"{setting} = {to}"),
        rows=[
            ("children asked about today", told["asked_of_now"], told["asked_of_then"]),
            ("asked newly, a month", told["a_month_now"], told["a_month_then"]),
        ],
    )
