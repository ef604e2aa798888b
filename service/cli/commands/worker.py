"""``throughline worker``."""

from __future__ import annotations

import click

from escalation.running.scheduler import until_stopped
from service.cli.opening import house
from service.cli.output import say
from service.marking import marking
from service.sealing import seal_before_leaving, signer_of
from service.sweeping import sweep_once


@click.command()
def command() -> None:
    """
    Sweep again and again until stopped; any number of workers may run beside each other.
    """
    open_house = house()
    signer_of(open_house)
    seconds = open_house.settings.sweep_seconds
    if not open_house.settings.sends_mail:
        say("No mail server is set (THROUGHLINE_SMTP_HOST): people hear in their inbox alone.")
    say(f"Sweeping every {seconds} seconds. Stop with Ctrl-C.")
    try:
        with marking(open_house):
            until_stopped(lambda: sweep_once(open_house), seconds)
    finally:
        seal_before_leaving(open_house)
