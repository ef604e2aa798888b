"""
At the moment of saving the service is killed, the line cut or the session over: the text is there
afterwards, and it is recorded once.
"""

from __future__ import annotations

import html
import os
import random
import select
import signal
import subprocess
import sys
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import text

from service.access.sign_in import IDLE
from service.migrating import migrate
from tests.fakes.office import Office
from tests.fakes.served import on_a_port
from tests.faults.counts import SEED, many, tell
from tests.faults.own_server import OwnServer
from tests.faults.small_disk import SmallDisk, small_disk
from tests.faults.typist import Typist

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from contextlib import AbstractContextManager

ROOT = Path(__file__).parents[2]
TIMES = many(4, 200)
MORE = many(1, 8)
"""How much more room a disk has where more is tried."""
LONG = ("Words that somebody typed. " * 200).strip()


@pytest.fixture
def office(migrated_database_url: str) -> Iterator[Office]:
    opened = Office(migrated_database_url)
    yield opened
    opened.close()


def typist(office: Office, port: int) -> Typist:
    made = Typist(port=port, where=f"/children/{office.child}/record/contact")
    made.sign_in()
    return made


def said(number: int) -> str:
    return f"Invented call {number}: a child cried, “über Stunden”.\n{LONG}"


def judged(office: Office, what: str) -> None:
    """
    Count what is lost and what is there twice; a draft that was recorded must not lie about.
    """
    with office.throughline.reading() as session:
        facts = [str(event.content.get("fact")) for event in session.log.stream(office.child)]
        drafts = session.connection.execute(text("SELECT count(*) FROM draft")).scalar_one()
        where = session.connection.dialect.name
    counts = [facts.count(said(number)) for number in range(TIMES)]
    lost, doubled = counts.count(0), sum(count > 1 for count in counts)
    tell("saving", f"{what} on {where}", times=TIMES, lost=lost, doubled=doubled)
    assert (lost, doubled, drafts) == (0, 0, 0)


def finishes(one: Typist, number: int) -> str:
    """
    Come back to the form: what is still a draft is there word for word, and is sent again.
    """
    form = one.opens()
    if not form.fact:
        return "was recorded"
    assert form.fact == said(number)
    assert one.sends(form, form.fact)[0] == 303
    return "was a draft"


def test_a_killed_service_loses_and_doubles_nothing(office: Office) -> None:
    chance = random.Random(SEED)
    settings, moment = office.throughline.settings, office.clock.now().isoformat()
    url, key = settings.database_url, settings.session_key
    command = [sys.executable, "-m", "tests.faults.pages", url, key, moment]
    ways = {"was recorded": 0, "was a draft": 0}
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        child, port = map(int, process.stdout.readline().split())
        one = typist(office, port)
        try:
            for number in range(TIMES):
                form = one.opens()
                assert one.keeps(form, said(number)) == 200
                line = one.begins_to_send(form, said(number))
                # Some while after it was sent, or as soon as the answer comes.
                select.select([line], [], [], chance.uniform(0.0, 0.15))
                os.kill(child, signal.SIGKILL)
                child, one.port = map(int, process.stdout.readline().split())
                line.close()
                ways[finishes(one, number)] += 1
        finally:
            process.kill()
            os.kill(child, signal.SIGKILL)
    judged(office, "the service killed")
    assert sum(ways.values()) == TIMES


def test_a_cut_line_loses_and_doubles_nothing(office: Office) -> None:
    chance = random.Random(SEED)
    with on_a_port(office.app, threads=2) as port:
        one = typist(office, port)
        for number in range(TIMES):
            form = one.opens()
            assert one.keeps(form, said(number)) == 200
            one.begins_to_send(form, said(number), chance.choice((0.3, 0.9, 1.0, 1.0))).close()
            # The same window tries again, as if nothing had been heard of the first.
            assert one.sends(form, said(number))[0] == 303
    judged(office, "the line cut")


def test_a_session_that_is_over_loses_and_doubles_nothing(office: Office) -> None:
    with on_a_port(office.app, threads=2) as port:
        one = typist(office, port)
        for number in range(TIMES):
            form = one.opens()
            office.clock.forward(minutes=int(IDLE.total_seconds() // 60) + 1)
            assert one.keeps(form, said(number)) == 401
            status, page = one.sends(form, said(number))
            assert status == 401
            assert "NOT SAVED" in page
            assert said(number) in page
            one.sign_in()
            assert one.sends(form, said(number))[0] == 303
    judged(office, "the session over")


@contextmanager
def on_sqlite(folder: Path) -> Iterator[tuple[Office, SmallDisk]]:
    with small_disk(folder / "disk", megabytes=24 * MORE) as disk:
        url = f"sqlite:///{disk.folder / 'throughline.db'}"
        migrate(url)
        office = Office(url)
        yield office, disk
        office.close()


@contextmanager
def on_postgresql(folder: Path) -> Iterator[tuple[Office, SmallDisk]]:
    # Only the user that a server runs as may come to its data, and pytest's folders keep it out.
    with (
        TemporaryDirectory(prefix="throughline-disk-") as room,
        small_disk(Path(room) / "disk", megabytes=240) as disk,
    ):
        Path(room).chmod(0o755)
        server = OwnServer(disk.folder)
        try:
            url = server.url()
            migrate(url)
            office = Office(url)
            yield office, disk
            office.close()
        finally:
            server.remove()


@pytest.mark.usefixtures("postgresql_server")
@pytest.mark.parametrize("on", [on_sqlite, on_postgresql])
def test_a_full_disk_loses_and_doubles_nothing_and_says_not_saved(
    tmp_path: Path, on: Callable[[Path], AbstractContextManager[tuple[Office, SmallDisk]]]
) -> None:
    refused = 0
    with on(tmp_path) as (office, disk), on_a_port(office.app, threads=2) as port:
        one = typist(office, port)
        for number in range(TIMES):
            form = one.opens()
            assert not form.fact, "what was recorded is a draft still"
            assert one.keeps(form, said(number)) == 200
            disk.fill()
            status, page = one.sends(form, said(number))
            disk.free()
            if status == 303:
                # There was room left in a file that had grown before.
                continue
            refused += 1
            assert (status, "NOT SAVED" in page) == (503, True)
            assert said(number) in html.unescape(page).replace("\r\n", "\n")
            assert one.opens().fact == said(number)
            assert one.sends(form, said(number))[0] == 303
        judged(office, "a full disk")
    # Floor: a disk that was never full would have shown nothing.
    assert refused >= TIMES // 2


@pytest.mark.usefixtures("postgresql_server")
def test_a_server_that_is_lost_at_the_moment_of_saving_loses_and_doubles_nothing() -> None:
    chance = random.Random(SEED)
    server = OwnServer()
    try:
        migrate(server.url())
        office = Office(server.url())
        ways = {"was recorded": 0, "was a draft": 0}
        with on_a_port(office.app, threads=2) as port:
            one = typist(office, port)
            for number in range(TIMES):
                form = one.opens()
                assert one.keeps(form, said(number)) == 200
                line = one.begins_to_send(form, said(number))
                select.select([line], [], [], chance.uniform(0.0, 0.1))
                server.kill()
                answer = line.recv(1 << 20)
                assert answer.startswith((b"HTTP/1.1 503", b"HTTP/1.1 303"))
                line.close()
                server.start()
                ways[finishes(one, number)] += 1
        judged(office, "the server lost")
        office.close()
    finally:
        server.remove()
    assert sum(ways.values()) == TIMES
