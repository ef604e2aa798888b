"""Writes refused rows to a file that can be mended and imported again."""

from __future__ import annotations

import csv
from typing import TYPE_CHECKING

from service.guarded import guarded
from service.importing.read_case import MARKS

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from service.importing.fault import BadRow


def write_rejects(file: Path, heading: Sequence[str], bad: Sequence[BadRow]) -> None:
    """
    Write every refused row as it stood, and behind it its line and what is wrong with it.

    The last four columns are passed over when the mended file comes back as ``events.csv``, and by
    them it is known as one whose cells are guarded.
    """
    with file.open("w", encoding="utf-8", newline="") as opened:
        writer = csv.writer(opened)
        writer.writerow((*heading, *MARKS))
        for row in sorted(bad, key=lambda row: row.line):
            cells = (*row.cells, *[""] * (len(heading) - len(row.cells)))
            # It is mended in a spreadsheet, which would run what a stranger wrote into a row.
            writer.writerow(
                (
                    *map(guarded, cells),
                    row.line,
                    "; ".join(dict.fromkeys(f.column for f in row.faults if f.column)),
                    "; ".join(fault.reason for fault in row.faults),
                    "; ".join(fault.fix for fault in row.faults),
                )
            )
