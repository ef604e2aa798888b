"""Gives an account's owner a code to set their password: by their own e-mail, or by hand."""

from __future__ import annotations

from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime, make_msgid
from typing import TYPE_CHECKING

from escalation.running.deliveries.email import MailServer, send
from service.access.accounts import account_of
from service.access.errors import AccountRefused
from service.access.password_codes import LASTS, keep_code, new_code
from service.posting import mail_server

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID

    from service.access.accounts import Account
    from service.wiring import Throughline

NOT_TAKEN = (
    "The mail server did not take the message, and nothing was changed. Try again;"
    " or use throughline user password USERNAME --hand-over on the server"
)


def give_code(house: Throughline, user: UUID, *, by: str, by_hand: bool = False) -> str:
    """
    Make a code for an account, and send it where its owner alone reads it.

    Args:
        by: Who asks for it, as the access log names people.
        by_hand: Hand it over although mail goes out: for the operator alone.

    Returns:
        The code, where no mail goes out and it is handed over; "" where it was sent.

    Raises:
        AccountRefused: There is no such active user, or the mail server did not take it.
    """
    server = mail_server(house.settings)
    handed = by_hand or not server.configured
    code = new_code()
    if not handed:
        with house.reading() as session:
            account, now = account_of(session.connection, user), session.now
        if account is None or not account.active:
            raise AccountRefused({"user": "Choose somebody whose account is active"})
        # Before it counts and not through the outbox: a code that waits there could be read there.
        try:
            send(_letter(account, code, server, now), server)
        except (OSError, ValueError):
            raise AccountRefused({"user": NOT_TAKEN}) from None
    with house.writing() as session:
        keep_code(session.connection, code, user=user, by=by, handed=handed, now=session.now)
    return code if handed else ""


def _letter(account: Account, code: str, server: MailServer, now: datetime) -> EmailMessage:
    mail = EmailMessage(policy=SMTP)
    mail["Message-ID"] = make_msgid(domain=server.sender.rpartition("@")[2] or "localhost")
    mail["Date"] = format_datetime(now)
    mail["From"] = server.sender
    mail["To"] = account.email
    mail["Subject"] = "Set your Throughline password"
    mail["Auto-Submitted"] = "auto-generated"
    mail.set_content(
        "Your Throughline account needs a new password, which you choose yourself.\n\n"
        f"Open {server.address}/set-password\n"
        f"and type your user name and this code: {code}\n\n"
        f"It works once, within {int(LASTS.total_seconds()) // 3600} hours."
        " Give it to nobody: whoever administers accounts never needs it.\n"
        "If you did not expect this, tell your safeguarding lead today.\n"
    )
    return mail
