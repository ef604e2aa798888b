"""
Measure what the record costs: ``python -m benchmarks [--help]``; ``make bench`` runs everything.

All rows in one run write RESULTS.md and results.json beside this file. A quick run, and a run of
some rows alone, write theirs into .benchmarks/, so that no table ever mixes several runs.
"""

from __future__ import annotations

import argparse
import sys
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
_SIZES = {"whole": WHOLE, "quick": QUICK, "tiny": TINY}


def main(arguments: Sequence[str] | None = None) -> int:
    """
    Measure what is asked for, and return how many rows failed.
    """
    asked = _asked(arguments)
    everything = not asked.rows and not asked.on and asked.size == "whole" and not asked.pairs
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
    run = Run(
        began=datetime.now(UTC).isoformat(timespec="minutes"),
        circumstances=machine(),
        pairs=sizes.pairs,
    )

    def keep(found: Found) -> None:
        run.found.append(found)
        run.minutes = (perf_counter() - began) / 60
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
                run_rows(chosen, [databases], sizes, keep)
    return run


def _asked(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("rows", nargs="*", metavar="ROW", help=", ".join(ROWS))
    parser.add_argument("--size", choices=_SIZES, default="whole", help="quick takes two minutes")
    parser.add_argument("--pairs", type=int, help="turns of each comparison, instead of 15")
    parser.add_argument("--on", choices=[SQLITE.lower(), POSTGRESQL.lower()], help="this one alone")
    parser.add_argument("--postgresql", metavar="URL", help="a server that may make databases")
    parser.add_argument("--into", metavar="FOLDER", help="where RESULTS.md and results.json go")
    parser.add_argument("--render", action="store_true", help="write the tables from results.json")
    asked = parser.parse_args(arguments)
    if unknown := [name for name in asked.rows if name not in ROWS]:
        parser.error(f"there is no row {unknown[0]!r}; there are {', '.join(ROWS)}")
    return asked


if __name__ == "__main__":
    sys.exit(main())
