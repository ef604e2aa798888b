"""``throughline try``."""

from __future__ import annotations

import sys

import click

from projections.stored.directory import find_child
from service.actions.caseload import every_child, sampled
from service.actions.try_setting import A_YEAR, try_setting
from service.cli.opening import house
from service.cli.output import answer, format_option, say
from service.telling.tried import tried_in_words, tried_told


@click.command(name="try")
@click.argument("rule")
@click.argument("setting")
@click.argument("to", type=int)
@click.option("--days", default=A_YEAR, show_default=True, help="So many days back.")
@click.option(
    "--most",
    type=click.IntRange(min=1),
    help="Look at no more than so many children, the same ones each time; all if not given.",
)
@click.option("--child", "named", multiple=True, help="Of this child alone; may be given again.")
@format_option
def command(  # noqa: PLR0917 - one argument an option
    rule: str,
    setting: str,
    to: int,
    days: int,
    most: int | None,
    named: tuple[str, ...],
    as_format: str | None,
) -> None:
    """
    Try SETTING of RULE at the whole number TO: of how many children would be asked, and how often.

    Nothing is written and no child is named. ``throughline setting`` adopts it.
    """
    throughline = house()
    with throughline.reading() as session:
        every = [find_child(session.connection, one) for one in named] or list(every_child(session))
    of = sampled(every, most or len(every))
    with click.progressbar(of, label="Children looked at", file=sys.stderr) as going:
        found = try_setting(throughline, going, rule=rule, setting=setting, to=to, days=days)
    told = {"rule": rule, "setting": setting, "to": to} | tried_told(found)
    say(tried_in_words(found))
    answer(
        told,
        as_format,
        columns=("", "as it is", f"{setting} = {to}"),
        rows=[
            ("children asked about today", told["asked_of_now"], told["asked_of_then"]),
            ("asked newly, a month", told["a_month_now"], told["a_month_then"]),
        ],
    )
