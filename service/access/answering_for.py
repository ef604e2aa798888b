"""Which agencies answer for an entry, and so change it by their managers and safeguarding leads."""

from __future__ import annotations

from typing import TYPE_CHECKING

from service.access.allocating import RESPONSIBLE
from service.access.held_by import held_by

if TYPE_CHECKING:
    from uuid import UUID

    from service.access.reader import Reader
    from service.wiring import Session


def answers_for_entry(session: Session, reader: Reader, child: UUID, agency: str) -> bool:
    """
    Tell whether a reader's agency wrote an entry, or leads the case.

    Args:
        agency: Whose entry it is.
    """
    if reader.role not in RESPONSIBLE or not reader.agency:
        return False
    return reader.agency == agency or reader.agency == held_by(session, child).leads
