"""``throughline sweep``."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC
from typing import TYPE_CHECKING

import click

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
@format_option
def command(now: datetime | None, as_format: str | None) -> None:
    """
    Do one sweep: raise what is overdue, step up what was not answered, send what waits.
    """
    open_house = house()
    if now is not None:
        open_house = replace(open_house, clock=_Standing(now.astimezone(UTC)))
    answer(sweep_once(open_house).as_json(), as_format)
