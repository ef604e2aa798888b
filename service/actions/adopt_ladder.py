"""Adopts another edition of a ladder: what is climbed already goes on under the one before."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from uuid import UUID, uuid5

import orjson

from escalation.errors import TableRefused
from escalation.ladder_words import level_words
from escalation.reading_ladders import DEFAULT, as_plain, read_ladder
from escalation.running.ladders_kept import known_ladders
from projections.plans.planned_outcome import ORIGINS
from service.actions.errors import ActionRefused
from service.actions.said import said_today

if TYPE_CHECKING:
    from collections.abc import Mapping

    from escalation.ladder import Ladder
    from service.access.reader import Reader
    from service.wiring import Session

LADDERS = UUID("5b0c2a54-6b3f-5a1e-9f0d-7a1c3f2b6e01")
"""The namespace of ladders' streams: one a ladder."""

NAMES = (DEFAULT, "urgent", *ORIGINS)
"""The ladders that a partnership may have, beside those that a timescale names."""


@dataclass(frozen=True, kw_only=True, slots=True)
class AdoptLadder:
    """
    The new edition.

    Args:
        ladder: The levels and limits as plain JSON.
        version_was: The edition that the page showed; one adopted meanwhile refuses this one.
    """

    name: str
    ladder: Mapping[str, Any]
    reason: str
    version_was: str
    key: str


def ladder_of(session: Session, name: str) -> Ladder | None:
    """
    Return the edition in force of a ladder that there is; None where there is none.
    """
    return known_ladders(session.connection).in_force().get(name)


def next_version(session: Session, name: str) -> str:
    """
    Return the number of the next edition.
    """
    editions = known_ladders(session.connection).editions.get(name, {})
    return f"edition {len(editions) + 1}"


def read_wish(session: Session, wish: AdoptLadder) -> Ladder:
    """
    Return the ladder that is wished for, without adopting it.

    Raises:
        ActionRefused: It cannot be climbed.
    """
    if wish.name not in NAMES and ladder_of(session, wish.name) is None:
        raise ActionRefused({"name": f"Choose one of: {', '.join(NAMES)}"})
    try:
        version = next_version(session, wish.name)
        return read_ladder(wish.name, version, wish.ladder, "this page")
    except TableRefused as refused:
        raise ActionRefused({"levels": refused.fix}) from None


def adopt_ladder(session: Session, reader: Reader, wish: AdoptLadder) -> Ladder:
    """
    Record the new edition, which counts for everything that begins to climb from now on.

    Raises:
        ActionRefused: It cannot be climbed, says no reason, or was changed by somebody meanwhile.
    """
    ladder = read_wish(session, wish)
    if not wish.reason.strip():
        raise ActionRefused({"reason": "Give the reason"})
    in_force = ladder_of(session, wish.name)
    was = in_force.version if in_force else ""
    if was != wish.version_was:
        raise ActionRefused(
            {"levels": f"Somebody adopted {was} meanwhile; look at it before you change it"}
        )
    content = {
        "ladder": wish.name,
        "version": ladder.version,
        "version_was": was,
        "body": orjson.dumps(as_plain(ladder)).decode(),
        "levels": level_words(ladder),
        "reason": wish.reason,
        "decided_by": str(reader.user) if reader.user else reader.name,
    }
    said = {name: value for name, value in content.items() if value}
    session.log.append(
        [said_today(session, reader, "ladder_adopted", said, [])],
        stream=uuid5(LADDERS, wish.name),
        decided_on=None,
        key=wish.key,
        now=session.now,
    )
    return ladder
