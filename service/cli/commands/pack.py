"""``throughline pack``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click
from uuid_utils.compat import uuid7

from projections.conference.audience import AUDIENCES
from projections.stored.directory import find_child
from service.access.enforce import allowed_or_refused, require
from service.access.policy import Action
from service.actions.generate_pack import generate_pack
from service.cli.opening import as_option, clock_options, house, reader_for
from service.cli.output import answer, format_option
from service.documents.pack import PackWanted, format_of, write_file
from service.sealing import seal_log

if TYPE_CHECKING:
    from datetime import date, datetime


@click.command()
@click.argument("child")
@click.option("--audience", required=True, metavar="WHO", help=f"{', '.join(AUDIENCES)}.")
@click.option(
    "--output",
    required=True,
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="FILE",
    help="Ends in .pdf, .docx, .xlsx or .html.",
)
@click.option(
    "--with-restricted",
    metavar="REASON",
    default="",
    help="Put in what is kept for USER and some others, each marked: why? Needs --as.",
)
@clock_options
@as_option
@format_option
def command(  # noqa: PLR0917 - one argument an option
    child: str,
    audience: str,
    output: Path,
    with_restricted: str,
    as_known_at: date | None,
    as_recorded_at: datetime | None,
    username: str,
    as_format: str | None,
) -> None:
    """
    Prepare the conference pack of CHILD for one audience.
    """
    open_house = house()
    wanted_format = format_of(output)
    with open_house.writing() as session:
        reader = reader_for(session, username)
        found = find_child(session.connection, child)
        decided = require(
            session.connection, reader, Action.READ, found, what="pack", now=session.now
        )
    allowed_or_refused(decided)
    # The pack names the newest checkpoint: one over all that it tells.
    seal_log(open_house)
    with open_house.writing() as session:
        made = generate_pack(
            session,
            reader,
            PackWanted(
                child=found,
                audience=audience,
                format=wanted_format,
                as_known_at=as_known_at,
                as_recorded_at=as_recorded_at,
                with_restricted=with_restricted,
            ),
            key=f"pack/{uuid7()}",
        )
    seal_log(open_house)
    write_file(made.content, output)
    answer(made.as_json(output), as_format)
