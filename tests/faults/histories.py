"""
Clients that use one log at once, and say when each thing was asked and what came back.

A call and its answer are lines of their own, so that a client that dies or is cut off leaves a
call without an answer: nobody knows whether it was done.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from hashlib import sha256
from random import Random
from typing import TYPE_CHECKING
from uuid import NAMESPACE_OID, UUID, uuid5

from events.errors import LogUnavailable, StreamMoved
from service.settings import Settings
from service.wiring import Throughline, throughline
from tests.faults.recording import new_event

if TYPE_CHECKING:
    from collections.abc import Sequence

Tell = Callable[..., object]

_OF_ONE_TIME = 60
"""So many operations of a client go to the same few streams; then others begin, so that reading
one to its end stays quick."""

_STREAMS = 4
_CUT = 1 / 150


def label_of(key: str) -> str:
    """
    Return the name of the stream that a key's event lies in.
    """
    return key.rpartition("@")[2]


def stream_called(label: str) -> UUID:
    """
    Return the stream of a name.
    """
    return uuid5(NAMESPACE_OID, f"history {label}")


def seal_of(positions: Sequence[int]) -> str:
    """
    Return what says which events were read, in which order, in a few letters.
    """
    return sha256(repr(list(positions)).encode()).hexdigest()[:16]


def _opened(url: str) -> Throughline:
    """
    Open the installation, however often somebody cuts the line meanwhile.
    """
    while True:
        try:
            return throughline(Settings(database_url=url))
        except LogUnavailable:
            continue


@dataclass(frozen=True, kw_only=True)
class Client:
    """
    Appends, reads and sends again at random.

    Args:
        first: The number of its first operation.
        last: The number after its last.
        unknown: Keys of a dead client before it, to be sent again.
        cuts: Whether it also cuts other clients' connections off.
    """

    url: str
    name: str
    first: int
    last: int
    seed: int
    unknown: tuple[str, ...] = ()
    cuts: bool = False

    def __call__(self, tell: Tell) -> None:
        """
        Do one operation after the other.
        """
        random = Random(f"{self.seed}/{self.name}/{self.first}")
        house = _opened(self.url)
        mine, seen = list(self.unknown), dict[str, int]()
        unknown = list(self.unknown)
        for n in range(self.first, self.last):
            label = f"{n // _OF_ONE_TIME}.{random.randrange(_STREAMS)}"
            chance = random.random()
            if unknown:
                self._append(house, tell, n, unknown[-1], None)
                unknown.pop()
            elif chance < 0.3:
                self._read(house, tell, n, label, seen)
            elif chance < 0.45 and mine:
                self._append(house, tell, n, random.choice(mine[-30:]), None)
            else:
                key = f"{self.name}-{n}@{label}"
                decided_on: int | str | None = None
                if chance > 0.8:
                    decided_on = "now"
                elif chance > 0.65:
                    decided_on = seen.get(label, 0)
                how = self._append(house, tell, n, key, decided_on)
                if how != "moved":
                    mine.append(key)
                if how == "unknown":
                    unknown.append(key)
            if self.cuts and random.random() < _CUT:
                self._cut(house, tell)
        tell("done")

    @staticmethod
    def _append(
        house: Throughline, tell: Tell, n: int, key: str, decided_on: int | str | None
    ) -> str:
        stream = stream_called(label_of(key))
        tell("call", n, "append", key, time.monotonic_ns())
        try:
            with house.writing() as session:
                if decided_on == "now":
                    decided_on = len(session.log.stream(stream))
                answer = session.log.append(
                    [new_event(key, stream)],
                    stream=stream,
                    decided_on=decided_on,  # type: ignore[arg-type]
                    key=key,
                    now=session.now,
                )
        except StreamMoved:
            tell("back", n, "moved", time.monotonic_ns())
            return "moved"
        except LogUnavailable:
            return "unknown"
        (event,) = answer.events
        based = "-" if decided_on is None or answer.already else decided_on
        tell("back", n, "saved", time.monotonic_ns(), event.position, event.version, based)
        return "saved"

    @staticmethod
    def _read(house: Throughline, tell: Tell, n: int, label: str, seen: dict[str, int]) -> None:
        tell("call", n, "read", label, time.monotonic_ns())
        try:
            with house.reading() as session:
                held = session.log.stream(stream_called(label))
        except LogUnavailable:
            return
        seen[label] = len(held)
        said = seal_of([event.position for event in held])
        tell("back", n, "read", time.monotonic_ns(), len(held), said)

    @staticmethod
    def _cut(house: Throughline, tell: Tell) -> None:
        try:
            with house.database.engine.connect() as connection:
                cut = connection.exec_driver_sql(
                    "SELECT pg_terminate_backend(pid) FROM (SELECT pid FROM pg_stat_activity"
                    " WHERE datname = current_database() AND pid <> pg_backend_pid()"
                    " AND backend_type = 'client backend' ORDER BY random() LIMIT 1) one"
                ).all()
        except LogUnavailable:
            return
        if cut:
            tell("cut")


@dataclass(frozen=True, kw_only=True)
class Follower:
    """
    Reads the whole log on from its beginning while it grows.
    """

    url: str

    def __call__(self, tell: Tell) -> None:
        """
        Read until killed.
        """
        house = _opened(self.url)
        last = 0
        while True:
            try:
                with house.reading() as session:
                    some = session.log.after(last, limit=60)
            except LogUnavailable:
                continue
            if some:
                tell("met", *(event.position for event in some))
                last = some[-1].position
            else:
                time.sleep(0.004)
