"""The rules of one partnership: its calendar, and its timescales with the days they count on."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache, cached_property, lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING

from escalation.errors import TableRefused
from escalation.timescale_files import InForce, Sheet, laid_over, read_sheet
from escalation.working_days import Calendar, Nation

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date
    from pathlib import Path

    from escalation.timescale import Timescale


@dataclass(frozen=True, kw_only=True)
class Practice:
    """
    What counts in a partnership, now and for clocks that started under earlier editions.

    Args:
        rows: Every timescale of every edition.
    """

    calendar: Calendar
    rows: tuple[InForce, ...] = field(repr=False)

    @cached_property
    def newest(self) -> Mapping[str, Timescale]:
        """
        The timescales by name, of each its newest edition.
        """
        return {one.timescale.name: one.timescale for one in self.rows}

    def on(self, day: date) -> Mapping[str, Timescale]:
        """
        Return the timescales by name under which clocks start on a day.
        """
        return {one.timescale.name: one.timescale for one in self.rows if one.covers(day)}

    def called(self, name: str, day: date) -> Timescale:
        """
        Return a timescale as it counted on a day; its newest edition where it did not yet.
        """
        every = [one for one in self.rows if one.timescale.name == name]
        found = next((one.timescale for one in every if one.covers(day)), None)
        return found or self.newest[name]


@cache
def shipped_sheets() -> tuple[Sheet, ...]:
    """
    Read the files that ship.

    Raises:
        TableRefused: One of them is damaged.
    """
    folder = files("escalation.timescales")
    named = sorted((one for one in folder.iterdir() if one.name.endswith(".toml")), key=str)
    return tuple(read_sheet(one.read_text(encoding="utf-8"), one.name) for one in named)


@lru_cache(maxsize=16)
def practice_of(
    nation: Nation = Nation.ENGLAND,
    layers: tuple[str, ...] = (),
    own: tuple[tuple[str, str], ...] = (),
) -> Practice:
    """
    Put together what counts in a partnership: half a second's work, and so done once for a text.

    Args:
        layers: The shipped layers to lay over the nation's table, such as ``london``.
        own: The partnership's own files, each name and text, laid over all that.

    Raises:
        TableRefused: A file cannot be used; file, line, entry and fix are named.
    """
    sheets = shipped_sheets()
    over = [_layer(sheets, name, nation) for name in layers]
    over += [read_sheet(text, file, own=True) for file, text in own]
    for sheet in over:
        if sheet.nation != nation:
            raise sheet.refused("edition", f"this is laid over the table of {nation}", "nation")
    closures = frozenset(day for sheet in over for day in sheet.closures)
    return Practice(
        calendar=Calendar(nation=nation, closures=closures),
        rows=laid_over(sheets, nation, over),
    )


def files_in(folder: Path) -> tuple[tuple[str, str], ...]:
    """
    Return the tables of a partnership's folder, by name, in the order of their names.

    Raises:
        TableRefused: The folder is not there, or a file cannot be read.
    """
    if not folder.is_dir():
        raise TableRefused(str(folder), "", "this is no folder; make it, or correct the setting")
    try:
        return tuple((one.name, one.read_text("utf-8")) for one in sorted(folder.glob("*.toml")))
    except (OSError, UnicodeDecodeError) as error:
        raise TableRefused(str(folder), "", f"a file cannot be read: {error}") from None


def _layer(sheets: Iterable[Sheet], name: str, nation: Nation) -> Sheet:
    for sheet in sheets:
        if sheet.layer == name:
            return sheet
    ships = ", ".join(sorted(sheet.layer for sheet in sheets if sheet.layer)) or "none"
    raise TableRefused("", name, f"no such layer ships for {nation}; there is: {ships}")


def timescales(nation: Nation = Nation.ENGLAND) -> Mapping[str, Timescale]:
    """
    Return the newest timescales that ship for a nation.
    """
    return practice_of(nation).newest


ENGLAND = practice_of()
"""What counts where nobody has set anything else."""
