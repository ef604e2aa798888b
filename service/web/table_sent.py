"""A table that somebody sent, kept sealed with the child's key until it is brought in."""

from __future__ import annotations

import tempfile
from base64 import b64decode, b64encode
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path, PurePath
from typing import TYPE_CHECKING

from service.drafts.drafts import Form, drop, keep, kept
from service.importing.tables.mapping import ColumnMapping, checked

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from service.web.visit import Visit
    from service.wiring import Session

NAME = "import_table"
_COLUMN, _KIND = "column-", "kind-"


@dataclass(frozen=True, kw_only=True)
class TableSent:
    """
    The table, whose it is, and how it is read.
    """

    file: str
    content: bytes
    agency: str
    mapping: ColumnMapping
    saved: datetime | None = None

    @contextmanager
    def opened(self) -> Iterator[Path]:
        """
        Lay the table out as a file of its own name, gone when the block ends.
        """
        with tempfile.TemporaryDirectory(prefix="throughline-") as folder:
            file = Path(folder) / self.file
            file.write_bytes(self.content)
            yield file

    def read_by(self, mapping: ColumnMapping) -> TableSent:
        """
        Return the same table read by another mapping.
        """
        return replace(self, mapping=mapping)


def keep_table(session: Session, visit: Visit, table: TableSent) -> None:
    """
    Keep a table in place of the one before.
    """
    mapping = table.mapping
    typed = [
        ("file", table.file),
        ("content", b64encode(table.content).decode()),
        ("agency", table.agency),
        ("kind", mapping.kind),
        ("day_first", "yes" if mapping.day_first else "no"),
        *((_COLUMN + part, heading) for part, heading in mapping.columns.items()),
        *((_KIND + words, kind) for words, kind in mapping.kinds.items()),
    ]
    keep(session, _form(visit), typed)


def kept_table(session: Session, visit: Visit) -> TableSent | None:
    """
    Return the table that this reader sent for this child; None where there is none.
    """
    draft = kept(session, _form(visit))
    if draft is None:
        return None
    said = dict(draft.typed)
    mapping = checked(
        {
            "columns": _named(said, _COLUMN),
            "kinds": _named(said, _KIND),
            "kind": said["kind"],
            "day_first": said["day_first"] == "yes",
        },
        said["file"],
    )
    return TableSent(
        file=said["file"],
        content=b64decode(said["content"]),
        agency=said["agency"],
        mapping=mapping,
        saved=draft.saved,
    )


def put_away(session: Session, visit: Visit) -> None:
    """
    Throw the table away.
    """
    drop(session, _form(visit))


def file_name(sent: str) -> str:
    """
    Return the name of a sent file without any folder, short enough to be one.
    """
    name = PurePath(sent.replace("\\", "/")).name
    return name[-80:] if name.isprintable() else ""


def _named(said: dict[str, str], before: str) -> dict[str, str]:
    return {
        name.removeprefix(before): value for name, value in said.items() if name.startswith(before)
    }


def _form(visit: Visit) -> Form:
    return Form(user=visit.user, child=visit.child, name=NAME)
