"""Sweeps until nothing is due, as a process of its own that a test may kill at any moment."""

from __future__ import annotations

import sys

from escalation.running.deliveries.email import ByMail, MailServer
from escalation.running.parcels import Posting
from escalation.running.sweep import sweep
from service.migrating import open_database
from tests.fakes.people import PeopleInMemory
from tests.fakes.stopped_clock import StoppedClock


def main(url: str, now: str, port: str) -> None:
    """
    Sweep once, with mail.
    """
    database, people, clock = open_database(url), PeopleInMemory(), StoppedClock(now)
    server = MailServer(host="127.0.0.1", port=int(port), sender="throughline@agency.invalid")
    sweep(database, people, clock, posting=Posting(carriers={"email": ByMail(server)}))


if __name__ == "__main__":
    main(*sys.argv[1:])
