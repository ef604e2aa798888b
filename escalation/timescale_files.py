"""Reads files of timescales: a nation's table, what it extends, and the layers laid over it."""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from typing import Any

from marshmallow import ValidationError

from escalation.errors import TableRefused
from escalation.limit import Limit
from escalation.refused import words_of
from escalation.timescale import Period, Timescale
from escalation.timescale_schema import PeriodRow, Row
from escalation.working_days import Nation

_LISTS = ("satisfied_by", "starts", "ended_by", "late_when")
_FIRST = date.min
# A schema copies all its fields when it is made, and there are hundreds of rows.
_PERIOD_ROW, _ROW = PeriodRow(), Row()


@dataclass(frozen=True, kw_only=True, slots=True)
class Sheet:
    """
    One file as it stands, not yet laid over another.

    Args:
        nation: Whose table it is, or is laid over.
        layer: The name by which it is laid over the nation's table; "" for that table itself.
        extends: The file, without its ending, whose rows count where it says nothing else.
        first, until: The days from and before which clocks start under it; None for always.
        closures: Days on which the partnership is closed.
    """

    file: str
    text: str
    nation: Nation
    version: str
    layer: str
    extends: str
    first: date | None
    until: date | None
    closures: tuple[date, ...]
    periods: Mapping[str, Any]
    rows: Mapping[str, Any]

    def refused(self, entry: str, fix: str, key: str = "") -> TableRefused:
        """
        Say what is wrong with an entry, and in which line it stands.
        """
        return TableRefused(self.file, entry, fix, line_of(self.text, entry, key))


@dataclass(frozen=True, kw_only=True, slots=True)
class InForce:
    """
    A timescale and the days on which entries start it.
    """

    timescale: Timescale
    first: date | None = None
    until: date | None = None

    def covers(self, day: date) -> bool:
        """
        Tell whether a clock that starts on a day starts under it.
        """
        after = self.first is None or self.first <= day
        return after and (self.until is None or day < self.until)


def read_sheet(text: str, file: str, *, own: bool = False) -> Sheet:
    """
    Read one file without judging its rows.

    Args:
        own: It is the partnership's, and so a layer whether it says so or not.

    Raises:
        TableRefused: The file, the line, the entry and the fix are named.
    """
    try:
        table = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        found = re.search(r"at line (\d+)", str(error))
        line = int(found[1]) if found else len(text.splitlines())
        raise TableRefused(file, "", f"this is not TOML: {error}", line) from None
    edition = table.pop("edition", None)
    periods = table.pop("periods", {})

    def refuse(fix: str, key: str = "") -> TableRefused:
        # Where there is no edition, the first line is where it belongs.
        return TableRefused(file, "edition", fix, line_of(text, "edition", key) or 1)

    if not isinstance(edition, dict) or not edition.get("version"):
        raise refuse("add version, such as version = “2026-11”")
    if edition.get("nation") not in list(Nation):
        raise refuse(f"nation is one of: {', '.join(Nation)}", "nation")
    unknown = set(edition) - {
        *("nation", "version", "layer", "extends", "from", "until", "closures")
    }
    if unknown:
        raise refuse(f"“{min(unknown)}” means nothing here", min(unknown))
    for name in ("from", "until"):
        if not isinstance(edition.get(name, _FIRST), date):
            raise refuse(f"write {name} as a day without quotes: 2026-04-01", name)
    first, until = edition.get("from"), edition.get("until")
    if first and until and until <= first:
        raise refuse("until is the day from which on it counts no more: later than from", "until")
    closures = edition.get("closures", [])
    if not all(isinstance(day, date) for day in closures):
        raise refuse("write each closure as a day without quotes: 2026-12-29", "closures")
    return Sheet(
        file=file,
        text=text,
        nation=Nation(edition["nation"]),
        version=str(edition["version"]),
        layer=str(edition.get("layer", "own" if own else "")),
        extends=str(edition.get("extends", "")),
        first=first,
        until=until,
        closures=tuple(closures),
        periods=periods,
        rows=table,
    )


