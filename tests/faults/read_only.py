"""A process without any right over the database's file but to read it, and then with more."""

from __future__ import annotations

import os
import shutil
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from service.settings import Settings
from service.web.app import create_app
from service.wiring import throughline
from tests.fakes.office import PASSWORD
from tests.faults.asking import entry

if TYPE_CHECKING:
    from collections.abc import Callable
    from uuid import UUID

    from flask.testing import FlaskClient
    from werkzeug.test import TestResponse

NOBODY = 65534
TRIES = 5
TYPED = "He hid behind the sofa."


@dataclass(frozen=True, kw_only=True)
class ReadOnly:
    """
    Asks a page and the API to record in a file that cannot be written, then in the same one once
    it can.
    """

    file: Path
    token: str
    child: UUID

    def __call__(self, tell: Callable[..., object]) -> None:
        """
        Tell each answer.
        """
        folder = Path(tempfile.mkdtemp(prefix="throughline-read-only-"))
        file = folder / self.file.name
        try:
            for part in self.file.parent.iterdir():
                shutil.copyfile(part, folder / part.name)
                (folder / part.name).chmod(0o600)
            file.chmod(0o444)
            if os.geteuid() == 0:
                # Whoever holds every right is refused nothing: this process gives them up.
                for one in (folder, *folder.iterdir()):
                    os.chown(one, NOBODY, NOBODY)
                os.setresuid(NOBODY, NOBODY, NOBODY)
            self._ask(file, tell)
        finally:
            shutil.rmtree(folder, ignore_errors=True)

    def _ask(self, file: Path, tell: Callable[..., object]) -> None:
        house = throughline(Settings(database_url=f"sqlite:///{file}", session_key="k" * 40))
        app = create_app(house)
        app.config["WTF_CSRF_ENABLED"] = False
        with house.reading() as session:
            before = session.log.settled()
        page = app.test_client().post(
            "/sign-in", data={"username": "invented.worker", "password": PASSWORD, "next": TYPED}
        )
        tell(page.status_code, "kept" if "NOT SAVED" in page.text else "not-kept")
        asked = self._record(app.test_client())
        tell(asked.status_code, asked.get_json()["type"])
        with house.reading() as session:
            tell(session.log.settled() - before, "entries")
        # SQLite gives the files that it puts beside it the same mode.
        for one in file.parent.glob(f"{file.name}*"):
            one.chmod(0o600)
        # A connection that was opened for reading is closed by the first try that it refuses.
        tries = (self._record(app.test_client()).status_code for _ in range(TRIES))
        tell(next((status for status in tries if status != 503), "never"))

    def _record(self, client: FlaskClient) -> TestResponse:
        return client.post(
            f"/api/children/{self.child}/entries",
            json=entry(0),
            headers={"Authorization": f"Bearer {self.token}", "Idempotency-Key": "read-only"},
        )
