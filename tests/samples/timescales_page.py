"""The page of all timescales, made from the files that ship."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from escalation.practice import ENGLAND, practice_of
from escalation.working_days import Nation

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from escalation.timescale import Satisfies, Timescale, When

PAGE = Path(__file__).parents[2] / "docs" / "timescales.md"

_HEAD = """\
# Every timescale

Made from the files in `escalation/timescales/` by `python -m tests.samples --docs`; do not edit.
How days are counted, and how a partnership lays files of its own over these, is in
[escalation.md](escalation.md).

A source marked * is to be confirmed by the partnership. A row that starts with each of several
entries starts with any of them. Where an import has no column for an answer, it starts nothing.
"""


def page() -> str:
    """
    Return the page as it should be now.
    """
    now = ENGLAND.on(_TODAY)
    lines = [_HEAD, "## England", "", *_table(now), ""]
    old = {name: row for name, row in ENGLAND.on(date(2012, 1, 1)).items() if name not in now}
    lines += ["## England before 15 April 2013", "", *_table(old), ""]
    london = practice_of(Nation.ENGLAND, ("london",)).newest
    lines += ["## London, laid over it", "", *_table(_other(london, ENGLAND.newest)), ""]
    for nation in (Nation.WALES, Nation.SCOTLAND, Nation.NORTHERN_IRELAND):
        own = practice_of(nation).newest
        lines += [f"## {str(nation).replace('_', ' ').title()}", ""]
        lines += ["As in England, each source to be confirmed, but for:", ""]
        lines += [*_table(_other(own, ENGLAND.newest)), ""]
        gone = sorted(ENGLAND.on(_TODAY).keys() - own.keys())
        lines += [f"Not in force: {', '.join(f'`{name}`' for name in gone)}.", ""] * bool(gone)
    return "\n".join(lines)


_TODAY = max(one.first for one in ENGLAND.rows if one.first)


def _other(own: Mapping[str, Timescale], than: Mapping[str, Timescale]) -> Mapping[str, Timescale]:
    return {
        name: row
        for name, row in own.items()
        if name not in than or _said(row) != _said(than[name])
    }


def _said(row: Timescale) -> tuple[object, ...]:
    return (row.limit, row.source, row.starts, row.late_when)


def _table(rows: Mapping[str, Timescale]) -> Iterator[str]:
    yield "| row | name | starts with | limit | satisfied by | who is asked | source |"
    yield "| --- | --- | --- | --- | --- | --- | --- |"
    for name, row in sorted(rows.items(), key=lambda one: (one[1].key, one[0])):
        star = "" if row.confirmed else " *"
        yield (
            f"| {row.practice_id} | `{name}` | {_starts(row)} | {_limit(row)} | "
            f"{_satisfied(row)} | {row.responsible} | {row.source}{star} |"
        )


def _starts(row: Timescale) -> str:
    if not row.starts:
        return f"`{row.opened_by}`"
    words = "; ".join(_when(one) for one in row.starts)
    more = ["while its period lasts"] * (row.during is not None)
    more += [f"aged {row.ages[0]} to {row.ages[1]}"] if row.ages else []
    more += ["not born yet"] * (row.unborn is True) + ["born"] * (row.unborn is False)
    more += ["for every child of an adult it concerns"] * row.related
    more += [f"from {row.begins}"] * bool(row.begins) + [f"until {row.ends}"] * bool(row.ends)
    return " — ".join([words, *more])


def _limit(row: Timescale) -> str:
    words = row.limit.words()
    words += f" before `{row.counts_back_from}`" if row.counts_back_from else ""
    words += f" from `{row.counts_from}`" if row.counts_from else ""
    words += f"; known later: {row.known_late.words()}" if row.known_late else ""
    words += f", {row.at_latest.words()} before it all the same" if row.at_latest else ""
    words += "; the plan's own interval counts before it" if row.own else ""
    gates = "; ".join(_when(one) for one in row.late_when)
    words += f"; at the latest with {gates}" if gates else ""
    words += "; safety clock" if row.limit.safety else ""
    words += "; opens when it is late" if row.silent else ""
    words += "; lapses" if row.lapses else ""
    return words + ("; each that is named" if row.each else "")


def _satisfied(row: Timescale) -> str:
    words = "; ".join(_when(one) for one in row.satisfied_by) or "being recorded"
    return f"{words} — visits of the agency that leads the child" if row.whose else words


def _when(one: When | Satisfies) -> str:
    said = [f"{name} {'/'.join(answers)}" for name, answers in one.where.items()]
    said += [f"{name} not {'/'.join(answers)}" for name, answers in one.unless.items()]
    said += [
        f"{name} {' and '.join('/'.join(group) for group in groups)}"
        for name, groups in getattr(one, "each_of", {}).items()
    ]
    said += [f"{name} left empty" for name in getattr(one, "empty", ())]
    said += [f"{name} {number} or more" for name, number in getattr(one, "at_least", {}).items()]
    said += ["while it is not late"] * bool(getattr(one, "in_time", False))
    another = getattr(one, "another", "")
    said += [f"another {another}"] * bool(another)
    said += ["in an import"] * bool(getattr(one, "imported", False))
    return f"`{one.kind}`" + (f" ({', '.join(said)})" if said else "")
