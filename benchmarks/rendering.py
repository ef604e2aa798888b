"""Writes a run as the tables of RESULTS.md."""

from __future__ import annotations

from statistics import median
from typing import TYPE_CHECKING

from benchmarks.findings import EVENTS

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from benchmarks.findings import Comparison, Fact, Found
    from benchmarks.row import Row
    from benchmarks.run import Run

_MET = {True: "yes", False: "**no**", None: "–"}
_HOW = """\
Written by `make bench` in one run, but for rows that say when they were measured after it had been
cut off. Each figure is the median of {pairs} turns. Ours and whoever it is compared with take
turns, in changing order, and each turn's ratio is its own: the table gives the median of these
ratios and its 95% interval, by resampling. A target is met when the interval reaches it. Every raw
figure is in `results.json`, from which `python -m benchmarks --render` writes these tables anew.

Whoever is measured syncs at every commit: SQLite with `synchronous=FULL`, PostgreSQL with
`fsync=on` and `synchronous_commit=on`, each read back from its own connection before it starts.
*Raw* is the driver alone and a table with the same columns and the same two keys, nothing checked
and nothing else kept. `eventsourcing` is the library of that name.
"""


def rendered(run: Run, rows: Mapping[str, Row]) -> str:
    """
    Write every row in order; one that failed says why, and one that was not run says so.
    """
    parts = ["# What the record costs\n", _HOW.format(pairs=run.pairs)]
    parts.append("\n".join(_circumstances(run)) + "\n")
    parts.append("\n".join(_summary(run)) + "\n")
    for name, row in sorted(rows.items(), key=lambda each: each[1].order):
        found = [one for one in run.found if one.row == name]
        parts.append(f"## {row.title}\n\n{row.explains} (`{name}`)\n")
        if not found:
            parts.append("Not run.\n")
        parts += ["\n".join(_found(one)) + "\n" for one in found]
    return "\n".join(parts)


def _circumstances(run: Run) -> Iterator[str]:
    yield f"- began: {run.began}, took {run.minutes:.0f} minutes"
    for name, said in run.circumstances.items():
        yield f"- {name}: {said}"


def _summary(run: Run) -> Iterator[str]:
    judged = [one.met for found in run.found for one in found.comparisons]
    judged += [one.met for found in run.found for one in found.facts]
    judged = [met for met in judged if met is not None]
    failed = [one for one in run.found if one.failed]
    line = f"**{judged.count(True)} of {len(judged)} targets are met"
    yield f"{line}; {len(failed)} rows were not measured.**" if failed else f"{line}.**"


def _found(found: Found) -> Iterator[str]:
    yield f"### {found.database}\n"
    if found.later:
        yield f"Measured on {found.later}, as the run went on after it had been cut off.\n"
    if found.failed:
        yield f"failed: {found.failed}"
        return
    if found.comparisons:
        yield "| | ours | beside | theirs | ours / theirs (95%) | target | met |"
        yield "| --- | ---: | --- | ---: | ---: | ---: | --- |"
        for comparison in found.comparisons:
            yield _comparison(comparison)
    if found.comparisons and found.facts:
        yield ""
    if found.facts:
        yield "| | | target | met |"
        yield "| --- | --- | --- | --- |"
        for fact in found.facts:
            yield _fact(fact)


def _comparison(one: Comparison) -> str:
    ratio = one.ratio
    target = "–"
    if one.target is not None:
        target = f"{'at most ' if one.at_most else ''}{one.target:g}"
    cells = (
        one.title,
        _middle(one.ours, one.unit),
        one.beside,
        _middle(one.theirs, one.unit),
        f"{ratio.middle:.2f} ({ratio.low:.2f} to {ratio.high:.2f})",
        target,
        _MET[one.met],
    )
    return f"| {' | '.join(cells)} |"


def _fact(one: Fact) -> str:
    return f"| {one.title} | {one.value} | {one.target or '–'} | {_MET[one.met]} |"


def _middle(figures: tuple[float, ...], unit: str) -> str:
    middle = median(figures)
    return f"{middle:,.0f}/s" if unit == EVENTS else f"{middle:,.1f} {unit}"
