"""What the API refuses by itself, before any record is touched."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from service.access.tokens import Scope


class NotSignedIn(Exception):
    """
    Nobody is signed in; ``tried`` tells whether a token came along that opens nothing.
    """

    def __init__(self, *, tried: bool) -> None:
        self.tried = tried
        super().__init__("no session and no token")


class OutOfScope(Exception):
    """
    The token was not made for this.
    """

    def __init__(self, scope: Scope) -> None:
        self.scope = scope
        super().__init__(f"the token lacks {scope}")


class Unacceptable(Exception):
    """
    Something sent will not do; ``fields`` maps each to its fix.
    """

    def __init__(self, fields: Mapping[str, str]) -> None:
        self.fields = dict(fields)
        super().__init__(f"refused fields {', '.join(sorted(self.fields))}")


class NoSuchThing(Exception):
    """
    There is nothing at this address, or nothing that this caller may know of.
    """


class Overtaken(Exception):
    """
    What it was decided on is no longer so; ``why`` says what is.
    """

    def __init__(self, why: str) -> None:
        self.why = why
        super().__init__(why)
