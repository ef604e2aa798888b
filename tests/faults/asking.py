"""Processes that answer requests on a disk that fails, each at another place, and tell how."""

from __future__ import annotations

import os
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from events.errors import LogUnavailable
from service.settings import Settings
from service.web.app import create_app
from service.wiring import throughline
from tests.faults.children import Child

if TYPE_CHECKING:
    from collections.abc import Callable

TRIES = 60
FAILS_AT = 300
"""Which call of a process the tracer makes fail. One that is to fail at its seventh has spent the
others before, on a file that is nobody's: so one tracer serves for every place."""
SPENT = "spent"


@dataclass(frozen=True, kw_only=True)
class Asking:
    """
    Asks through the API to record some entries, each until it is recorded.

    Args:
        folder: Holds the database, and a file to spend calls on.
        place: Which of its calls on the database's files fails.
    """

    folder: Path
    place: int
    call: str
    token: str
    child: str
    times: int

    def __call__(self, tell: Callable[..., object]) -> None:
        """
        Tell each answer.
        """
        _spend(self.folder / SPENT, self.call, FAILS_AT - self.place)
        url = f"sqlite:///{self.folder / 'throughline.db'}"
        app = None
        for n in range(self.times):
            for _ in range(TRIES):
                if app is None:
                    try:
                        app = create_app(
                            throughline(Settings(database_url=url, session_key="k" * 40))
                        )
                    except LogUnavailable:
                        tell(n, "unopened", "-")
                        continue
                answer = app.test_client().post(
                    f"/api/children/{self.child}/entries",
                    json=entry(n),
                    headers={
                        "Authorization": f"Bearer {self.token}",
                        "Idempotency-Key": f"failing/{n}",
                    },
                )
                told = answer.get_json()
                tell(n, answer.status_code, told.get("id") or told["type"])
                if answer.status_code < 400:
                    break


def _spend(file: Path, call: str, times: int) -> None:
    spent = os.open(file, os.O_WRONLY | os.O_CREAT)
    for _ in range(times):
        if call == "fdatasync":
            os.fdatasync(spent)
        else:
            os.pwrite(spent, b".", 0)
    os.close(spent)


def entry(n: int) -> dict[str, object]:
    """
    Return what is asked to be recorded.
    """
    return {
        "kind": "contact",
        "occurred": {"from": "2026-03-20", "precision": "day"},
        "learned_on": "2026-03-20",
        "content": {"from_whom": "neighbour", "about": f"failing/{n}", "fact": "x" * 3000},
    }


def main(folders: str, call: str, token: str, child: str, times: str) -> None:
    """
    Ask in each folder, which is named after the place that fails, in a process of its own.
    """
    for folder in sorted(Path(folders).iterdir(), key=lambda one: int(one.name)):
        asking = Child(
            Asking(
                folder=folder, place=int(folder.name), call=call, token=token, child=child,
                times=int(times),
            )
        )  # fmt: skip
        asking.bury()
        sys.stdout.write(f"{folder.name} pid {asking.pid}\n")
        for words in asking.told:
            sys.stdout.write(f"{folder.name} {' '.join(words)}\n")
