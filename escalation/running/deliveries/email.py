"""Sends a message over SMTP; it names nobody and says nothing of any record."""

from __future__ import annotations

import smtplib
import ssl
from dataclasses import dataclass
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from typing import TYPE_CHECKING

from escalation.running.channel import Carried
from escalation.running.message import body, subject

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime
    from uuid import UUID

    from escalation.people import Recipient
    from escalation.running.channel import Parcel

NO_ADDRESS = "nobody active has an address for it"
_FOR_GOOD = range(500, 600)
# The server refuses our sign-in or our sender: no mail gets out, so telling a higher level by
# mail would not help.
_OF_US = (smtplib.SMTPAuthenticationError, smtplib.SMTPSenderRefused, smtplib.SMTPHeloError)


@dataclass(frozen=True, kw_only=True, slots=True)
class MailServer:
    """
    Where mail is handed over, and who it comes from.

    Args:
        address: Where people reach the pages; messages link to it.
        seconds: How long a slow server is waited for.
    """

    host: str
    port: int = 25
    user: str = ""
    password: str = ""
    tls: bool = False
    sender: str = "throughline@localhost"
    address: str = "http://127.0.0.1:8000"
    seconds: float = 10.0

    @property
    def configured(self) -> bool:
        """
        Whether there is a server to hand mail to.
        """
        return bool(self.host)


@dataclass(frozen=True, slots=True)
class ByMail:
    """
    The channel.
    """

    server: MailServer

    @property
    def configured(self) -> bool:
        """
        Whether there is a server to hand mail to.
        """
        return self.server.configured

    def fault(self, to: Recipient) -> str:
        """
        Say that somebody has no address.
        """
        return "" if to.email else NO_ADDRESS

    def carry(self, parcel: Parcel, now: datetime) -> Carried:
        """
        Hand one message over.
        """
        del now
        try:
            send(compose(parcel, self.server), self.server)
        except (OSError, ValueError) as error:  # smtplib's own errors are of the first sort
            return _came_of(error)
        return Carried()

    def returned(self) -> Iterable[tuple[UUID, str]]:
        """
        Yield nothing: what comes back is handed to ``throughline bounced``.
        """
        return ()


def _came_of(error: Exception) -> Carried:
    name = type(error).__name__
    match error:
        case smtplib.SMTPRecipientsRefused():
            code = next(iter(error.recipients.values()))[0]
            return Carried(trouble=f"{name} {code}", for_good=code in _FOR_GOOD)
        case smtplib.SMTPResponseException():
            for_good = error.smtp_code in _FOR_GOOD and not isinstance(error, _OF_US)
            return Carried(trouble=f"{name} {error.smtp_code}", for_good=for_good)
        case smtplib.SMTPServerDisconnected():
            return Carried(trouble=name, unreachable=True, known=False)
        case smtplib.SMTPException() | ValueError():
            return Carried(trouble=name)
        case _:
            known = isinstance(error, ConnectionRefusedError)
            return Carried(trouble=name, unreachable=True, known=known)


def compose(parcel: Parcel, server: MailServer) -> EmailMessage:
    """
    Write the message: why you, what to do, what ends it, and links that ask for sign-in.
    """
    mail = EmailMessage(policy=SMTP)
    domain = server.sender.rpartition("@")[2] or "localhost"
    mail["Message-ID"] = f"<{parcel.id}@{domain}>"
    mail["Date"] = format_datetime(parcel.made)
    mail["From"] = server.sender
    mail["To"] = parcel.to.email
    mail["Subject"] = subject(parcel)
    mail["Auto-Submitted"] = "auto-generated"
    mail.set_content(body(parcel, server.address))
    return mail


def send(mail: EmailMessage, server: MailServer) -> None:
    """
    Hand one message over.

    Raises:
        OSError, smtplib.SMTPException: The server did not take it.
    """
    with smtplib.SMTP(server.host, server.port, timeout=server.seconds) as connection:
        if server.tls:
            connection.starttls(context=ssl.create_default_context())
        if server.user:
            connection.login(server.user, server.password)
        connection.send_message(mail)
