"""Whatever is appended, in whatever order and however often, the log is what a list would be."""

from __future__ import annotations

from contextlib import suppress
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING
from uuid import UUID

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from events.clock import SystemClock
from events.errors import KeyReused, StreamMoved
from events.log.append import event_log
from events.log.checkpoints import held_at, newest, seal
from events.log.contract import Append
from events.log.database import Database
from events.log.merkle import consistency_proof, inclusion_proof, leaf_of
from events.log.signing import Signer
from events.log.verifier import consistency_holds, inclusion_holds
from events.log.verify import verified
from service.migrating import migrate
from tests.factories.appends import NOW, NewEventFactory
from tests.faults.counts import many

if TYPE_CHECKING:
    from events.log.checkpoints import Checkpoint
    from events.recorded_event import NewEvent, RecordedEvent

SIGNER = Signer(bytes(32))
STREAMS = st.sampled_from([UUID(int=n) for n in (1, 2, 3)])
KEYS = st.sampled_from([f"key {n}" for n in range(8)])
EVENTS = st.lists(
    st.builds(
        NewEventFactory,
        number=st.integers(0, 3),
        child=STREAMS,
        imported=st.booleans(),
    ),
    min_size=1,
    max_size=3,
)
APPENDS = st.tuples(EVENTS, STREAMS, st.none() | st.integers(0, 6), KEYS)
Said = tuple["list[NewEvent]", UUID, "int | None", str]


class AnyAppend(RuleBasedStateMachine):
    """
    The log beside a plain list and a plain dictionary of keys.
    """

    @initialize()
    def begin(self) -> None:
        self.folder = TemporaryDirectory()
        url = f"sqlite:///{Path(self.folder.name) / 'log.db'}"
        migrate(url)
        self.database = Database(url)
        self.held: list[tuple[UUID, NewEvent]] = []
        self.keys: dict[str, tuple[UUID, list[NewEvent], list[int]]] = {}
        self.checkpoints: list[Checkpoint] = []

    def teardown(self) -> None:
        if hasattr(self, "database"):
            self.database.close()
            self.folder.cleanup()

    def outcome(self, said: Said) -> str:
        new, stream, decided_on, key = said
        if key in self.keys:
            return "already" if self.keys[key][:2] == (stream, new) else "reused"
        version = sum(1 for lies_in, _ in self.held if lies_in == stream)
        return "moved" if decided_on not in (None, version) else "recorded"

    def take(self, said: Said) -> list[int]:
        new, stream, _, key = said
        if key not in self.keys:
            places = [len(self.held) + n for n in range(1, len(new) + 1)]
            self.held += [(stream, each) for each in new]
            self.keys[key] = (stream, new, places)
        return self.keys[key][2]

    @rule(said=APPENDS)
    def append(self, said: Said) -> None:
        new, stream, decided_on, key = said
        expected = self.outcome(said)
        try:
            with self.database.writing() as connection:
                answer = event_log(connection).append(
                    new, stream=stream, decided_on=decided_on, key=key, now=NOW
                )
        except StreamMoved:
            assert expected == "moved"
        except KeyReused:
            assert expected == "reused"
        else:
            assert expected == ("already" if answer.already else "recorded")
            assert [event.position for event in answer.events] == self.take(said)

    @rule(many=st.lists(APPENDS, min_size=1, max_size=5))
    def append_many(self, many: list[Said]) -> None:
        held, keys = list(self.held), dict(self.keys)
        places: list[list[int]] = []
        for said in many:
            if self.outcome(said) in {"moved", "reused"}:
                # All or none: one that is refused takes the others with it.
                self.held, self.keys = held, keys
                with suppress(StreamMoved, KeyReused), self.database.writing() as connection:
                    self.send(connection, many)
                    message = "it should have been refused"
                    raise AssertionError(message)
                return
            places.append(self.take(said))
        with self.database.writing() as connection:
            answers = self.send(connection, many)
        assert answers == places

    @staticmethod
    def send(connection: object, many: list[Said]) -> list[list[int]]:
        answers = event_log(connection).append_many(  # type: ignore[arg-type]
            [
                Append(new=new, stream=stream, decided_on=decided_on, key=key)
                for new, stream, decided_on, key in many
            ],
            now=NOW,
        )
        return [[event.position for event in answer.events] for answer in answers]

    @rule()
    def seal(self) -> None:
        made = seal(self.database, SIGNER, SystemClock())
        if made and (not self.checkpoints or made.number > self.checkpoints[-1].number):
            self.checkpoints.append(made)

    @invariant()
    @precondition(lambda self: hasattr(self, "database"))
    def the_log_is_the_list(self) -> None:
        events = self.everything()
        assert [
            (event.stream, event.content, event.subjects, event.origin) for event in events
        ] == [(stream, new.content, new.subjects, new.origin) for stream, new in self.held]
        for stream in {event.stream for event in events}:
            versions = [event.version for event in events if event.stream == stream]
            assert versions == list(range(1, len(versions) + 1))

    @rule()
    def verify(self) -> None:
        found = verified(self.database, {SIGNER.key_id: SIGNER.public})
        sealed = self.checkpoints[-1].size if self.checkpoints else 0
        assert (found.ok, found.size, found.sealed) == (True, len(self.held), sealed), found

    @precondition(lambda self: hasattr(self, "checkpoints") and self.checkpoints)
    @rule(data=st.data())
    def prove(self, data: st.DataObject) -> None:
        last = self.checkpoints[-1]
        leaves = [leaf_of(event.position, event.digest) for event in self.everything()][: last.size]
        place = data.draw(st.integers(0, last.size - 1))
        earlier = data.draw(st.sampled_from(self.checkpoints))

        assert inclusion_holds(
            leaves[place], place, last.size, inclusion_proof(leaves, place), last.root
        )
        assert consistency_holds(
            earlier.size,
            last.size,
            consistency_proof(leaves, earlier.size),
            earlier.root,
            last.root,
        )
        with self.database.reading() as connection:
            assert newest(connection) == last
            assert held_at(connection, last.made - timedelta(days=1)) == 0
            assert held_at(connection, last.made + timedelta(days=1)) == last.position

    def everything(self) -> tuple[RecordedEvent, ...]:
        with self.database.reading() as connection:
            return event_log(connection).after(0, limit=100_000)


TestAnyAppend = AnyAppend.TestCase
TestAnyAppend.settings = settings(max_examples=many(30, 300), stateful_step_count=20)
