"""What must stand after every kill, however it fell; each test of it can fail."""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from sqlalchemy import text

from events.clock import SystemClock
from events.log.checkpoints import seal
from events.log.signing import Signer
from events.log.verify import verified
from projections.stored.rebuild import check
from service.settings import Settings
from service.wiring import Throughline, throughline
from tests.faults.recording import PERSON, said_key, with_person

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tests.faults.children import Child

SIGNER = Signer(bytes(32))


@dataclass(kw_only=True)
class Standing:
    """
    One log over many kills: what was said to be saved, and what a reader has read.
    """

    url: str
    saved: dict[str, int] = field(default_factory=dict)
    tried: set[str] = field(default_factory=set)
    unknown: list[str] = field(default_factory=list)
    met: list[str] = field(default_factory=list)
    _before: dict[str, int] = field(default_factory=dict)
    answered_again: int = 0
    torn_possible: int = 0

    def hear(self, writers: Sequence[Child], reader: Child) -> bool:
        """
        Take what the dead told; say whether one of them died inside an open transaction.
        """
        unknown, inside = set(self.unknown), False
        for writer in writers:
            open_at_the_end: list[str] = []
            for word, *rest in writer.told:
                if word == "try":
                    self.tried.add(rest[0])
                    open_at_the_end = [rest[0], "tried"]
                elif word == "open":
                    open_at_the_end = [rest[0], "open"]
                elif word == "saved":
                    self._saved(rest[0], [int(position) for position in rest[1:]])
                    open_at_the_end = []
            if open_at_the_end:
                unknown.add(open_at_the_end[0])
                if open_at_the_end[1] == "open":
                    inside = True
                    self.torn_possible += with_person(open_at_the_end[0])
        for word, *rest in reader.told:
            if word == "met":
                self.met += rest
        # What was to be sent again, and was not before the next kill, stays unknown.
        self.unknown = sorted(unknown - self.saved.keys())
        return inside

    def _saved(self, key: str, positions: list[int]) -> None:
        for name, position in zip((key, key + PERSON), positions, strict=False):
            if name in self._before:
                self.answered_again += 1
                assert self._before[name] == position, "sent again, it was answered with another"
            assert self.saved.get(name, position) == position
            self.saved[name] = position

    def stands(self, *, to_the_end: bool) -> int:
        """
        Check all that the log promises; return how many events it holds.

        Args:
            to_the_end: Also fold the read models again and compare them.
        """
        house = throughline(Settings(database_url=self.url))
        try:
            return self._stands(house, to_the_end=to_the_end)
        finally:
            # Processes made later must not inherit a connection.
            house.database.close()

    def _stands(self, house: Throughline, *, to_the_end: bool) -> int:
        _wait_for_the_dead(house)
        with house.reading() as session:
            run = session.connection.execute
            stored = {row.key: row.first for row in run(text("SELECT key, first FROM request"))}
            versions = run(
                text("SELECT count(*), min(version), max(version) FROM event GROUP BY stream")
            ).all()
            settled = session.log.settled()
            newest = session.connection.scalar(text("SELECT max(position) FROM event")) or 0
            held = session.log.after(0, limit=1_000_000)
        assert settled >= newest, "a process that died holds back what the others recorded"
        lost = {key for key, position in self.saved.items() if stored.get(key) != position}
        assert not lost, f"said to be saved, and lost or elsewhere: {sorted(lost)[:5]}"
        tried = self.tried | {key + PERSON for key in self.tried}
        assert stored.keys() <= tried, "the log holds what nobody sent"
        beyond = stored.keys() - self.saved.keys()
        unknown = set(self.unknown) | {key + PERSON for key in self.unknown}
        assert beyond <= unknown, "something was recorded that its writer was told had failed"
        for key in stored:
            if with_person(key):
                assert key + PERSON in stored, "half of a transaction stands"
        for count, first, last in versions:
            assert (first, last) == (1, count), "a version is missing"
        keys = [said_key(event.content) for event in held]
        assert len(keys) == len(set(keys)), "something was recorded twice"
        assert set(keys) == stored.keys()
        assert [event.position for event in held] == sorted({e.position for e in held})
        said = [f"{event.position}:{event.digest.hex()[:12]}" for event in held]
        assert self.met == said[: len(self.met)], "a reader met something late, twice or never"
        seal(house.database, SIGNER, SystemClock())
        found = verified(house.database, {SIGNER.key_id: SIGNER.public})
        assert found.ok, found
        assert found.size == found.sealed == len(held)
        if to_the_end:
            models = check(house.database)
            assert sum(model.rows for model in models) > 0, "no read model has a row to compare"
            assert not [model for model in models if model.differing or model.stopped]
        self._before = stored
        return len(held)


def _wait_for_the_dead(house: Throughline) -> None:
    """
    Wait until the server has noticed that its clients are gone.
    """
    if house.database.is_sqlite:
        return
    others = text(
        "SELECT count(*) FROM pg_stat_activity"
        " WHERE datname = current_database() AND pid <> pg_backend_pid()"
        " AND backend_type = 'client backend'"
    )
    for _ in range(1000):
        with house.reading() as session:
            if not session.connection.scalar(others):
                return
        time.sleep(0.01)
    message = "the server still serves the dead"
    raise AssertionError(message)
