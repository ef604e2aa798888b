"""What became of the rows of one file."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from service.importing.fault import BadRow, Fault


@dataclass(kw_only=True)
class Tally:
    """
    Counts rows while they are brought in; a row is in exactly one of the last three.

    Args:
        rows: How many the file has.
        bad: Those refused.
    """

    rows: int = 0
    imported: int = 0
    already: int = 0
    bad: list[BadRow] = field(default_factory=list)

    def refuse(self, line: int, fault: Fault, cells: tuple[str, ...] = ()) -> None:
        """
        Note a row that could be read and not brought in.
        """
        self.bad.append(BadRow(line=line, faults=(fault,), cells=cells))

    def as_json(self) -> dict[str, Any]:
        """
        Return the counts and every fault, in order of line.
        """
        return {
            "rows": self.rows,
            "imported": self.imported,
            "already": self.already,
            "rejected": len(self.bad),
            "rejects": [
                {
                    "line": row.line,
                    "column": fault.column,
                    "reason": fault.reason,
                    "fix": fault.fix,
                }
                for row in sorted(self.bad, key=lambda row: row.line)
                for fault in row.faults
            ],
        }


CORRECT_IT = Fault(
    column="row_id",
    reason="this row was imported before and said something else then",
    fix="Take the row out of the file, and correct it in the record",
)
"""The refusal of a row that has changed since it was imported: the log is never overwritten."""
