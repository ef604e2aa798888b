"""
A disk that fails at any one write or flush loses nothing, halves nothing, and work goes on by
itself once it is well again: whatever the place.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import UUID

import pytest

from events.clock import SystemClock
from events.log.checkpoints import seal
from events.log.verify import verified
from projections.stored.rebuild import check
from service.settings import Settings
from service.wiring import throughline
from tests.fakes.office import Office
from tests.faults.asking import FAILS_AT, SPENT
from tests.faults.children import Child
from tests.faults.counts import TORTURE, tell
from tests.faults.read_only import ReadOnly
from tests.faults.standing import SIGNER

if TYPE_CHECKING:
    from collections.abc import Sequence

ROOT = Path(__file__).parents[2]
_RUN = "import sys; from tests.faults.asking import main; main(*sys.argv[1:])"
ENTRIES = 3
AT_ONCE = 15
LEAST_PLACES = 6
UNAVAILABLE = {("503", "/api/docs#unavailable"), ("unopened", "-")}


@dataclass(frozen=True, kw_only=True)
class Ready:
    """
    A file with a child in it, to be copied for each run, and a token that may record.
    """

    file: Path
    token: str
    child: UUID
    events: int

    def copied(self, folder: Path) -> Path:
        folder.mkdir()
        for part in self.file.parent.iterdir():
            shutil.copyfile(part, folder / part.name)
            (folder / part.name).chmod(0o600)
        return folder / self.file.name


@pytest.fixture(scope="module")
def ready(tmp_path_factory: pytest.TempPathFactory, _migrated_sqlite_file: Path) -> Ready:
    file = tmp_path_factory.mktemp("ready") / "throughline.db"
    shutil.copyfile(_migrated_sqlite_file, file)
    office = Office(f"sqlite:///{file}", now=SystemClock().now())
    with office.throughline.reading() as session:
        events = session.log.settled()
    made = Ready(file=file, token=office.token(), child=office.child, events=events)
    office.close()
    return made


def ask(
    ready: Ready, folder: Path, failure: str, places: Sequence[int]
) -> dict[int, list[list[str]]]:
    """
    Ask under a tracer that makes a call on the database's files fail, each time at another place;
    return how each try was answered, by the places at which something really failed.
    """
    tracer = shutil.which("strace")
    assert tracer, "strace is needed: it makes the disk fail"
    call, _, how = failure.partition(":")
    folders = folder / "asked"
    folders.mkdir()
    files = [ready.copied(folders / str(place)) for place in places]
    told_apart = [
        part
        for file in files
        for named in (file, f"{file}-wal", file.with_name(SPENT))
        for part in ("-P", str(named))
    ]
    trace = folder / "trace"
    run = subprocess.run(
        [tracer, "-f", "--seccomp-bpf", "-o", str(trace), *told_apart,
         "-e", f"trace={call}", "-e", f"inject={call}:{how}",
         sys.executable, "-c", _RUN, str(folders), call, ready.token, str(ready.child),
         str(ENTRIES)],
        cwd=ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert run.returncode == 0, run.stderr[-3000:]
    failed = set(re.findall(r"^(\d+) .*\(INJECTED\)", trace.read_text(), re.MULTILINE))
    told: dict[int, list[list[str]]] = {place: [] for place in places}
    for line in run.stdout.splitlines():
        place, *words = line.split()
        told[int(place)].append(words)
    trace.unlink()
    return {place: words[1:] for place, words in told.items() if words[0][1] in failed}


def stands(file: Path, told: list[list[str]], before: int) -> None:
    """
    Check that every entry is there once and whole, and that each try had a clear answer.
    """
    for n in range(ENTRIES):
        *tries, last = [words[1:] for words in told if words[0] == str(n)]
        assert last[0] in {"201", "200"}, told
        assert all(tuple(one) in UNAVAILABLE for one in tries), told
    house = throughline(Settings(database_url=f"sqlite:///{file}"))
    try:
        with house.reading() as session:
            found = [event.content.get("about") for event in session.log.after(0, limit=10_000)]
            (whole,) = session.connection.exec_driver_sql("PRAGMA integrity_check").one()
        assert [found.count(f"failing/{n}") for n in range(ENTRIES)] == [1] * ENTRIES
        assert len(found) == before + ENTRIES
        assert whole == "ok"
        seal(house.database, SIGNER, SystemClock())
        judged = verified(house.database, {SIGNER.key_id: SIGNER.public})
        assert judged.ok, judged
        assert not any(model.differing or model.stopped for model in check(house.database))
    finally:
        house.database.close()


FAILURES = {
    "a failing flush": f"fdatasync:error=EIO:when={FAILS_AT}",
    "a failing write": f"pwrite64:error=EIO:when={FAILS_AT}",
    "a full disk": f"pwrite64:error=ENOSPC:when={FAILS_AT}..{FAILS_AT + 12}",
    "a disk that turned read-only": f"pwrite64:error=EROFS:when={FAILS_AT}..{FAILS_AT + 12}",
}
"""Single faults, and faults that last for some calls; always on the files of the database alone."""


@pytest.mark.timeout(3600)
@pytest.mark.parametrize(
    ("failure", "places"),
    [
        ("a failing flush", (1, 4)),
        ("a full disk", (1, 4)),
        *(pytest.param(failure, (), marks=pytest.mark.torture) for failure in FAILURES),
    ],
)
def test_wherever_the_disk_fails_nothing_is_lost_or_half_written_and_work_goes_on(
    ready: Ready, tmp_path: Path, failure: str, places: tuple[int, ...]
) -> None:
    """
    ``places`` are the calls that fail, each in a process of its own; none means every one, until
    a process makes fewer calls than that.
    """
    failing = refused = 0
    for some in [places] if places else (range(n, n + AT_ONCE) for n in count(1, AT_ONCE)):
        folder = tmp_path / str(some[0])
        folder.mkdir()
        told = ask(ready, folder, FAILURES[failure], some)
        for place, answers in told.items():
            stands(folder / "asked" / str(place) / ready.file.name, answers, ready.events)
            failing += 1
            refused += sum(words[1] in {"503", "unopened"} for words in answers)
        shutil.rmtree(folder)
        if len(told) < len(some):
            break
    # Floors: places at which nothing failed would have shown nothing.
    assert failing >= (len(places) or LEAST_PLACES)
    assert refused >= 1, "no failure reached anybody who was recording"
    if TORTURE:
        tell(
            "disk",
            failure,
            places=failing,
            tries_refused_with_503=refused,
            entries_asked_for=ENTRIES * failing,
            lost=0,
            twice=0,
            half_written=0,
        )


def test_a_file_that_cannot_be_written_keeps_the_text_and_is_written_once_it_can(
    ready: Ready,
) -> None:
    asked = Child(ReadOnly(file=ready.file, token=ready.token, child=ready.child))
    asked.bury()

    assert asked.told == [
        ["503", "kept"],
        ["503", "/api/docs#unavailable"],
        ["0", "entries"],
        ["201"],
    ]