def laid_over(
    sheets: Sequence[Sheet], nation: Nation, layers: Iterable[Sheet]
) -> tuple[InForce, ...]:
    """
    Lay the layers over a nation's table, for each stretch of days on which the same rows count.

    Raises:
        TableRefused: The file, the line, the entry and the fix are named.
    """
    over = tuple(layers)
    bases = [one for one in sheets if one.nation == nation and not one.layer]
    marks = {one.first for one in (*bases, *over)} | {one.until for one in over}
    starts = sorted({_FIRST, *(mark for mark in marks if mark is not None)})
    found: dict[str, list[InForce]] = {}
    for start, until in zip(starts, [*starts[1:], None], strict=True):
        base = max((b for b in bases if (b.first or _FIRST) <= start), key=_from, default=None)
        if base is None:
            continue
        table = _Table(sheets)
        table.lay(base)
        for layer in over:
            if (layer.first or _FIRST) <= start and (layer.until is None or start < layer.until):
                table.lay(layer)
        for timescale in table.read():
            known = found.setdefault(timescale.name, [])
            first = None if start == _FIRST else start
            if known and known[-1].timescale == timescale and known[-1].until == first:
                first = known.pop().first
            known.append(InForce(timescale=timescale, first=first, until=until))
    return tuple(one for every in found.values() for one in every)


class _Table:
    """
    Rows laid over one another, each with the sheet that last said something of it.
    """

    def __init__(self, sheets: Sequence[Sheet]) -> None:
        self._sheets = {one.file.removesuffix(".toml"): one for one in sheets}
        self._periods: dict[str, tuple[Sheet, Any]] = {}
        self._rows: dict[str, tuple[Sheet, dict[str, Any]]] = {}

    def lay(self, sheet: Sheet) -> None:
        if sheet.extends:
            below = self._sheets.get(sheet.extends)
            if below is None or below is sheet:
                raise sheet.refused(
                    "edition", f"there is no table “{sheet.extends}” to extend", "extends"
                )
            self.lay(below)
            if below.nation != sheet.nation:
                # Another nation's law: it counts until somebody says what counts here.
                self._rows = {
                    name: (said, row | {"confirmed": False})
                    for name, (said, row) in self._rows.items()
                }
        for name, period in sheet.periods.items():
            self._periods[name] = (sheet, period)
        for name, row in sheet.rows.items():
            self._lay_row(sheet, name, row)

    def _lay_row(self, sheet: Sheet, name: str, row: object) -> None:
        if not isinstance(row, dict):
            raise sheet.refused(name, "make it a table of its own")
        below = self._rows.get(name)
        if row.get("removed"):
            if below is None or not row.get("reason"):
                raise sheet.refused(name, "remove only what there is, and give the reason")
            del self._rows[name]
            return
        self._rows[name] = (sheet, (below[1] if below else {}) | row)

    def read(self) -> Iterable[Timescale]:
        periods = {name: _period(*said, name) for name, said in self._periods.items()}
        for name, (sheet, row) in self._rows.items():
            yield _timescale(sheet, name, row, periods)


def _period(sheet: Sheet, said: object, name: str) -> Period:
    try:
        read: Period = _PERIOD_ROW.load(said)  # type: ignore[arg-type]
    except ValidationError as error:
        entry = f"periods.{name}"
        raise sheet.refused(entry, words_of(error.messages_dict)) from None
    return read


def _timescale(
    sheet: Sheet, name: str, row: Mapping[str, Any], periods: Mapping[str, Period]
) -> Timescale:
    plain = {k: v.isoformat() if isinstance(v, date) else v for k, v in row.items()}
    try:
        read: dict[str, Any] = _ROW.load(plain)
    except ValidationError as error:
        messages = error.messages_dict
        raise sheet.refused(name, words_of(messages), str(next(iter(messages)))) from None
    during = read.pop("during")
    if during and during not in periods:
        raise sheet.refused(name, f"there is no period “{during}”", "during")
    digest = sha256(json.dumps(plain, sort_keys=True).encode()).hexdigest()[:8]
    limit = Limit(number=read.pop("limit"), unit=read.pop("unit"), safety=read.pop("safety"))
    return Timescale(
        name=name,
        edition=f"{sheet.version}.{digest}",
        limit=limit,
        during=periods[during] if during else None,
        **read | {listed: tuple(read[listed]) for listed in _LISTS},
    )


def line_of(text: str, entry: str, key: str = "") -> int:
    """
    Return the line of an entry of a TOML file, or of a key in it; 0 where neither is there.
    """
    header = re.compile(rf"\s*\[+\s*{re.escape(entry)}\s*[\].]")
    sub = re.compile(rf"\s*\[+\s*{re.escape(entry)}\.{re.escape(key)}\s*\]") if key else None
    at, inside = 0, False
    for number, line in enumerate(text.splitlines(), 1):
        if line.lstrip().startswith("["):
            inside = header.match(line) is not None
            if sub is not None and sub.match(line):
                return number
            at = at or (number if inside else 0)
        elif inside and key and re.match(rf"\s*{re.escape(key)}\s*=", line):
            return number
    return at


def _from(sheet: Sheet) -> date:
    return sheet.first or _FIRST
