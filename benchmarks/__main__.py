"""
Measure what the record costs: ``python -m benchmarks [--help]``; ``make bench`` runs everything.

All rows in one run write RESULTS.md and results.json beside this file. A quick run, and a run of
some rows alone, write theirs into .benchmarks/. A run that was cut off goes on with ``--go-on``:
what it had not measured, or the rows named, are measured then, on the same machine and libraries
alone, and say when.
"""

from __future__ import annotations

import argparse
import sys
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import TYPE_CHECKING

from benchmarks import rows as folder
from benchmarks.databases import POSTGRESQL, SQLITE, SqliteFiles, postgresql
from benchmarks.machine import machine
from benchmarks.rendering import rendered
from benchmarks.row import Row
from benchmarks.run import Run
from benchmarks.running import run_rows
from benchmarks.sizes import QUICK, TINY, WHOLE
from events.declared import declared

if TYPE_CHECKING:
    from collections.abc import Sequence

    from benchmarks.databases import Databases
    from benchmarks.findings import Found

ROWS = declared(folder, "ROW", Row)
_HERE = Path(__file__).parent
_ASIDE = _HERE.parent / ".benchmarks"
_LOAD = "load before"
_SIZES = {"whole": WHOLE, "quick": QUICK, "tiny": TINY}


def main(arguments: Sequence[str] | None = None) -> int:
    """
    Measure what is asked for, and return how many rows failed.
    """
    asked = _asked(arguments)
    whole = asked.size == "whole" and not asked.pairs
    everything = whole and (asked.go_on or not (asked.rows or asked.on))
    into = Path(asked.into) if asked.into else _HERE if everything else _ASIDE
    into.mkdir(parents=True, exist_ok=True)
    if asked.render:
        run = Run.kept_in(into / "results.json")
        (into / "RESULTS.md").write_text(rendered(run, ROWS), encoding="utf-8")
        return 0
    run = _run(asked, into)
    print(f"\n{run.minutes:.1f} minutes; see {into / 'RESULTS.md'}")
    return sum(bool(one.failed) for one in run.found)


def _run(asked: argparse.Namespace, into: Path) -> Run:
    sizes = _SIZES[asked.size]
    if asked.pairs:
        sizes = sizes.with_pairs(asked.pairs)
    chosen = {name: row for name, row in ROWS.items() if not asked.rows or name in asked.rows}
    began = perf_counter()
    now = datetime.now(UTC).isoformat(timespec="minutes")
    run = Run(began=now, circumstances=machine(), pairs=sizes.pairs)
    later = ""
    if asked.go_on:
        run, later = _cut_off(into / "results.json", sizes.pairs), now
    before = run.minutes

    def lacks(row: str, database: str) -> bool:
        return row in asked.rows or run.lacks(row, database)

    def keep(found: Found) -> None:
        run.take(replace(found, later=later))
        run.minutes = before + (perf_counter() - began) / 60
        said = f"failed: {found.failed}" if found.failed else "measured"
        print(f"{run.minutes:5.1f} min  {found.database:10}  {found.row}: {said}", flush=True)
        # At once, so that whatever ends the run later leaves this.
        run.keep(into / "results.json")
        (into / "RESULTS.md").write_text(rendered(run, ROWS), encoding="utf-8")

    with (
        TemporaryDirectory(prefix="throughline-benchmarks-") as room,
        postgresql(asked.postgresql) as server,
    ):
        both: tuple[Databases, ...] = (SqliteFiles(Path(room)), server)
        for databases in both:
            if not asked.on or databases.name.lower() == asked.on:
                run.circumstances[databases.name] = databases.version()
                run_rows(chosen, [databases], sizes, keep, lacks)
    return run


def _cut_off(file: Path, pairs: int) -> Run:
    run = Run.kept_in(file)
    here = machine()
    moved = [name for name in here if name != _LOAD and run.circumstances.get(name) != here[name]]
    if moved or run.pairs != pairs:
        sys.exit(f"another {', '.join(moved) or 'number of turns'} than before: begin anew")
    run.circumstances[_LOAD] += f"; before it went on {here[_LOAD]}"
    return run


def _asked(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("rows", nargs="*", metavar="ROW", help=", ".join(ROWS))
    parser.add_argument("--size", choices=_SIZES, default="whole", help="quick takes two minutes")
    parser.add_argument("--pairs", type=int, help="turns of each comparison, instead of 15")
    parser.add_argument("--on", choices=[SQLITE.lower(), POSTGRESQL.lower()], help="this one alone")
    parser.add_argument("--postgresql", metavar="URL", help="a server that may make databases")
    parser.add_argument("--into", metavar="FOLDER", help="where RESULTS.md and results.json go")
    parser.add_argument("--go-on", action="store_true", help="what a run that was cut off lacks")
    parser.add_argument("--render", action="store_true", help="write the tables from results.json")
    asked = parser.parse_args(arguments)
    if unknown := [name for name in asked.rows if name not in ROWS]:
        parser.error(f"there is no row {unknown[0]!r}; there are {', '.join(ROWS)}")
    return asked


if __name__ == "__main__":
    sys.exit(main())
