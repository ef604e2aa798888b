"""
Which column of an agency's chronology says what; kept for the agency, so that it is said once.

Source: chronologies that partnerships publish forms for (date, time, ``?`` for unsure, source of
information, event, comment).
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

import orjson
from sqlalchemy import select
from sqlalchemy.dialects import postgresql, sqlite

from service.importing.errors import ImportRefused
from service.importing.known_names import plain
from service.importing.row import kind_of
from service.importing.tables.tables import IMPORT_MAPPING

if TYPE_CHECKING:
    from pathlib import Path

    from service.wiring import Session

USUAL = {
    "date": "Date",
    "time": "Time",
    "source": "Source of information",
    "event": "Event",
    "comment": "Comment",
}
PARTS = (*USUAL, "response", "kind", "people")
NEEDED = ("date", "event")
CALLED = {
    "date": (
        "When it happened", "When", "Date of event", "Event date", "Date of incident",
        "Date of contact", "Date of entry", "Dates", "Date and time", "Date/time",
    ),
    "time": ("Time of day", "Time of event", "Time of incident", "Time of contact"),
    "source": (
        "Who said so", "Source", "Source of info", "Information source", "Source/agency",
        "Agency/source", "Reported by", "Who reported",
    ),
    "event": (
        "What happened", "Significant event", "Significant events", "Event/incident", "Incident",
        "Description of incident", "Description of event", "Details of event", "Event details",
        "Details", "Description", "Entry",
    ),
    "comment": (
        "What was made of it", "Comments", "Analysis", "Professional analysis",
        "Impact on child", "Impact on the child", "Significance",
    ),
    "response": (
        "What was done about it", "Action taken", "Action", "Actions", "Actions taken",
        "Action/outcome", "Action taken/outcome", "Outcome", "Response",
    ),
    "kind": ("Sort of entry",),
    "people": ("Who was there", "Present", "People present", "Persons present"),
}  # fmt: skip
"""What else agencies call such columns; the first is how a page asks for it."""

_IN_BRACKETS = re.compile(r"\([^)]*\)")
_NO_WORDS = re.compile(r"[^\w']+")


@dataclass(frozen=True, kw_only=True)
class ColumnMapping:
    """
    One agency's form.

    Args:
        columns: For each part of an entry, the heading of the column that says it.
        kind: What a row is where no column says so.
        kinds: What the words of the kind's column mean, plain.
        day_first: Whether 3/4/2019 is in April.
    """

    columns: Mapping[str, str] = field(default_factory=lambda: dict(USUAL))
    kind: str = "other_event"
    kinds: Mapping[str, str] = field(default_factory=dict)
    day_first: bool = True

    def suiting(self, heading: Sequence[str]) -> ColumnMapping:
        """
        Return the same with each column that a table lacks under the name that the table has.

        What somebody said has no column in the agency's form stays without one.
        """
        asked = CALLED if self.columns == USUAL else {*self.columns, *NEEDED}
        exactly = {plain(name) for name in heading}
        there: dict[str, str] = {}
        for name in heading:
            there.setdefault(_called(name), name.strip())
        there.pop("", None)
        taken = {_called(name) for name in self.columns.values() if plain(name) in exactly}
        columns = dict(self.columns)
        for part, names in CALLED.items():
            if part not in asked or plain(columns.get(part, "")) in exactly:
                continue
            usual = (columns.get(part, ""), *([USUAL[part]] if part in USUAL else ()), *names)
            found = next((n for n in map(_called, usual) if n in there and n not in taken), None)
            if found is not None:
                columns[part] = there[found]
                taken.add(found)
        return replace(self, columns=columns)

    def knows(self, row: Sequence[str]) -> bool:
        """
        Tell whether a row names every column that is needed, so that it is a heading.
        """
        names = {plain(name) for name in row}
        columns = self.suiting(row).columns
        return all(plain(columns.get(part, "")) in names - {""} for part in NEEDED)

    def places(self, heading: Sequence[str], file: str, line: int = 1) -> dict[str, int]:
        """
        Return in which column of a table each part of an entry stands.

        Args:
            line: On which the heading is.

        Raises:
            ImportRefused: A column that is needed is not there, or there twice.
        """
        plainly = [plain(name) for name in heading]
        said = {plain(name) for name in self.columns.values()}
        twice = sorted({name for name in plainly if name in said and plainly.count(name) > 1})
        if twice:
            raise ImportRefused(
                file, f"columns are there twice: {', '.join(twice)}", "Name each differently", line
            )
        found = {
            part: plainly.index(plain(name))
            for part, name in self.columns.items()
            if plain(name) in plainly
        }
        missing = [self._asked(part) for part in NEEDED if part not in found]
        if missing:
            raise ImportRefused(
                file,
                f"columns are missing: {', '.join(missing)}",
                "Say which column is which, or name them so in the row of headings",
                line,
            )
        return found

    def _asked(self, part: str) -> str:
        """
        Name a column as the page asks for it, with what this agency was said to call it.
        """
        asked, own = CALLED[part][0], self.columns.get(part, "")
        return asked if own in {"", USUAL[part]} else f"{asked} (“{own}”)"


def _called(name: str) -> str:
    """
    Return a column's name as names are compared: "Date (dd/mm/yy):" is a date.
    """
    return " ".join(_NO_WORDS.sub(" ", _IN_BRACKETS.sub(" ", plain(name))).split())


def read_mapping(file: Path) -> ColumnMapping:
    """
    Read a mapping that somebody wrote.

    Raises:
        ImportRefused: It is no TOML, or says something that no mapping can.
    """
    try:
        said = tomllib.loads(file.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise ImportRefused(file.name, f"it cannot be read: {error}", "Write it as TOML") from None
    return checked(said, file.name)


def checked(said: Mapping[str, Any], file: str) -> ColumnMapping:
    """
    Return a mapping once everything in it means something.

    Raises:
        ImportRefused: Something in it does not.
    """
    columns, kinds = said.get("columns", USUAL), said.get("kinds", {})
    kind, day_first = said.get("kind", "other_event"), said.get("day_first", True)
    unknown = sorted(said.keys() - {"columns", "kinds", "kind", "day_first"})
    if unknown:
        raise _refused(file, f"it says {', '.join(unknown)}", "Leave that out")
    if not isinstance(day_first, bool):
        raise _refused(file, "day_first is neither true nor false", "Write true or false")
    if not _texts(columns) or not _texts(kinds) or not isinstance(kind, str):
        raise _refused(file, "columns, kinds or kind are no words", "Write each in quotation marks")
    strange = sorted(columns.keys() - set(PARTS))
    if strange:
        raise _refused(
            file, f"no entry has a part {', '.join(strange)}", f"Choose from {', '.join(PARTS)}"
        )
    lacking = [part for part in NEEDED if part not in columns]
    if lacking:
        raise _refused(file, f"{', '.join(lacking)} is missing", "Say which column it is")
    no_kind = [name for name in (kind, *kinds.values()) if kind_of(name) is None]
    if no_kind:
        raise _refused(
            file, f"there is no kind of event {', '.join(no_kind)}", "Choose one of docs/kinds.md"
        )
    return ColumnMapping(
        columns=dict(columns),
        kind=kind,
        kinds={plain(words): name for words, name in kinds.items()},
        day_first=day_first,
    )


def keep_mapping(session: Session, agency: str, mapping: ColumnMapping) -> None:
    """
    Keep an agency's mapping in place of the one before.
    """
    said = orjson.dumps(
        {
            "columns": dict(mapping.columns),
            "kinds": dict(mapping.kinds),
            "kind": mapping.kind,
            "day_first": mapping.day_first,
        }
    ).decode()
    into = sqlite.insert if session.connection.dialect.name == "sqlite" else postgresql.insert
    session.connection.execute(
        into(IMPORT_MAPPING)
        .values(agency=plain(agency), said=said, kept=session.now)
        .on_conflict_do_update(
            index_elements=[IMPORT_MAPPING.c.agency], set_={"said": said, "kept": session.now}
        )
    )


def kept_mapping(session: Session, agency: str) -> ColumnMapping:
    """
    Return the mapping that is kept for an agency; the usual one where there is none.
    """
    said = session.connection.execute(
        select(IMPORT_MAPPING.c.said).where(IMPORT_MAPPING.c.agency == plain(agency))
    ).scalar()
    return ColumnMapping() if said is None else checked(orjson.loads(said), "the kept mapping")


def _texts(said: object) -> bool:
    return isinstance(said, Mapping) and all(isinstance(words, str) for words in said.values())


def _refused(file: str, reason: str, fix: str) -> ImportRefused:
    return ImportRefused(file, reason, fix)
