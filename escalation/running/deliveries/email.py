"""Sends a message over SMTP; it names nobody and says nothing of any record."""

from __future__ import annotations

import smtplib
import ssl
from dataclasses import dataclass
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID

SUBJECT = "A task in Throughline is waiting for you"


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


@dataclass(frozen=True, kw_only=True, slots=True)
class Message:
    """
    One message.

    Args:
        id: The delivery's own, so that one sent twice after a crash is seen to be the same.
        reference: The escalation's number; all that the message says of it.
        because: Why this person hears.
    """

    id: UUID
    to: str
    reference: str
    because: str
    level: int
    made: datetime


def compose(message: Message, server: MailServer) -> EmailMessage:
    """
    Write the message: why you, what to do, what ends it, and a link that asks for sign-in.
    """
    mail = EmailMessage(policy=SMTP)
    domain = server.sender.rpartition("@")[2] or "localhost"
    mail["Message-ID"] = f"<{message.id}@{domain}>"
    mail["Date"] = format_datetime(message.made)
    mail["From"] = server.sender
    mail["To"] = message.to
    mail["Subject"] = f"{SUBJECT} ({message.reference})"
    mail["Auto-Submitted"] = "auto-generated"
    mail.set_content(
        f"Something that is owed by a date is overdue. Its reference is {message.reference}.\n"
        "\n"
        f"Open it here (you will be asked to sign in):\n"
        f"{server.address}/escalations/{message.reference}\n"
        "\n"
        f"Why you: {message.because}. This is level {message.level}.\n"
        "What is asked: say in your own words what you understand, what you will do and by when.\n"
        "What ends it: what was owed is done, or is given another date with a reason. Until then\n"
        "the next person up will hear of it.\n"
        "\n"
        "This message holds nothing from any record. Please do not answer it by e-mail.\n"
    )
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
