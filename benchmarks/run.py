"""A run: its circumstances, and what each row found on each database."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Self

import orjson

from benchmarks.findings import Found

if TYPE_CHECKING:
    from pathlib import Path


@dataclass(kw_only=True)
class Run:
    """
    What is known so far.

    Args:
        began: The moment it began, in UTC.
        circumstances: The machine, the versions, the settings.
        pairs: How many turns each comparison had.
        minutes: How long it took.
    """

    began: str
    circumstances: dict[str, str]
    pairs: int
    minutes: float = 0.0
    found: list[Found] = field(default_factory=list)

    def keep(self, file: Path) -> None:
        """
        Write every raw figure.
        """
        file.write_bytes(orjson.dumps(self.as_json(), option=orjson.OPT_INDENT_2) + b"\n")

    def lacks(self, row: str, database: str) -> bool:
        """
        Say whether a row has not been measured on a database yet.
        """
        return all(one.failed for one in self.found if (one.row, one.database) == (row, database))

    def take(self, found: Found) -> None:
        """
        Add what a row found, in place of why it was not measured before.
        """
        self.found = [
            one for one in self.found if (one.row, one.database) != (found.row, found.database)
        ]
        self.found.append(found)

    def as_json(self) -> dict[str, Any]:
        """
        Write it as plain JSON.
        """
        return {
            "began": self.began,
            "circumstances": self.circumstances,
            "pairs": self.pairs,
            "minutes": self.minutes,
            "found": [one.as_json() for one in self.found],
        }

    @classmethod
    def kept_in(cls, file: Path) -> Self:
        """
        Read what ``keep`` wrote.
        """
        written = orjson.loads(file.read_bytes())
        written["found"] = [Found.from_json(one) for one in written["found"]]
        return cls(**written)
