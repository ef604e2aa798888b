"""Brings in an agency's own chronology: sent, looked at row by row, then recorded, or undone."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from events.vocabulary import KINDS
from service.access.accounts import agencies
from service.access.policy import Action
from service.actions.errors import ActionRefused
from service.importing.agency_table import TableImported, import_table
from service.importing.brought import source_for, tables_of
from service.importing.errors import ImportRefused
from service.importing.fault import Fault
from service.importing.known_names import plain
from service.importing.rejects import write_rejects
from service.importing.tables.heading import heading_of
from service.importing.tables.mapping import (
    CALLED,
    NEEDED,
    PARTS,
    ColumnMapping,
    checked,
    keep_mapping,
    kept_mapping,
)
from service.importing.tables.opened import rows_of
from service.web.named import named
from service.web.page import Answer, Download, Go, Page, Shown
from service.web.reading import read_around
from service.web.table_sent import TableSent, file_name, keep_table, kept_table, put_away
from service.web.words import counted

if TYPE_CHECKING:
    from collections.abc import Mapping

    from service.importing.brought import Brought
    from service.web.visit import Visit

MOST_ROWS = 5_000
"""More than any chronology of one child that was seen; a longer one takes the command line."""
MOST_SHOWN = 200
MOST_KINDS = 40
ASKED = {part: names[0] for part, names in CALLED.items()}
NOT_THERE = "-"


@dataclass(frozen=True, kw_only=True)
class Looked:
    """
    What is known of the table that waits.
    """

    heading: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    result: TableImported | None = None
    refused: str = ""


def view(visit: Visit) -> Answer:
    """
    Take a table, say what would become of each row, and bring in what is good.
    """
    with visit.throughline.reading() as session:
        told = read_around(session, visit.who, visit.child).told
        waiting = kept_table(session, visit)
        brought = tables_of(told.entries, visit.child)
        by = {one.source: named(session.connection, one.actor) for one in brought}
    errors: dict[str, str] = {}
    if visit.posting:
        try:
            return _done(visit, waiting, brought)
        except ImportRefused as refused:
            field = "columns" if visit.text("do") == "read" else "table"
            errors = {field: _words(refused)}
        except ActionRefused as refused:
            errors = dict(refused.fields)
    looked = _look(visit, waiting, brought) if waiting else Looked()
    return Shown(
        values={
            "child_name": told.child.name if told.child else "",
            "waiting": waiting,
            "looked": looked,
            "counts": _counts(looked.result),
            "most_shown": MOST_SHOWN,
            "brought": brought,
            "by": by,
            "asked": ASKED,
            "needed": NEEDED,
            "not_there": NOT_THERE,
            "kinds": {
                name: kind.label
                for name, kind in sorted(KINDS.items(), key=lambda one: one[1].label)
                if kind.told
            },
            "agencies": _agencies(visit),
            "values": visit.form,
        },
        errors=errors,
    )


def _done(visit: Visit, waiting: TableSent | None, brought: list[Brought]) -> Answer:
    again = visit.url("import_table")
    if visit.text("do") == "send":
        table = _sent(visit)
        with visit.throughline.writing() as session:
            keep_table(session, visit, table)
        return Go(to=again)
    if waiting is None:
        return Go(to=again, said="There is no table here any more. Nothing was recorded.")
    match visit.text("do"):
        case "read":
            with visit.throughline.writing() as session:
                keep_table(session, visit, waiting.read_by(_mapping(visit, waiting.file)))
            return Go(to=again)
        case "away":
            with visit.throughline.writing() as session:
                put_away(session, visit)
            return Go(to=again, said="The table is put away. Nothing of it was recorded.")
        case "refused":
            return _refused_rows(visit, waiting, brought)
        case _:
            return Go(to=again, said=_bring(visit, waiting, brought))


def _sent(visit: Visit) -> TableSent:
    sent = visit.files.get("table")
    name = file_name(sent.filename or "") if sent else ""
    if sent is None or not name:
        raise ImportRefused("No table", "none was chosen", "Choose a .csv, .xlsx or .docx file")
    # Nothing is taken for granted: every row would say that this agency has known it.
    agency = visit.text("other_agency") or visit.text("agency")
    if not agency:
        raise ActionRefused({"agency": "Say whose chronology it is"})
    with visit.throughline.reading() as session:
        mapping = kept_mapping(session, agency)
    table = TableSent(file=name, content=sent.read(), agency=agency, mapping=mapping)
    heading, _ = _records(table)
    return table.read_by(mapping.suiting(heading))


def _mapping(visit: Visit, file: str) -> ColumnMapping:
    columns = {
        part: heading
        for part in PARTS
        if (heading := visit.text(f"column-{part}")) not in {"", NOT_THERE}
    }
    kinds = {
        name.removeprefix("word-"): kind
        for name, kind in visit.form.items()
        if name.startswith("word-") and kind
    }
    said = {
        "columns": columns,
        "kinds": kinds,
        "kind": visit.text("kind") or "other_event",
        "day_first": visit.text("day_first") != "no",
    }
    return checked(said, file)


def _records(table: TableSent) -> tuple[tuple[str, ...], list[list[str]]]:
    """
    Read the table's heading and rows.

    Raises:
        ImportRefused: It cannot be read, or is longer than a page brings in.
    """
    with table.opened() as file:
        top = heading_of(file, table.mapping)
        rows: list[list[str]] = []
        for line, record in rows_of(file, top.sheet):
            if line > top.line:
                rows.append([] if isinstance(record, Fault) else record)
            if len(rows) > MOST_ROWS:
                raise ImportRefused(
                    file.name,
                    f"it has more than {MOST_ROWS:,} rows",
                    "Divide it, or ask whoever runs Throughline to bring it in",
                )
    return tuple(cell.strip() for cell in top.cells), rows


def _look(visit: Visit, table: TableSent, brought: list[Brought]) -> Looked:
    try:
        heading, rows = _records(table)
    except ImportRefused as refused:
        return Looked(refused=_words(refused))
    kinds = _kind_words(table.mapping, heading, rows)
    try:
        result = _run(visit, table, brought, preview=True)
    except ImportRefused as refused:
        return Looked(heading=heading, kinds=kinds, refused=_words(refused))
    return Looked(heading=heading, kinds=kinds, result=result)


def _kind_words(
    mapping: ColumnMapping, heading: tuple[str, ...], rows: list[list[str]]
) -> tuple[str, ...]:
    names = [plain(name) for name in heading]
    wanted = plain(mapping.columns.get("kind", ""))
    if not wanted or wanted not in names:
        return ()
    place = names.index(wanted)
    said = dict.fromkeys(plain(row[place]) for row in rows if place < len(row) and row[place])
    return tuple(said)[:MOST_KINDS]


def _run(visit: Visit, table: TableSent, brought: list[Brought], *, preview: bool) -> TableImported:
    with table.opened() as file:
        return import_table(
            visit.throughline,
            file,
            child=visit.child,
            agency=table.agency,
            mapping=table.mapping,
            source=source_for(table.agency, visit.child, brought),
            actor=visit.who.actor,
            received_by=visit.who.agency,
            preview=preview,
        )


def _bring(visit: Visit, table: TableSent, brought: list[Brought]) -> str:
    result = _run(visit, table, brought, preview=False)
    tally = result.rows
    with visit.throughline.writing() as session:
        keep_mapping(session, table.agency, table.mapping)
        if not tally.bad:
            put_away(session, visit)
    said = f"{counted(tally.imported, 'row')} recorded, {tally.already} there already"
    if tally.bad:
        said += f", {len(tally.bad)} refused: get the refused rows below, mend them and send them"
    return f"{said}."


def _refused_rows(visit: Visit, table: TableSent, brought: list[Brought]) -> Answer:
    result = _run(visit, table, brought, preview=True)
    with table.opened() as file:
        mend = file.with_name("mend.csv")
        write_rejects(mend, result.heading, result.rows.bad)
        return Download(content=mend.read_bytes(), name="rows-to-mend.csv", kind="text/csv")


def _counts(result: TableImported | None) -> Mapping[str, int]:
    if result is None:
        return {}
    found: dict[str, int] = {}
    for fate in result.fates:
        found[fate.fate] = found.get(fate.fate, 0) + 1
    return found


def _agencies(visit: Visit) -> dict[str, str]:
    with visit.throughline.reading() as session:
        return {name: name for name in agencies(session.connection)}


def _words(refused: ImportRefused) -> str:
    where = f"Line {refused.line}: " if refused.line else ""
    return f"{where}{refused.reason[:1].upper()}{refused.reason[1:]}. {refused.fix}"


PAGE = Page(
    path="/children/<uuid:child>/import",
    title="Bring in an agency's chronology",
    policy=Action.RECORD,
    what="form to bring in a table",
    view=view,
    form=True,
)
