"""One call of one operation: who, what was sent, and the installation to read from."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any
from uuid import UUID

if TYPE_CHECKING:
    from collections.abc import Mapping

    from service.access.reader import Reader
    from service.api.caller import Caller
    from service.wiring import Throughline


@dataclass(frozen=True, kw_only=True, slots=True)
class Call:
    """
    What a view is handed.

    Args:
        path: The parts of the address.
        query: What followed the question mark, validated.
        body: What was sent, validated.
        key: The caller's own key for what is to be recorded; "" where nothing is.
    """

    throughline: Throughline
    caller: Caller
    path: Mapping[str, Any] = field(default_factory=dict)
    query: Mapping[str, Any] = field(default_factory=dict)
    body: Mapping[str, Any] = field(default_factory=dict)
    key: str = ""

    @property
    def who(self) -> Reader:
        """
        The caller as rights are decided for them.
        """
        return self.caller.reader

    @property
    def user(self) -> UUID:
        """
        The caller's account; nobody calls as the operator.
        """
        return self.caller.account.id

    @property
    def child(self) -> UUID:
        """
        The child that the address names.
        """
        found = self.path["child"]
        if not isinstance(found, UUID):
            raise TypeError(type(found).__name__)
        return found

    @property
    def log_key(self) -> str:
        """
        The key by which the log knows the request: callers cannot meet one another's.
        """
        return f"api/{self.user}/{self.key}"
