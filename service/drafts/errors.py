"""Why a draft is not kept."""

from __future__ import annotations

from service.errors import ServiceError


class DraftsFull(ServiceError):
    """
    Somebody has as many drafts as are kept for one person; those that are there stay.
    """

    def __init__(self, most: int) -> None:
        self.most = most
        super().__init__(
            f"You have as much typed and not recorded as is kept for one person, {most} forms at"
            " most. Record or throw away some of it: it is listed under “My work”. What you record"
            " now is recorded all the same."
        )
