"""Finds rows that cite what is not there, before anything of them is brought in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from service.importing.fault import Fault
from service.importing.row import cites_outcome

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from service.importing.row import Case, ReadRow
    from service.wiring import Throughline


def unanswered(
    house: Throughline, case: Case, citing: Sequence[ReadRow], good: Mapping[str, str]
) -> list[tuple[ReadRow, Fault]]:
    """
    Return the rows that cite rows which are neither good nor in the record, each with its fault.

    A row that cites a refused row is refused with it, and so on.

    Args:
        good: The kinds of the good rows that cite nothing, by row id.
    """
    kinds = dict(good) | {row.ref: row.new.kind for row in citing}
    wanted = {ref for row in citing for refs in row.cites.values() for ref in refs}
    with house.reading() as session:
        for event in session.log.by_origin(case.source, sorted(wanted - set(kinds))):
            if event.origin:
                kinds[event.origin.ref] = event.kind
    refused: list[tuple[ReadRow, Fault]] = []
    left = list(citing)
    while True:
        bad = [(row, fault) for row in left if (fault := _fault(row, kinds)) is not None]
        if not bad:
            return refused
        refused.extend(bad)
        for row, _ in bad:
            left.remove(row)
            kinds.pop(row.ref, None)


def _fault(row: ReadRow, kinds: Mapping[str, str]) -> Fault | None:
    for column, refs in row.cites.items():
        if any(ref not in kinds for ref in refs):
            return Fault(
                column=column,
                reason="it cites a row that is not in the record, or was refused",
                fix="Write row ids of events.csv; mend the refused rows first",
            )
        if cites_outcome(row.new.kind, column) and (
            len(refs) != 1 or kinds[refs[0]] != "outcome_planned"
        ):
            return Fault(
                column=column,
                reason="it names no planned outcome",
                fix="Write the row id of one outcome that was planned",
            )
    return None
