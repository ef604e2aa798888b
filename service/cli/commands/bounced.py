"""``throughline bounced``."""

from __future__ import annotations

from typing import BinaryIO

import click

from escalation.running.bounce import MOST_BYTES, returned_in
from escalation.running.deliver import note_returned
from service.cli.failing import EXIT_REFUSED
from service.cli.opening import house
from service.cli.output import answer, format_option, say


@click.command()
@click.argument("file", type=click.File("rb"), default="-")
@format_option
@click.pass_context
def command(context: click.Context, file: BinaryIO, as_format: str | None) -> None:
    """
    Take mail that came back (FILE, or standard input) and let the next level hear instead.

    For the mailbox of THROUGHLINE_MAIL_FROM: a mail server hands each message that arrives there
    to this command, as in an alias: throughline: "|throughline bounced".
    """
    returned = returned_in(file.read(MOST_BYTES))
    if not returned:
        say("This is no report that a message of ours did not arrive; a person should read it.")
    open_house = house()
    noted = note_returned(open_house.database, returned, open_house.clock.now())
    answer({"messages": len(returned), "escalations": noted}, as_format)
    if not returned:
        context.exit(EXIT_REFUSED)
