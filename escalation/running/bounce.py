"""
Reads mail that came back: which message of ours it was, and why.

Source: RFC 3464, delivery status notifications, 2.3.3 (action) and 2.3.4 (status).
"""

from __future__ import annotations

import re
from email import message_from_bytes
from email.message import Message
from email.policy import default
from typing import TYPE_CHECKING
from uuid import UUID

if TYPE_CHECKING:
    from email.message import EmailMessage

_OURS = re.compile(r"^Message-ID:\s*<([0-9a-f-]{36})@", re.IGNORECASE | re.MULTILINE)
_STATUS = re.compile(r"[245]\.\d{1,3}\.\d{1,3}")
MOST_BYTES = 1_000_000


def returned_in(raw: bytes) -> list[tuple[UUID, str]]:
    """
    Return the messages that a report says will not arrive, each with its status code.

    What is only late, and what is no report, returns nothing.
    """
    report: EmailMessage = message_from_bytes(raw[:MOST_BYTES], policy=default)
    if report.get_content_type() != "multipart/report":
        return []
    blocks = [
        block
        for part in report.walk()
        if part.get_content_type() == "message/delivery-status"
        for block in part.get_payload()
        if isinstance(block, Message)
    ]
    statuses = [
        str(block.get("Status", ""))
        for block in blocks
        if str(block.get("Action", "")).strip().lower() == "failed"
    ]
    if not statuses:
        return []
    found = _STATUS.search(statuses[0])
    why = found[0] if found else "failed"
    # The message itself, or its head, is the report's last part, whatever type it has.
    return [(UUID(id_), why) for id_ in dict.fromkeys(_OURS.findall(_text(report)))]


def _text(report: EmailMessage) -> str:
    parts = [
        part
        for part in report.walk()
        if part.get_content_type() in {"message/rfc822", "text/rfc822-headers", "message/global"}
    ]
    return "\n".join(part.as_string() for part in parts)
