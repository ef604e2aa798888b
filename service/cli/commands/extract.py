"""``throughline extract``."""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from projections.chronology.lengths import Length
from service.cli.opening import as_option, clock_options, day_option, house, reading_child
from service.cli.output import answer, format_option
from service.documents.extract import FORMATS, written
from service.documents.pack import write_file, write_parts
from service.telling.extract import extract, named_again
from service.telling.wanted import Wanted

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import date, datetime

    from service.documents.extract import Extract


@click.command()
@click.argument("child")
@click.option(
    "--output",
    type=click.Path(dir_okay=False, path_type=Path),
    required=True,
    help=f"The file to write; its ending says the format: {', '.join(FORMATS)}, or .txt of names.",
)
@click.option("--length", type=click.Choice([str(one) for one in Length]), default=str(Length.FULL))
@day_option("--application", "application", "Count a court's two years back from this day.")
@clock_options
@click.option("--agency", metavar="NAME", default="", help="What this agency alone had learned.")
@click.option("--words", metavar="TEXT", default="", help="Only where these stand.")
@click.option("--without-names", is_flag=True, help="Role names stand for names.")
@click.option(
    "--names-back",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    metavar="FILE",
    help="Put the names back into this text instead.",
)
@as_option
@format_option
def command(  # noqa: PLR0917 - one argument an option
    child: str,
    output: Path,
    length: str,
    application: date | None,
    as_known_at: date | None,
    as_recorded_at: datetime | None,
    agency: str,
    words: str,
    username: str,
    as_format: str | None,
    names_back: Path | None,
    *,
    without_names: bool,
) -> None:
    """
    Write what was chosen of CHILD's chronology to a file, readable by its owner alone.
    """
    ending = output.suffix.lower().removeprefix(".")
    if names_back is None and ending not in FORMATS:
        raise click.BadParameter(
            f"name a file that ends in one of: {', '.join(FORMATS)}", param_hint="--output"
        )
    what = "extract of the chronology"
    wanted = Wanted(
        length=Length(length),
        as_known_at=as_known_at,
        as_recorded_at=as_recorded_at,
        agency=agency,
        words=words,
        application=application,
    )
    with reading_child(house(), child, username, what) as (session, reader, found):
        if names_back is not None:
            text = named_again(session, reader, found, names_back.read_text("utf-8"))
            write_file(text.encode(), output)
            answer({"file": str(output)}, as_format)
            return
        made = extract(session, reader, found, wanted, anonymised=without_names)
        moment = session.now
    write_parts(written(_showing(made), ending, moment=moment), output)
    answer(
        {
            "file": str(output),
            "position": made.head["position"],
            "entries": made.count,
            "withheld": made.head["withheld"],
            "restricted": made.restricted,
        },
        as_format,
    )
    if made.restricted:
        click.echo(
            f"Before you send it: {made.restricted} of its entries are kept for those alone whom "
            "their mark names. Give the file to nobody else.",
            err=True,
        )


def _showing(made: Extract) -> Extract:
    """
    Say at a terminal how far it is.
    """

    def entries() -> Iterator[Mapping[str, Any]]:
        with click.progressbar(made.entries(), length=made.count, file=sys.stderr) as each:
            yield from each

    return replace(made, entries=entries)
