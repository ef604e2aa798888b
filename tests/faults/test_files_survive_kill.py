"""
Files that are killed half-way: an attachment is there with its event and whole, or not at all; a
duty copy that somebody is given is whole, and nothing of a record is left lying beside it.
"""

from __future__ import annotations

import json
import os
import random
import select
import signal
import socket
import subprocess
import sys
from base64 import b64encode
from dataclasses import replace
from hashlib import sha256
from http.client import HTTPConnection
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import text

from projections.chronology.attachments import ADDED, attachment
from service.attachments.kept_files import kept_file, lost_files
from service.duty.making import make_duty_copies
from service.duty.taking import content_of, open_to_me
from tests.factories.files import PDF
from tests.fakes.office import Office
from tests.faults.counts import SEED, TORTURE, many, tell

if TYPE_CHECKING:
    from collections.abc import Iterator

    from service.wiring import Throughline

ROOT = Path(__file__).parents[2]
TIMES = many(4, 200)
NIGHTS = many(1, 5)
STEPS = range(1, 10) if TORTURE else (4, 6, 8)
"""All that a night takes: its turn, the access log, the file, its place, the table. In a short run
half of the file is written, it is not in its place, it is there and not in the table."""
BOTH = text(
    "SELECT (SELECT count(*) FROM event WHERE kind = 'attachment_added'),"
    " (SELECT count(*) FROM attached_file)"
)


@pytest.fixture
def office(migrated_database_url: str) -> Iterator[Office]:
    opened = Office(migrated_database_url)
    yield opened
    opened.close()


def letter(number: int) -> bytes:
    """
    Return a PDF of its own, long enough that it is not written at once.
    """
    noise = random.Random(f"{SEED}/{number}").randbytes(400_000)
    return PDF.removesuffix(b"%%EOF\n") + b"%" + noise + b"\n%%EOF\n"


def sending(office: Office, token: str, number: int) -> tuple[str, bytes, dict[str, str]]:
    body = {"title": f"Letter {number}", "content": b64encode(letter(number)).decode()}
    head = {
        "Authorization": f"Bearer {token}",
        "Content-Type": "application/json",
        "Idempotency-Key": f"letter-{number}",
    }
    return f"/api/entries/{office.entry}/attachments", json.dumps(body).encode(), head


def test_a_killed_service_leaves_no_file_without_its_event_and_no_event_without_its_file(
    office: Office,
) -> None:
    chance, token = random.Random(SEED), office.token()
    settings, moment = office.throughline.settings, office.clock.now().isoformat()
    command = [
        sys.executable, "-m", "tests.faults.pages", settings.database_url, settings.session_key,
        moment,
    ]  # fmt: skip
    apart = 0
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        child, port = map(int, process.stdout.readline().split())
        try:
            for number in range(TIMES):
                path, body, head = sending(office, token, number)
                lines = "".join(f"{name}: {said}\r\n" for name, said in head.items())
                line = socket.create_connection(("127.0.0.1", port), timeout=30)
                line.sendall(
                    f"POST {path} HTTP/1.1\r\nHost: 127.0.0.1\r\n{lines}"
                    f"Content-Length: {len(body)}\r\n\r\n".encode()
                    + body
                )
                # Some while after it was sent, or as soon as the answer comes.
                select.select([line], [], [], chance.uniform(0.0, 0.15))
                os.kill(child, signal.SIGKILL)
                child, port = map(int, process.stdout.readline().split())
                line.close()
                with office.throughline.reading() as session:
                    events, files = session.connection.execute(BOTH).one()
                apart += events != files
                again = HTTPConnection("127.0.0.1", port, timeout=30)
                again.request("POST", path, body, head)
                answer = again.getresponse()
                assert answer.status == 201, answer.read()
                again.close()
        finally:
            process.kill()
            os.kill(child, signal.SIGKILL)
    with office.throughline.reading() as session:
        added = [attachment(e) for e in session.log.stream(office.child) if e.kind == ADDED]
        kept = [kept_file(session.connection, one.stream, one.sha256) for one in added]
        lost, where = lost_files(session.connection), session.connection.dialect.name
    wanted = [sha256(letter(number)).hexdigest() for number in range(TIMES)]
    half = sum(content is None for content in kept) + len(lost)
    tell("saving", f"a file, the service killed, on {where}", times=TIMES, apart=apart, half=half)
    assert (apart, half) == (0, 0)
    assert [one.sha256 for one in added] == wanted


def test_a_worker_killed_at_any_step_of_a_duty_copy_leaves_nothing_half_to_read(
    office: Office, tmp_path: Path
) -> None:
    folder = tmp_path / "copies"
    with office.throughline.reading() as session:
        where = session.connection.dialect.name
    house = replace(
        office.throughline,
        settings=replace(office.throughline.settings, duty_copies=str(folder)),
    )
    killed = left = half = 0
    for step in [*STEPS] * NIGHTS:
        office.clock.forward(minutes=24 * 60)
        command = [
            sys.executable, "-m", "tests.faults.copying", house.settings.database_url, str(folder),
            office.clock.now().isoformat(), str(step),
        ]  # fmt: skip
        died = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
        assert died.returncode in {0, -signal.SIGKILL}, died.stderr
        killed += died.returncode != 0
        half += sum(not whole(content) for content in given(office, house))
        office.clock.forward(minutes=3 * 60)
        while make_duty_copies(house, office.clock.now()):
            pass
        half += sum(not whole(content) for content in given(office, house))
        left += sum(not name.name.endswith(".pdf") for name in folder.iterdir())
        half += sum(not whole(name.read_bytes()) for name in folder.glob("*.pdf"))
    assert given(office, house), "nobody was given a copy"
    tell(
        "saving", f"a duty copy, the worker killed, on {where}", times=killed, half=half, left=left
    )
    assert (half, left) == (0, 0)
    # Floor: a worker that was never killed would have shown nothing.
    assert killed == len(STEPS) * NIGHTS


def given(office: Office, house: Throughline) -> list[bytes]:
    """
    Return what those who may have a copy are given now; nothing where none was made yet.
    """
    with house.reading() as session:
        ready = [one for one in open_to_me(session, office.reader("manager")) if one.file]
    found = [content_of(house.settings, one) for one in ready]
    return [b"" if content is None else content for content in found]


def whole(content: bytes) -> bool:
    """
    Tell whether a file is a PDF from beginning to end.
    """
    return content.startswith(b"%PDF-") and content.rstrip().endswith(b"%%EOF")
