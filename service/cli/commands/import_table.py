"""``throughline import-table``."""

from __future__ import annotations

import getpass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
from rich.console import Console
from rich.progress import Progress

from projections.stored.directory import find_child
from service.cli.failing import EXIT_REFUSED
from service.cli.faults_said import faults_said
from service.cli.opening import house
from service.cli.output import answer, format_option, say
from service.importing.agency_table import Fate, TableImported, import_table
from service.importing.errors import ImportRefused
from service.importing.rejects import write_rejects
from service.importing.tables.mapping import keep_mapping, kept_mapping, read_mapping
from service.sealing import seal_before_leaving, seal_log, signer_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from service.wiring import Throughline


@click.command(name="import-table")
@click.argument(
    "file", metavar="FILE", type=click.Path(exists=True, dir_okay=False, path_type=Path)
)
@click.option("--child", required=True, metavar="CHILD", help="In whose record it goes.")
@click.option("--agency", required=True, metavar="NAME", help="Whose chronology it is.")
@click.option(
    "--mapping",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    metavar="TOML",
    help="Which column says what; kept for the agency from now on.",
)
@click.option("--source", default="", metavar="NAME", help="By default agency and child.")
@click.option("--preview", is_flag=True, help="Say what would become of every row, and stop.")
@click.option(
    "--rejects",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="FILE",
    help="Write refused rows here as CSV, with line, column and fix, to be mended and brought in.",
)
@format_option
@click.pass_context
def command(
    context: click.Context,
    file: Path,
    *,
    child: str,
    agency: str,
    mapping: Path | None,
    source: str,
    rejects: Path | None,
    as_format: str | None,
    preview: bool,
) -> None:
    """
    Bring in an agency's chronology of one child: a table of CSV, Excel or Word.

    It asks for a date and an event at least, and takes time, source of information, comment, people
    and kind where there are columns for them; ? is unsure. The same table twice adds nothing.
    """
    open_house = house()
    signer_of(open_house)
    try:
        imported = _imported(
            open_house,
            file,
            child=child,
            agency=agency,
            mapping=mapping,
            source=source,
            preview=preview,
        )
    except ImportRefused as refused:
        say(str(refused))
        context.exit(EXIT_REFUSED)
    except BaseException:
        seal_before_leaving(open_house)
        raise
    if not preview:
        seal_log(open_house)
    if rejects is not None:
        write_rejects(rejects, imported.heading, imported.rows.bad)
    for line in _where(imported):
        say(line)
    for words in faults_said(file.name, imported.rows.bad):
        say(words)
    told = _told(imported, preview=preview)
    if preview:
        answer(
            told,
            as_format,
            columns=("line", "", "as"),
            rows=[(fate.line, fate.fate, fate.said) for fate in imported.fates],
        )
    else:
        tally = imported.rows
        answer(
            told,
            as_format,
            columns=("rows", "imported", "already there", "refused"),
            rows=[(tally.rows, tally.imported, tally.already, len(tally.bad))],
        )
    if imported.rows.bad:
        context.exit(EXIT_REFUSED)


def _imported(
    open_house: Throughline,
    file: Path,
    *,
    child: str,
    agency: str,
    mapping: Path | None,
    source: str,
    preview: bool,
) -> TableImported:
    given = read_mapping(mapping) if mapping is not None else None
    if given is None or preview:
        with open_house.reading() as session:
            found = find_child(session.connection, child)
            chosen = given or kept_mapping(session, agency)
    else:
        with open_house.writing() as session:
            found = find_child(session.connection, child)
            keep_mapping(session, agency, given)
        chosen = given
    with Progress(console=Console(stderr=True)) as bar:
        task = bar.add_task("Importing", total=None)
        return import_table(
            open_house,
            file,
            child=found,
            agency=agency,
            mapping=chosen,
            source=source or f"{agency}/{found}",
            actor=f"operator:{getpass.getuser()}",
            preview=preview,
            tell=lambda done, of: bar.update(task, completed=done, total=of),
        )


def _where(imported: TableImported) -> Iterator[str]:
    """
    Say what of the file is no part of the table, so that nothing is left out unseen.
    """
    top = imported.top
    if top.above or top.other_sheets:
        sheet = f" of the sheet {top.sheet}" if top.sheet else ""
        others = f"; not read: {', '.join(top.other_sheets)}" if top.other_sheets else ""
        yield f"The headings are in row {top.line}{sheet}{others}."
    if imported.not_read:
        yield f"Nothing is taken from these columns: {', '.join(imported.not_read)}."


def _told(imported: TableImported, *, preview: bool) -> dict[str, Any]:
    told = imported.rows.as_json() | {"described": list(imported.described)}
    if not preview:
        return told
    return told | {"preview": True, "fates": [_fate(fate) for fate in imported.fates]}


def _fate(fate: Fate) -> dict[str, Any]:
    told: dict[str, Any] = {"line": fate.line, "fate": fate.fate, "as": fate.said}
    if fate.bad is None:
        return told
    return told | {
        "faults": [
            {"column": fault.column, "reason": fault.reason, "fix": fault.fix}
            for fault in fate.bad.faults
        ]
    }
