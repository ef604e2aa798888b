"""Answers a challenge, takes it to its next stage, or settles it; each with its reason."""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from events.occurred import Occurred
from service.access.disputed import challenge_of
from service.actions.errors import ActionRefused
from service.actions.record_event import RecordEvent, record_event

if TYPE_CHECKING:
    from collections.abc import Mapping

    from events.log.contract import Appended
    from service.access.disputed import Disputed
    from service.access.reader import Reader
    from service.wiring import Session

NEXT_STAGE: Mapping[str, str] = MappingProxyType(
    {
        "practitioners": "managers",
        "managers": "senior_leads",
        "senior_leads": "partnership",
        "reviewing_officer": "partnership",
    }
)
"""Which stage follows which; the last has none, and is settled."""

KINDS = ("challenge_answered", "challenge_raised", "challenge_resolved")


@dataclass(frozen=True, kw_only=True, slots=True)
class SettleChallenge:
    """
    What somebody of either side says to a challenge.

    Args:
        entry: The challenge as it stands at its present stage.
        kind: One of ``KINDS``; ``challenge_raised`` takes it to the next stage.
        content: The answers of that kind, but what follows from the challenge itself.
    """

    entry: int
    kind: str
    content: Mapping[str, Any]
    key: str


def settle_challenge(session: Session, reader: Reader, wish: SettleChallenge) -> Appended:
    """
    Record it on the child's chronology.

    Raises:
        ActionRefused: It is settled already, it is none of the reader's agency, or the side that
            was not asked would answer itself.
    """
    open_one = challenge_of(session.connection, reader, wish.entry)
    if open_one is None or wish.kind not in KINDS:
        raise ActionRefused({"challenge": "This challenge is settled, or is between others"})
    content = dict(wish.content)
    user = str(reader.user) if reader.user else reader.name
    match wish.kind:
        case "challenge_answered":
            if reader.agency != open_one.to_agency:
                raise ActionRefused({"answer": f"{open_one.to_agency} was asked, and answers"})
            content |= {"challenge": str(wish.entry), "answered_by": user}
        case "challenge_resolved":
            content |= {"challenge": str(wish.entry), "resolved_by": user}
        case _:
            content = _carried(session, open_one, content)
    return record_event(
        session,
        reader,
        RecordEvent(
            child=open_one.child,
            kind=wish.kind,
            occurred=Occurred.day(session.today),
            content=content,
            key=wish.key,
        ),
    )


def _carried(session: Session, open_one: Disputed, content: dict[str, Any]) -> dict[str, Any]:
    stage = NEXT_STAGE.get(open_one.stage)
    if stage is None:
        raise ActionRefused({"stage": "There is no further stage: it is settled here"})
    found = session.log.at([open_one.entry])
    before = dict(found[0].content) if found else {}
    kept = {name: before[name] for name in ("about", "about_entry", "to") if name in before}
    return kept | content | {"stage": stage, "earlier": str(open_one.entry)}
