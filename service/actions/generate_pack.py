"""Makes a conference pack and records that it was made: for whom, at which position, by whom."""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import sha256
from typing import TYPE_CHECKING

from events.occurred import Occurred
from events.recorded_event import SOMEBODY, Learned, NewEvent, Subject
from service.access.openings import note_reason, says_why
from service.actions.errors import ActionRefused
from service.documents.pack import PackWanted, prepare_pack, render

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from projections.plans.planned_outcome import PlannedOutcome
    from service.access.reader import Reader
    from service.wiring import Session


@dataclass(frozen=True, kw_only=True, slots=True)
class PackMade:
    """
    A finished pack, and what the record now says of it.

    Args:
        position: The position of the log that it was made at.
        root: The root of the newest checkpoint then; "" where none was signed.
        entries: How many entries it holds.
        withheld: How many it withholds.
        restricted: How many it holds that are kept for some alone, each marked.
        digest: SHA-256 of the file, in hexadecimal, as recorded.
        notes: What its readers should be told about the file.
        recorded: The number of the entry that says it was made.
    """

    content: bytes
    position: int
    root: str
    entries: int
    withheld: int
    restricted: int
    digest: str
    notes: tuple[str, ...]
    recorded: str

    def as_json(self, file: Path) -> dict[str, object]:
        """
        Return the command line's answer for a file that this was written to.
        """
        return {
            "file": str(file),
            "position": self.position,
            "root": self.root,
            "entries": self.entries,
            "withheld": self.withheld,
            "restricted": self.restricted,
            "digest": self.digest,
            "notes": list(self.notes),
            "recorded": self.recorded,
        }


def generate_pack(
    session: Session,
    reader: Reader,
    wanted: PackWanted,
    *,
    key: str,
    outcomes: Sequence[PlannedOutcome] | None = None,
    named: Callable[[str], str] | None = None,
) -> PackMade:
    """
    Make a pack and record it in the child's stream, in one writing transaction.

    The caller commits before a byte of the file goes anywhere: a pack that exists is on record.

    Raises:
        NoPackFor: No pack is made for this audience.
        FormatUnknown: Packs are not made in this format.
        PackTooLong: A PDF of so many entries would not fit in memory.
        ActionRefused: Entries with restricted access are to be in it, and nobody says why.
    """
    if wanted.with_restricted:
        _say_why(session, reader, wanted)
    prepared = prepare_pack(session, reader, wanted, outcomes=outcomes, named=named)
    made = render(prepared, wanted.format, moment=session.now)
    front = prepared.pack.front
    digest = sha256(made.content).hexdigest()
    agency = reader.agency or SOMEBODY
    answer = session.log.append(
        [
            NewEvent(
                kind="pack_generated",
                occurred=Occurred.instant(session.now),
                content={
                    "audience": wanted.audience,
                    "position": front.position,
                    "root": front.root,
                    "entries": front.entries,
                    "withheld": prepared.pack.withheld,
                    "format": wanted.format,
                    "digest": digest,
                },
                agency=agency,
                actor=reader.actor,
                subjects=(Subject(person=wanted.child, role="child"),),
                learned=(
                    Learned(agency=agency, first=session.today, last=session.today, how="recorded"),
                ),
            )
        ],
        stream=wanted.child,
        decided_on=None,
        key=key,
        now=session.now,
    )
    return PackMade(
        content=made.content,
        position=front.position,
        root=front.root,
        entries=front.entries,
        withheld=prepared.pack.withheld,
        restricted=prepared.restricted,
        digest=digest,
        notes=made.notes,
        recorded=answer.events[0].entry_id,
    )


def _say_why(session: Session, reader: Reader, wanted: PackWanted) -> None:
    why = wanted.with_restricted
    if reader.user is None:
        fix = "Say as whom: what is kept for some is passed on by one of them, and never unnamed"
        raise ActionRefused({"restricted": fix})
    if not says_why(why):
        fix = "Say in a sentence why those who read this pack need what is kept for some alone"
        raise ActionRefused({"reason": fix})
    note_reason(
        session.connection,
        user=reader.user,
        child=wanted.child,
        reason=f"Conference pack with restricted entries: {why}",
        now=session.now,
    )
