"""Sweeps until nothing is due, as a process of its own that can be struck at any moment."""

from __future__ import annotations

import os
import signal
import sys
from itertools import count
from threading import Timer
from typing import TYPE_CHECKING

from sqlalchemy import event

from escalation.running.deliveries.email import ByMail, MailServer
from escalation.running.parcels import Posting
from escalation.running.sweep import sweep
from service.migrating import open_database
from tests.fakes.people import PeopleInMemory
from tests.fakes.stopped_clock import StoppedClock

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from events.log.database import Database

TELLING = ("INSERT INTO inbox", "UPDATE delivery")


def main(url: str, now: str, port: str, commits: str = "", seconds: str = "0") -> None:
    """
    Sweep once, with mail.

    Args:
        commits: So many that tell somebody are made, and then it is struck; none where it may live.
        seconds: How long after the last of those.
    """
    database, people, clock = open_database(url), PeopleInMemory(), StoppedClock(now)
    if commits:
        struck_after(int(commits), float(seconds), database)
    server = MailServer(host="127.0.0.1", port=int(port), sender="throughline@agency.invalid")
    sweep(database, people, clock, posting=Posting(carriers={"email": ByMail(server)}))


def struck_after(commits: int, seconds: float, database: Database) -> None:
    """
    Have this process killed some while after so many commits that told somebody.

    It needs nobody beside it who is quick enough: a machine with much else to do has nobody.
    """
    made = count(1)

    def tells(connection: Connection, _cursor: object, statement: str, *_: object) -> None:
        if statement.startswith(TELLING):
            connection.info["tells"] = True

    def look(connection: Connection) -> None:
        if connection.info.pop("tells", False) and next(made) == commits:
            Timer(seconds, os.kill, (os.getpid(), signal.SIGKILL)).start()

    event.listen(database.engine, "before_cursor_execute", tells)
    event.listen(database.engine, "commit", look)


if __name__ == "__main__":
    main(*sys.argv[1:])
