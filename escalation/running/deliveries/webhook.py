"""
Tells another system, such as a chat tool's gateway: a signed request with references and links.

Source: Standard Webhooks, "Webhook payload" and "Signature scheme".
"""

from __future__ import annotations

from dataclasses import dataclass
from http import HTTPStatus
from typing import TYPE_CHECKING

import orjson

from escalation.running.channel import Carried
from escalation.running.destination import NotAllowed, resolved
from escalation.running.message import link
from escalation.running.signed_request import Message, send
from events.log.columns import moment_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import datetime
    from uuid import UUID

    from escalation.people import Recipient
    from escalation.running.channel import Parcel
    from escalation.running.destination import Network

TYPE = "throughline.overdue"
_GONE = f"HTTP {HTTPStatus.GONE.value}"


@dataclass(frozen=True, kw_only=True, slots=True)
class ByWebhook:
    """
    The channel.

    Args:
        url: Where requests go; "" for nowhere.
        secret: What they are signed with, as Standard Webhooks writes it (``whsec_…``).
        address: Where people reach the pages; links lead there.
        allowed: Networks that it may lead into although they are no internet.
    """

    url: str
    secret: str
    address: str
    allowed: Sequence[Network] = ()

    @property
    def configured(self) -> bool:
        """
        Whether there is somewhere to send to, and something to sign with.
        """
        return bool(self.url and self.secret)

    def fault(self, to: Recipient) -> str:
        """
        Say nothing: who it is for is named by their id, which everybody has.
        """
        del to
        return ""

    def carry(self, parcel: Parcel, now: datetime) -> Carried:
        """
        Send one signed request.
        """
        message = Message(
            id=f"overdue_{parcel.id}",
            body=orjson.dumps(_said(parcel, self.address, now)).decode(),
            media="application/json",
            secrets=(self.secret,),
        )
        try:
            trouble = send(message, resolved(self.url, self.allowed), now)
        except NotAllowed:
            return Carried(trouble="its address leads where nothing may be sent", unreachable=True)
        except OSError as error:
            return Carried(trouble=type(error).__name__, unreachable=True)
        if not trouble:
            return Carried()
        # By the standard, 410 says that nobody wants it there any more.
        answered = trouble.startswith("HTTP ")
        return Carried(
            trouble=trouble,
            for_good=trouble == _GONE,
            unreachable=not answered,
            known=answered,
        )

    def returned(self) -> Iterable[tuple[UUID, str]]:
        """
        Yield nothing: whoever took it has it.
        """
        return ()


def _said(parcel: Parcel, address: str, now: datetime) -> dict[str, object]:
    return {
        "type": TYPE,
        "timestamp": moment_text(now),
        "data": {
            # The user's id, as `throughline user list` shows it: a name would leave the service.
            "recipient": str(parcel.to.id),
            "urgent": parcel.urgent,
            "overdue": [
                {
                    "reference": line.reference,
                    "link": link(line, address),
                    "because": line.because,
                    "level": line.level,
                }
                for line in parcel.lines
            ],
        },
    }
