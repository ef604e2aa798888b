"""Writes what `make torture` counted into docs/torture.md."""

from __future__ import annotations

import json
import os
import platform
import sqlite3
import subprocess
import sys
from collections import defaultdict
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from tests.faults.counts import SEED

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "docs" / "torture.md"
BEGIN, END = "<!-- counted by make torture: begin -->\n", "<!-- end -->\n"

HEADINGS = {
    "kill": "Killed with kill -9",
    "saving": "Trouble at the moment of saving a form",
    "histories": "Many clients at once",
    "simulation": "Simulated days, against an oracle apart",
    "tampering": "Tampering behind a checkpoint",
    "disk": "A disk that fails at every place in turn",
    "flush": "Flushed before it is acknowledged",
    "proofs": "Proofs and their mutations",
    "mutants": "Defects put in on purpose",
}


def written(folder: Path) -> str:
    """
    Return the tables of everything that was counted into a folder.
    """
    told: dict[str, list[tuple[str, dict[str, Any]]]] = defaultdict(list)
    for file in sorted(folder.glob("*.json")):
        one = json.loads(file.read_text(encoding="utf-8"))
        told[one["section"]].append((one["row"], one["counts"]))
    parts = [_machine()]
    for section, heading in HEADINGS.items():
        if told[section]:
            parts.append(f"### {heading}\n\n{_table(told[section])}")
    return "\n".join(parts)


def _machine() -> str:
    commit = subprocess.run(
        ["git", "rev-parse", "--short", "HEAD"], cwd=ROOT, capture_output=True, text=True,
        check=False,
    ).stdout.strip()  # fmt: skip
    return (
        f"{datetime.now(UTC):%Y-%m-%d}, seed {SEED}, commit {commit or 'unknown'};"
        f" {os.cpu_count()} processors, {platform.system()} {platform.release().split('-')[0]},"
        f" Python {platform.python_version()}, SQLite {sqlite3.sqlite_version}.\n"
    )


def _table(rows: list[tuple[str, dict[str, Any]]]) -> str:
    # Rows that count the same things share a table; each kind of row has its own columns.
    tables: dict[tuple[str, ...], list[str]] = defaultdict(list)
    for row, counts in rows:
        cells = [f"{n:,}" if isinstance(n, int) else str(n) for n in counts.values()]
        tables[tuple(counts)].append(f"| {row} | " + " | ".join(cells) + " |")
    return "\n".join(
        "| | " + " | ".join(name.replace("_", " ") for name in names) + " |\n"
        + "|---" * (len(names) + 1) + "|\n" + "\n".join(lines) + "\n"
        for names, lines in tables.items()
    )  # fmt: skip


def main(folder: str) -> None:
    """
    Replace the counted part of the page.
    """
    page = PAGE.read_text(encoding="utf-8")
    before, _, rest = page.partition(BEGIN)
    _, _, after = rest.partition(END)
    PAGE.write_text(f"{before}{BEGIN}{written(Path(folder))}{END}{after}", encoding="utf-8")


if __name__ == "__main__":
    main(*sys.argv[1:])
