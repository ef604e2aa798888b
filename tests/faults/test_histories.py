"""What many people did at once with one log could have been done by one of them after another."""

from __future__ import annotations

import time
from dataclasses import replace
from random import Random
from typing import TYPE_CHECKING

import pytest

from events.clock import SystemClock
from events.log.checkpoints import seal
from events.log.verify import verified
from service.settings import Settings
from service.wiring import throughline
from tests.faults.anomalies import Held, Seen, Sent, anomalies
from tests.faults.children import Child, listen
from tests.faults.counts import SEED, TORTURE, tell
from tests.faults.histories import Client, Follower, seal_of
from tests.faults.recording import said_key
from tests.faults.standing import SIGNER

if TYPE_CHECKING:
    from collections.abc import Sequence

CLIENTS = 4
FOLLOWERS = 2


class Run:
    """
    Clients and followers at work on one log until so much has been done.
    """

    def __init__(self, url: str, operations: int, seed: int) -> None:
        self.url = url
        self._seed = seed
        self._random = Random(seed)
        # A client that is cut off in the middle of a reading has done nothing by it.
        self._each = operations // CLIENTS * 21 // 20
        self._kill_every = max(self._each // 12, 60)
        self.told: list[list[list[str]]] = []
        self.killed = 0
        self._running: dict[str, Child] = {}
        self._next_kill: dict[str, int] = {}

    def work(self) -> list[list[int]]:
        """
        Let them work, killing a client now and then; return what each follower met.
        """
        followers = [Child(Follower(url=self.url)) for _ in range(FOLLOWERS)]
        try:
            for number in range(CLIENTS):
                self._start(f"c{number}", 0, ())
            while self._running:
                listen([*self._running.values(), *followers], 0.2)
                for name, child in list(self._running.items()):
                    self._look(name, child)
            self._come_to_the_end(followers)
        finally:
            for child in [*self._running.values(), *followers]:
                child.kill()
                child.bury()
        return [[int(word) for _, *some in one.told for word in some] for one in followers]

    def _start(self, name: str, first: int, unknown: tuple[str, ...]) -> None:
        self._next_kill[name] = first + self._random.randint(20, self._kill_every)
        self._running[name] = Child(
            Client(
                url=self.url,
                name=name,
                first=first,
                last=max(self._each, first + len(unknown) + 1),
                seed=self._seed,
                unknown=unknown,
                cuts=not self.url.startswith("sqlite"),
            )
        )

    def _look(self, name: str, child: Child) -> None:
        last = child.told[-1] if child.told else ["", "0"]
        if last[0] == "done":
            child.bury()
            self.told.append(child.told)
            del self._running[name]
        elif last[0] == "call" and int(last[1]) >= self._next_kill[name]:
            child.kill()
            child.bury()
            self.killed += 1
            self.told.append(child.told)
            del self._running[name]
            if child.told[-1][0] == "done":
                return
            done = max(int(line[1]) for line in child.told if line[0] in {"call", "back"})
            self._start(name, done + 1, unanswered(child.told))

    def _come_to_the_end(self, followers: Sequence[Child]) -> None:
        house = throughline(Settings(database_url=self.url))
        with house.reading() as session:
            newest = session.connection.exec_driver_sql("SELECT max(position) FROM event").scalar()
        house.database.close()
        patience = time.monotonic() + 60
        while any(one.told[-1:] and one.told[-1][-1] != str(newest) for one in followers):
            assert time.monotonic() < patience, "a follower does not come to the end of the log"
            listen(followers, 0.1)


def unanswered(told: Sequence[Sequence[str]]) -> tuple[str, ...]:
    """
    Return the keys of which a client never learned whether they were recorded.
    """
    open_keys: dict[str, str] = {}
    settled: set[str] = set()
    for line in told:
        if line[0] == "call" and line[2] == "append":
            open_keys[line[1]] = line[3]
        elif line[0] == "back" and (key := open_keys.pop(line[1], None)):
            settled.add(key)
    return tuple(dict.fromkeys(key for key in open_keys.values() if key not in settled))


def history(told: Sequence[Sequence[Sequence[str]]]) -> tuple[list[Sent], list[Seen]]:
    """
    Read what clients told into calls and their answers.
    """
    sent, seen = [], []
    for lines in told:
        calls: dict[str, Sequence[str]] = {}
        for line in lines:
            if line[0] == "call":
                calls[line[1]] = line
            elif line[0] == "back":
                _, n, how, back, *rest = line
                _, _, _, what, call = calls.pop(n)
                if how == "read":
                    seen.append(
                        Seen(label=what, call=int(call), back=int(back), count=int(rest[0]),
                             said=rest[1])
                    )  # fmt: skip
                elif how == "moved":
                    sent.append(Sent(key=what, call=int(call), back=int(back), refused=True))
                else:
                    sent.append(
                        Sent(
                            key=what, call=int(call), back=int(back), position=int(rest[0]),
                            version=int(rest[1]),
                            decided_on=None if rest[2] == "-" else int(rest[2]),
                        )
                    )  # fmt: skip
        sent += [
            Sent(key=line[3], call=int(line[4])) for line in calls.values() if line[2] == "append"
        ]
    return sent, seen


@pytest.mark.timeout(3600)
@pytest.mark.parametrize(
    ("operations", "turn"),
    [(1600, 0), *(pytest.param(10_000, n, marks=pytest.mark.torture) for n in range(1, 11))],
)
def test_no_history_of_many_clients_has_an_anomaly(
    migrated_database_url: str, operations: int, turn: int
) -> None:
    run = Run(migrated_database_url, operations, SEED + turn)
    followed = run.work()
    house = throughline(Settings(database_url=migrated_database_url))
    with house.reading() as session:
        held = [
            Held(key=said_key(event.content), position=event.position, version=event.version)
            for event in session.log.after(0, limit=10_000_000)
        ]
    sent, seen = history(run.told)

    assert anomalies(sent, seen, followed, held) == []
    seal(house.database, SIGNER, SystemClock())
    found = verified(house.database, {SIGNER.key_id: SIGNER.public})
    house.database.close()
    assert found.ok, found
    assert found.size == len(held)

    cuts = sum(line == ["cut"] for lines in run.told for line in lines)
    refused = sum(one.refused for one in sent)
    unknown = sum(one.back is None for one in sent)
    again = len(sent) - len({one.key for one in sent})
    # Floors: a history in which nothing overlapped or failed could not have shown anything.
    assert len(sent) + len(seen) >= operations
    assert len(seen) >= 0.2 * operations
    assert again >= 0.05 * operations
    assert refused >= 0.005 * operations
    assert run.killed >= 4
    assert unknown >= 1
    sqlite = migrated_database_url.startswith("sqlite")
    assert sqlite or cuts >= operations / 1000
    if TORTURE:
        tell(
            "histories",
            f"{'SQLite' if sqlite else 'PostgreSQL'}, log {turn:02}",
            operations=len(sent) + len(seen),
            appends=len(sent),
            readings=len(seen),
            sent_again=again,
            refused_because_the_stream_moved=refused,
            without_an_answer=unknown,
            clients_killed=run.killed,
            connections_cut=cuts,
            events=len(held),
            anomalies=0,
        )


class TestTheCheckerFinds:
    """
    Each history here is one that a broken log would give; the first is honest.
    """

    HELD = (
        Held(key="a@s", position=1, version=1),
        Held(key="b@s", position=2, version=2),
        Held(key="c@t", position=4, version=1),
    )
    SENT = (
        Sent(key="a@s", call=0, back=10, position=1, version=1),
        Sent(key="b@s", call=20, back=30, position=2, version=2, decided_on=1),
        Sent(key="c@t", call=20, back=None),
    )
    SEEN = (Seen(label="s", call=12, back=15, count=1, said=seal_of([1])),)
    FOLLOWED = ((1, 2, 4),)

    def test_nothing_in_an_honest_history(self) -> None:
        assert anomalies(self.SENT, self.SEEN, self.FOLLOWED, self.HELD) == []

    @pytest.mark.parametrize(
        ("words", "changed"),
        [
            ("acknowledged and lost", {"held": HELD[1:]}),
            ("recorded twice", {"held": (*HELD, Held(key="a@s", position=5, version=3))}),
            ("never sent", {"sent": SENT[:2]}),
            ("refused and recorded", {"sent": (*SENT[:2], Sent(key="c@t", call=20, refused=True))}),
            ("said to lie elsewhere", {"sent": (replace(SENT[0], position=9), *SENT[1:])}),
            ("decided on", {"sent": (SENT[0], replace(SENT[1], decided_on=0), SENT[2])}),
            ("has a gap", {"held": (HELD[0], replace(HELD[1], version=3), HELD[2])}),
            ("done before it", {"sent": (replace(SENT[0], call=40, back=50), *SENT[1:])}),
            ("not its beginning", {"seen": (replace(SEEN[0], said=seal_of([2])),)}),
            ("sent after it", {"sent": (replace(SENT[0], call=16, back=18), *SENT[1:])}),
            ("acknowledged before it", {"seen": (replace(SEEN[0], count=0, said=seal_of([])),)}),
            (
                "one before it had shown",
                {
                    "sent": (replace(SENT[0], back=None, position=None), *SENT[1:]),
                    "seen": (*SEEN, Seen(label="s", call=16, back=17, count=0, said=seal_of([]))),
                },
            ),
            ("follower 0", {"followed": ((1, 4),)}),
            ("follower 0", {"followed": ((2, 1, 4),)}),
        ],
    )
    def test_what_could_not_have_been(self, words: str, changed: dict[str, tuple]) -> None:
        parts = {"sent": self.SENT, "seen": self.SEEN, "followed": self.FOLLOWED, "held": self.HELD}

        found = anomalies(**{**parts, **changed})

        assert any(words in one for one in found), found
