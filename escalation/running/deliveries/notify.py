"""
Sends an e-mail by way of GOV.UK Notify, which also says later whether it arrived.

Source: GOV.UK Notify, Python client documentation, "Send an email" and "Get the status of multiple
messages".
"""

from __future__ import annotations

import logging
from dataclasses import dataclass
from http import HTTPStatus
from typing import TYPE_CHECKING, Any
from uuid import UUID

from escalation.running.channel import Carried
from escalation.running.deliveries.email import NO_ADDRESS
from escalation.running.message import body, subject

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from escalation.people import Recipient
    from escalation.running.channel import Parcel

_OF_THE_MESSAGE = HTTPStatus.BAD_REQUEST
_ADDRESS_WRONG = "ValidationError"
# Its messages repeat what the other side said, which may hold an address.
logging.getLogger("notifications_python_client").setLevel(logging.CRITICAL)


@dataclass(frozen=True, kw_only=True, slots=True)
class ByNotify:
    """
    The channel.

    Args:
        key: The service's own, from its page at Notify; "" where it is not used.
        template: Its e-mail template, whose subject is ``((subject))`` and text ``((message))``.
        address: Where people reach the pages.
        at: Where Notify answers.
    """

    key: str
    template: str
    address: str
    at: str
    seconds: int = 10

    @property
    def configured(self) -> bool:
        """
        Whether there is a key and a template.
        """
        return bool(self.key and self.template)

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
        # Imported here: it is an extra of its own, and takes longer than most commands need.
        from notifications_python_client.errors import APIError  # noqa: PLC0415

        try:
            self._client().send_email_notification(
                email_address=parcel.to.email,
                template_id=self.template,
                personalisation={"subject": subject(parcel), "message": body(parcel, self.address)},
                reference=str(parcel.id),
            )
        except APIError as error:
            status = error.status_code
            if status >= HTTPStatus.INTERNAL_SERVER_ERROR:
                return Carried(trouble="Notify does not answer", unreachable=True, known=False)
            for_good = status == _OF_THE_MESSAGE and _about_the_address(error)
            return Carried(trouble=f"Notify HTTP {status}", for_good=for_good)
        except (OSError, ValueError, AssertionError) as error:
            return Carried(trouble=type(error).__name__, unreachable=True, known=False)
        return Carried()

    def returned(self) -> Iterable[tuple[UUID, str]]:
        """
        Yield what Notify took and could not deliver; what cannot be asked now is asked next time.
        """
        from notifications_python_client.errors import APIError  # noqa: PLC0415

        try:
            told = self._client().get_all_notifications(status="failed", template_type="email")
        except (APIError, OSError, ValueError, AssertionError):
            return
        for one in told.get("notifications", ()):
            try:
                yield UUID(str(one.get("reference"))), str(one.get("status"))[:40]
            except ValueError:
                continue

    def _client(self) -> Any:
        from notifications_python_client import notifications  # noqa: PLC0415

        return notifications.NotificationsAPIClient(  # type: ignore[no-untyped-call]
            self.key, base_url=self.at, timeout=self.seconds
        )


def _about_the_address(error: Any) -> bool:
    said = error.message
    if not isinstance(said, list):
        return False
    return any(
        one.get("error") == _ADDRESS_WRONG and "email_address" in str(one.get("message"))
        for one in said
        if isinstance(one, dict)
    )
