"""``throughline serve``."""

from __future__ import annotations

import click

from service.cli.opening import house
from service.cli.output import say
from service.serving import serve


@click.command()
@click.option("--host", metavar="H", default="127.0.0.1", show_default=True)
@click.option("--port", metavar="N", type=click.IntRange(0, 65535), default=8000, show_default=True)
def command(host: str, port: int) -> None:
    """
    Serve the pages, /api and /health; with an embedded database, sweep beside them.

    One sweep is finished before the port opens. With PostgreSQL, run `throughline worker` too.
    """
    open_house = house()
    settings = open_house.settings
    if not settings.sends_mail:
        say("No mail server is set (THROUGHLINE_SMTP_HOST): people hear in their inbox alone.")
    if not settings.embedded:
        say("This process does not go on sweeping: run `throughline worker` as well.")
    serve(
        open_house,
        host=host,
        port=port,
        sweeps=settings.embedded,
        opened=lambda address: say(f"Open {address} in a browser. Stop with Ctrl-C."),
    )
