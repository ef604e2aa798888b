"""One sweep of an installation: what is owed, who hears of it, what goes out, what is sealed."""

from __future__ import annotations

import os
import socket
from typing import TYPE_CHECKING

from escalation.running.complete import check_what_is_due
from escalation.running.heartbeat import NAME
from escalation.running.sweep import sweep
from service.access.forgetting import forget_sign_ins
from service.access.people import People
from service.database_clock import by_the_database
from service.duty.making import make_duty_copies
from service.posting import mail_server, posting_of
from service.sealing import seal_log
from service.watching import tell_watcher
from service.webhooks.delivering import deliver_webhooks
from service.webhooks.witnesses import tell_witnesses

if TYPE_CHECKING:
    from escalation.running.deliveries.email import MailServer
    from escalation.running.swept import Swept
    from service.wiring import Throughline


def sweep_once(house: Throughline, *, beats_as: str = NAME) -> Swept:
    """
    Do everything that is due now, send what waits, and seal the log behind it; then, at night,
    make a team's duty copy; and forget tries to sign in that are long past.

    Args:
        beats_as: As what the heartbeat notes it; health judges by those of the workers.

    Raises:
        LogUnavailable: The database cannot be reached; nothing half-done stands.
        SigningKeyMissing: There is no key to seal with.
    """
    house = by_the_database(house)
    done = sweep(
        house.database,
        People,
        house.clock,
        posting=posting_of(house),
        worker=f"{socket.gethostname()}:{os.getpid()}",
        every_seconds=house.settings.sweep_seconds,
        practice=house.practice,
        beats_as=beats_as,
    )
    check_what_is_due(house.database, People, now=done.now, practice=house.practice)
    tell_watcher(house)
    seal_log(house)
    tell_others(house, mail_server(house.settings))
    make_duty_copies(house, house.clock.now())
    forget_sign_ins(house)
    return done


def tell_others(house: Throughline, server: MailServer) -> None:
    """
    Send what subscribers and witnesses lack, after everything that somebody in the service needs.

    Raises:
        LogUnavailable: The database cannot be reached.
    """
    now = house.clock.now()
    deliver_webhooks(house, now)
    tell_witnesses(house, server, now)
