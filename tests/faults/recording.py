"""
What a process records until it is killed, by the way that pages and the command line take.

It tells ``try KEY`` before a transaction, ``open KEY`` inside it once everything is written, and
``saved KEY POSITION`` after the commit came back: what is not in the pipe when it dies was never
said.
"""

from __future__ import annotations

import time
from dataclasses import dataclass
from datetime import date
from itertools import count
from typing import TYPE_CHECKING
from uuid import NAMESPACE_OID, UUID, uuid5

from events.errors import LogUnavailable, StreamMoved
from events.occurred import Occurred
from events.recorded_event import Learned, NewEvent, Subject
from service.settings import Settings
from service.wiring import Session, Throughline, throughline

if TYPE_CHECKING:
    from collections.abc import Callable

    from events.log.contract import Appended

DAY = date(2026, 3, 1)
STREAMS = tuple(uuid5(NAMESPACE_OID, f"stream {n}") for n in range(3))
PERSON = "/person"
HOLDS = 0.02
"""How many seconds some transactions stay open."""
"""Ends the key of the person that is registered in the same transaction as a visit."""


def new_event(key: str, person: UUID) -> NewEvent:
    """
    Return an event made of its key, so that sending it again is sending the same.
    """
    if key.endswith(PERSON):
        kind, role = "person_registered", "self"
        content = {"name": key, "kind_of_person": "adult", "person_key": key}
    else:
        kind, role = "visit", "child"
        content = {"purpose": key, "seen": "yes", "alone": "yes", "fact": "x" * 300}
    return NewEvent(
        kind=kind,
        occurred=Occurred.day(DAY),
        content=content,
        agency="Health visiting",
        actor="user:invented-practitioner",
        subjects=(Subject(person=person, role=role),),
        learned=(Learned(agency="Health visiting", first=DAY, last=DAY, how="recorded"),),
    )


def said_key(content: object) -> str:
    """
    Return the key that an event was made of.
    """
    assert isinstance(content, dict)
    return str(content.get("purpose") or content["name"])


def stream_of(key: str) -> UUID:
    """
    Return the stream that a key's event lies in.
    """
    if key.endswith(PERSON):
        return uuid5(NAMESPACE_OID, key)
    return STREAMS[sum(key.encode()) % len(STREAMS)]


def with_person(key: str) -> bool:
    """
    Whether a person is registered in the same transaction, so that one could stand without the
    other if a transaction could be torn.
    """
    return key.endswith(("2", "5", "8"))


def save(
    house: Throughline, key: str, tell: Callable[..., object], *, holds: float = HOLDS
) -> None:
    """
    Record as a page does: read the version, decide on it, try again if it moved.
    """
    stream = stream_of(key)
    tell("try", key)
    while True:
        try:
            with house.writing() as session:
                decided_on = len(session.log.stream(stream)) if key.endswith("0") else None
                saved = [_append(session, key, decided_on)]
                if with_person(key):
                    saved.append(_append(session, key + PERSON, None))
                tell("open", key)
                if key.endswith(("3", "7")):
                    # Long enough that a kill often falls where it hurts.
                    time.sleep(holds)
        except StreamMoved:
            continue
        break
    tell("saved", key, *(answer.first for answer in saved))


def _append(session: Session, key: str, decided_on: int | None) -> Appended:
    stream = stream_of(key)
    return session.log.append(
        [new_event(key, stream)], stream=stream, decided_on=decided_on, key=key, now=session.now
    )


@dataclass(frozen=True, kw_only=True)
class Recording:
    """
    Sends again whatever may or may not have been saved, then records for ever.

    Args:
        lost_server: Whether the server is what is killed, so that losing it is no fault of ours.
        holds: How many seconds a transaction that may be struck stays open.
    """

    url: str
    name: str
    unknown: tuple[str, ...] = ()
    lost_server: bool = False
    holds: float = HOLDS

    def __call__(self, tell: Callable[..., object]) -> None:
        """
        Record until killed.
        """
        try:
            house = throughline(Settings(database_url=self.url))
            tell("ready")
            for key in self.unknown:
                save(house, key, tell, holds=self.holds)
            for n in count():
                save(house, f"{self.name}/{n}", tell, holds=self.holds)
        except LogUnavailable:
            if not self.lost_server:
                raise


@dataclass(frozen=True, kw_only=True)
class Following:
    """
    Reads on from the last event met, while others write and die, and tells each it meets.
    """

    url: str
    after: int
    lost_server: bool = False

    def __call__(self, tell: Callable[..., object]) -> None:
        """
        Read until killed.
        """
        last = self.after
        try:
            house = throughline(Settings(database_url=self.url))
            tell("ready")
            while True:
                with house.reading() as session:
                    some = session.log.after(last, limit=40)
                if some:
                    tell("met", *(f"{event.position}:{event.digest.hex()[:12]}" for event in some))
                    last = some[-1].position
                else:
                    time.sleep(0.005)
        except LogUnavailable:
            if not self.lost_server:
                raise
