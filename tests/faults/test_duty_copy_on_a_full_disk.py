"""A full disk costs nobody the duty copy that they have, and the next one comes by itself."""

from __future__ import annotations

import os
import subprocess
import sys
from base64 import b64encode
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from service.duty.health import duty_health
from service.duty.making import make_duty_copies
from tests.fakes.office import CANARIES, Office
from tests.faults.small_disk import small_disk
from tests.faults.test_files_survive_kill import given, whole

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any

    from service.wiring import Throughline
    from tests.faults.small_disk import SmallDisk


class Night:
    """
    An office that makes its duty copies onto a small disk.
    """

    def __init__(self, office: Office, disk: SmallDisk) -> None:
        self.office, self.disk, self.folder = office, disk, disk.folder / "copies"
        settings = replace(office.throughline.settings, duty_copies=str(self.folder))
        self.house: Throughline = replace(office.throughline, settings=settings)

    def passes(self) -> int:
        """
        Let a day go by, make what is due, and return how many copies were made.
        """
        self.office.clock.forward(minutes=24 * 60)
        return self.sweeps()

    def sweeps(self) -> int:
        return sum(make_duty_copies(self.house, self.office.clock.now()) for _ in range(4))

    def files(self) -> dict[str, bytes]:
        return {file.name: file.read_bytes() for file in self.folder.iterdir()}

    def health(self) -> dict[str, Any]:
        with self.house.reading() as session:
            return duty_health(session.connection, self.house.settings, session.now)


@pytest.fixture
def night(migrated_database_url: str, tmp_path: Path) -> Iterator[Night]:
    office = Office(migrated_database_url)
    with small_disk(tmp_path / "disk", megabytes=2) as disk:
        yield Night(office, disk)
    office.close()


def test_the_copy_that_is_there_stays_and_the_next_comes_once_there_is_room(night: Night) -> None:
    made = night.passes()
    before, taken = night.files(), given(night.office, night.house)
    assert made == len(before) > 0

    night.disk.fill()
    for _ in range(3):
        assert night.passes() == 0
        assert night.files() == before, "half a copy was left, or the old one touched"
        assert given(night.office, night.house) == taken
    said = " ".join(night.health()["wrong"])
    assert "its disk is full" in said
    assert "tried again by itself" in said
    assert not any(word in said for word in CANARIES)

    night.disk.free()
    assert night.passes() == made
    assert night.health()["wrong"] == []
    after = night.files()
    assert set(after) > set(before) or not set(after) & set(before)
    assert all(whole(content) for content in after.values())
    assert given(night.office, night.house) != taken


def test_whoever_makes_one_by_hand_is_told_that_the_disk_is_full(
    night: Night, migrated_database_url: str
) -> None:
    night.passes()
    before = night.files()
    night.disk.fill()
    command = Path(sys.executable).with_name("throughline")
    ran = subprocess.run(
        [str(command), "duty-copy"],
        capture_output=True,
        text=True,
        check=False,
        env={
            **os.environ,
            "THROUGHLINE_DATABASE_URL": migrated_database_url,
            "THROUGHLINE_DUTY_COPIES": str(night.folder),
            "THROUGHLINE_SIGNING_KEY": b64encode(bytes(range(32))).decode(),
        },
    )
    assert ran.returncode == 1, ran.stderr
    assert "its disk is full. Make room there" in ran.stderr
    assert "Traceback" not in ran.stderr
    assert night.files() == before
