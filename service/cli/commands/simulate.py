"""``throughline simulate``."""

from __future__ import annotations

from dataclasses import fields, replace
from typing import TYPE_CHECKING, Any

import click

from escalation.running.ladders_kept import known_ladders
from escalation.simulating import Assumed, simulate
from service.cli.opening import house
from service.cli.output import answer, format_option, say

if TYPE_CHECKING:
    from collections.abc import Callable


def _assumptions(command: Callable[..., Any]) -> Callable[..., Any]:
    for one in reversed(fields(Assumed)):
        name = f"--{one.name.replace('_', '-')}"
        command = click.option(
            name, one.name, type=click.IntRange(min=0), default=one.default, show_default=True
        )(command)
    return command


@click.command()
@click.option("--days", type=click.IntRange(min=1, max=3660), default=365, show_default=True)
@click.option("--seed", type=int, default=1, show_default=True, help="The same gives the same.")
@_assumptions
@format_option
def command(days: int, seed: int, as_format: str | None, **assumed: int) -> None:
    """
    Show what the ladders in force would do to people: messages a person a day, by level.

    The caseload and the people are invented; nothing is recorded and nobody is told. It is not
    well (exit 1) where a level has nobody, or where the busiest role has more messages on one day
    in twenty than --most-a-day.
    """
    given = replace(Assumed(), **assumed)
    if not given.practitioners or not given.children:
        raise click.UsageError("--practitioners and --children must be at least 1")
    open_house = house()
    with open_house.reading() as session:
        done = simulate(
            days=days,
            start=session.now,
            ladders=known_ladders(session.connection),
            practice=open_house.practice,
            assumed=given,
            seed=seed,
        ).as_json()
    answer(
        done,
        as_format,
        columns=("who", "mean a day", "median", "19 days of 20", "most on one day"),
        rows=[
            (role, one["mean"], one["median"], one["p95"], one["most"])
            for role, one in done["messages_a_person_a_day"].items()
        ],
        title=f"{done['outcomes']} things owed in {days} days, {done['escalations']} of them late; "
        f"messages by level: {', '.join(f'{k}: {v}' for k, v in done['by_level'].items())}",
    )
    for where in done["nobody"]:
        say(f"Nobody could be told at {where}.")
    if not done["ok"]:
        click.get_current_context().exit(1)
