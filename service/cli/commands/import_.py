"""``throughline import``."""

from __future__ import annotations

import getpass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
from rich.console import Console
from rich.progress import Progress

from service.cli.failing import EXIT_REFUSED
from service.cli.faults_said import faults_said
from service.cli.opening import house
from service.cli.output import answer, format_option, say
from service.importing.errors import ImportRefused
from service.importing.importing import Imported, import_case
from service.importing.rejects import write_rejects
from service.sealing import seal_before_leaving, seal_log, signer_of

if TYPE_CHECKING:
    from service.wiring import Throughline


@click.command()
@click.argument(
    "folder", metavar="DIR", type=click.Path(exists=True, file_okay=False, path_type=Path)
)
@click.option("--source", default="", metavar="NAME", help="By default the folder's name.")
@click.option(
    "--rejects",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="FILE",
    help="Write refused rows here, with line, column and fix, to be mended and imported again.",
)
@format_option
@click.pass_context
def command(
    context: click.Context,
    folder: Path,
    source: str,
    rejects: Path | None,
    as_format: str | None,
) -> None:
    """
    Import the case in DIR: events.csv, people.csv and, if any, conflicts.csv.

    A row that is refused is imported in no part; the others stand. The same files twice add
    nothing.
    """
    open_house = house()
    signer_of(open_house)
    try:
        imported = _imported(open_house, folder, source)
    except ImportRefused as refused:
        say(str(refused))
        context.exit(EXIT_REFUSED)
    except BaseException:
        # Rows of an import that was stopped half-way stand, and so they are sealed.
        seal_before_leaving(open_house)
        raise
    seal_log(open_house)
    told = _told(imported)
    if rejects is not None:
        write_rejects(rejects, imported.heading, imported.rows.bad)
    for column in imported.ignored:
        say(f"The column “{column}” is no field of any kind of event and was not read.")
    if imported.unsaid:
        say(
            f"What was decided is in no column of {', '.join(imported.unsaid)}. If one closed the "
            "case or lowered a risk, say so: before you import, in the columns “about” and "
            "“result”, or with the kind closure; afterwards, by correcting the entry."
        )
    _say_rejects(imported)
    answer(
        told,
        as_format,
        columns=("", "rows", "imported", "already there", "refused"),
        rows=[
            (name, tally.rows, tally.imported, tally.already, len(tally.bad))
            for name, tally in (
                ("events", imported.rows),
                ("people", imported.people),
                ("conflicts", imported.conflicts),
            )
        ],
    )
    if not imported.whole:
        context.exit(EXIT_REFUSED)


def _imported(open_house: Throughline, folder: Path, source: str) -> Imported:
    with Progress(console=Console(stderr=True)) as bar:
        task = bar.add_task("Importing", total=None)
        return import_case(
            open_house,
            folder,
            source=source or folder.resolve().name,
            actor=f"operator:{getpass.getuser()}",
            tell=lambda done, of: bar.update(task, completed=done, total=of),
        )


def _told(imported: Imported) -> dict[str, Any]:
    return imported.rows.as_json() | {
        "people": imported.people.as_json() | {"described": imported.described},
        "conflicts": imported.conflicts.as_json(),
        "ignored_columns": list(imported.ignored),
        "unsaid_decisions": list(imported.unsaid),
        "likely": [{"description": words, "may_be": list(keys)} for words, keys in imported.likely],
    }


def _say_rejects(imported: Imported) -> None:
    # People first: a child whose row was refused is why the rows about that child are.
    for name, tally in (
        ("people.csv", imported.people),
        ("events.csv", imported.rows),
        ("conflicts.csv", imported.conflicts),
    ):
        for words in faults_said(name, tally.bad):
            say(words)
