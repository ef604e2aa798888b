"""Makes ready what the first reader of a process would otherwise wait for."""

from __future__ import annotations

from threading import Thread
from typing import TYPE_CHECKING

from events.clock import civil_day

if TYPE_CHECKING:
    from flask import Flask

    from service.wiring import Throughline


def make_ready(app: Flask, house: Throughline) -> None:
    """
    Compile every page, and read the bank holidays that clocks are counted by.
    """
    for name in app.jinja_env.list_templates(extensions=("html",)):
        app.jinja_env.get_template(name)
    house.practice.calendar.from_day(civil_day(house.clock.now()))


def ready_soon(app: Flask, house: Throughline) -> None:
    """
    Do the same beside the first requests: nobody waits for a page that somebody else asked for.
    """
    Thread(target=make_ready, args=(app, house), name="make ready", daemon=True).start()
