"""What the rights of people refuse, as facts rather than strings."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from service.access.policy import Deny


class AccessError(Exception):
    """
    The root of what this part refuses.
    """


class Refused(AccessError):
    """
    The reader may not; ``denied`` says why and whom to ask.
    """

    def __init__(self, denied: Deny) -> None:
        self.denied = denied
        super().__init__(denied.reason)


class SignInRefused(AccessError):
    """
    Name and password do not open an account; nothing says which of the two was wrong.
    """

    def __init__(self, locked_until: datetime | None = None) -> None:
        self.locked_until = locked_until
        super().__init__("locked for now" if locked_until else "not accepted")


class TooManyAtOnce(AccessError):
    """
    More passwords were to be looked at together than this process takes on.
    """


class NotAgreed(AccessError):
    """
    The account that a token acts for has not agreed to it yet.
    """


class AccountRefused(AccessError):
    """
    An account, agency or team cannot be made so; ``fields`` maps each field to its fix.
    """

    def __init__(self, fields: Mapping[str, str]) -> None:
        self.fields = dict(fields)
        super().__init__(f"refused fields {', '.join(sorted(self.fields))}")
