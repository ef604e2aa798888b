"""``throughline demo``."""

from __future__ import annotations

import socket
from dataclasses import replace
from pathlib import Path

import click
from rich.console import Console
from rich.progress import Progress
from rich.table import Table

from service.cli.output import say
from service.demo.demo import Prepared, letterbox, prepare
from service.demo.people import PEOPLE
from service.serving import serve
from service.settings import Settings, settings

PORTS_TRIED = 50


@click.command()
@click.option("--port", metavar="N", type=click.IntRange(1, 65535), default=8000, show_default=True)
@click.option("--folder", type=click.Path(file_okay=False, path_type=Path), default=Path("var"))
@click.option("--prepare-only", is_flag=True, help="Make everything ready, and open nothing.")
def command(port: int, folder: Path, *, prepare_only: bool) -> None:
    """
    Show a published case and an invented caseload, in pages that you can sign in to.

    Everything is in var/demo.db; it never touches another database. Remove the file to start anew.
    """
    given = settings()
    mail = folder / "mail"
    host, mail_port = given.smtp_host, given.smtp_port
    if not host and not prepare_only:
        found = letterbox(mail)
        if found is not None:
            host, mail_port = "127.0.0.1", found
            say(f"No mail server is set, so mail is written to {mail} as files to open.")
    free = _free(port)
    address = f"http://127.0.0.1:{free}"
    own = replace(
        Settings(),
        database_url=f"sqlite:///{folder / 'demo.db'}",
        address=address,
        smtp_host=host,
        smtp_port=mail_port,
        sweep_seconds=given.sweep_seconds,
        demo=True,
    )
    with Progress(console=Console(stderr=True)) as bar:
        task = bar.add_task("Importing the published case", total=None)
        ready = prepare(own, say, lambda done, of: bar.update(task, completed=done, total=of))
    if prepare_only:
        _sign_ins(ready, "")
        return
    if free != port:
        say(f"Port {port} is taken, so the demo opens at {free}.")
    serve(
        ready.house,
        host="127.0.0.1",
        port=free,
        sweeps=True,
        opened=lambda where: _sign_ins(ready, where),
    )


def _sign_ins(ready: Prepared, address: str) -> None:
    table = Table(title="Sign in as", title_justify="left")
    for heading in ("user name", "who it is", "what there is to see"):
        table.add_column(heading)
    for person in PEOPLE:
        table.add_row(person.username, f"{person.name}, {person.agency}", person.sees)
    console = Console(stderr=True)
    console.print(table)
    console.print(f"Password of all of them: [bold]{ready.password}[/bold]")
    console.print(
        "Everybody and every child here is invented, but for the published case of Peter."
    )
    if address:
        console.print(f"Open [bold]{address}[/bold] in a browser. Stop with Ctrl-C.")


def _free(port: int) -> int:
    """
    Return the port, or the next one that nobody listens at.
    """
    for candidate in range(port, min(port + PORTS_TRIED, 65536)):
        with socket.socket() as tried:
            # Ports whose last connections still fade away count as free, as they do for serve.
            tried.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                tried.bind(("127.0.0.1", candidate))
                tried.listen()
            except OSError:
                continue
            return candidate
    raise click.UsageError(f"no port from {port} to {port + PORTS_TRIED} is free; choose --port")
