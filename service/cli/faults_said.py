"""Says what was refused in an import, and each fault once, however many rows have it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from service.importing.fault import BadRow, Fault

_IN_A_ROW = 3
"""So many lines one after another are told as a span."""


def faults_said(file: str, bad: Iterable[BadRow]) -> Iterator[str]:
    """
    Yield one sentence a fault of a file, with every line that has it, the first line first.
    """
    lines: dict[Fault, list[int]] = {}
    for row in sorted(bad, key=lambda row: row.line):
        for fault in row.faults:
            lines.setdefault(fault, []).append(row.line)
    for fault, those in lines.items():
        where = f", column {fault.column}" if fault.column else ""
        ends = "" if fault.fix.endswith("?") else "."
        yield f"{file} {_lines(those)}{where}: {fault.reason}. {fault.fix}{ends}"


def _lines(lines: Sequence[int]) -> str:
    runs: list[list[int]] = []
    for line in lines:
        if runs and line == runs[-1][-1] + 1:
            runs[-1].append(line)
        else:
            runs.append([line])
    parts = [
        part
        for run in runs
        for part in (
            [f"{run[0]} to {run[-1]}"] if len(run) >= _IN_A_ROW else [str(line) for line in run]
        )
    ]
    if len(lines) == 1:
        return f"line {parts[0]}"
    return f"lines {' and '.join(filter(None, (', '.join(parts[:-1]), parts[-1])))}"
