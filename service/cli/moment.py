"""A moment on the command line."""

from __future__ import annotations

from datetime import date, datetime, time
from typing import Any

import click

from events.clock import CIVIL


class Moment(click.ParamType[datetime]):
    """
    A moment such as 2026-03-27T09:05:00Z; without a zone it is civil time, a day means its end.
    """

    name = "moment"

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> datetime:
        """
        Read it, or say how it is written.
        """
        if isinstance(value, datetime):
            return value
        try:
            if len(value) == len("2026-03-27"):
                return datetime.combine(date.fromisoformat(value), time.max, tzinfo=CIVIL)
            moment = datetime.fromisoformat(value)
        except ValueError:
            self.fail("give a moment such as 2026-03-27T09:05:00Z, or a day", param, ctx)
        return moment if moment.tzinfo else moment.replace(tzinfo=CIVIL)
