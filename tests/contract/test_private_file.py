"""The embedded database holds children's records: nobody else on the machine may read it."""

from __future__ import annotations

from pathlib import Path

from service.migrating import migrate


def test_nobody_else_on_the_machine_can_read_the_embedded_record(tmp_path: Path) -> None:
    file = tmp_path / "var" / "throughline.db"

    migrate(f"sqlite:///{file}")

    assert [one.stat().st_mode & 0o077 for one in file.parent.iterdir()] == [0] * len(
        list(file.parent.iterdir())
    )
