"""``throughline sweep``."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC
from typing import TYPE_CHECKING

import click

from escalation.running.heartbeat import BY_HAND, begins_anew
from service.cli.moment import Moment
from service.cli.opening import house
from service.cli.output import answer, format_option
from service.sweeping import sweep_once

if TYPE_CHECKING:
    from datetime import datetime


@dataclass(frozen=True)
class _Standing:
    """
    A clock that stands at the moment that the operator names.
    """

    moment: datetime

    def now(self) -> datetime:
        return self.moment


@click.command()
@click.option("--now", type=Moment(), metavar="MOMENT", help="Sweep as if it were this moment.")
@click.option(
    "--clock-is-right",
    is_flag=True,
    help="The clock was ahead and is right again: the sweep that lies ahead of it is forgotten.",
)
@format_option
def command(now: datetime | None, as_format: str | None, *, clock_is_right: bool) -> None:
    """
    Do one sweep: raise what is overdue, step up what was not answered, send what waits.
    """
    open_house = house()
    if clock_is_right:
        begins_anew(open_house.database)
    if now is None:
        done = sweep_once(open_house)
    else:
        at = replace(open_house, clock=_Standing(now.astimezone(UTC)))
        # A moment that somebody named says nothing about when a worker last swept.
        done = sweep_once(at, beats_as=BY_HAND)
    answer(done.as_json(), as_format)
