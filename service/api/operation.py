"""What a file in ``service/api/resources/`` declares: the operations of one resource."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import TYPE_CHECKING, Any, Literal

from service.access.policy import Action, Standing
from service.access.tokens import Scope
from service.web.security import MOST_SENT

if TYPE_CHECKING:
    from marshmallow import Schema

    from service.api.call import Call
    from service.wiring import Session


@dataclass(frozen=True, kw_only=True, slots=True)
class Made:
    """
    Something new, where it is now found, and whether the same request had made it before.
    """

    told: dict[str, Any]
    at: str
    already: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class Several:
    """
    Part of what goes on without an end, and in headers where it goes on.
    """

    told: list[dict[str, Any]]
    headers: Mapping[str, str]


@dataclass(frozen=True, kw_only=True, slots=True)
class File:
    """
    A file that was kept, to be saved and never to be opened where it is shown.
    """

    content: bytes
    name: str


Answer = dict[str, Any] | list[dict[str, Any]] | Made | Several | File


@dataclass(frozen=True, kw_only=True)
class Operation:
    """
    One address with one method.

    Args:
        path: As Flask writes it; one that names a ``<uuid:child>`` is decided on for that child
            before the view runs. Ids alone, because addresses end up in logs.
        summary: What it is for, in a line of the document.
        policy: The row of the policy table.
        scope: What a service token must have been given to use it.
        answer: The shape of its answer; of a file, what its media type does not say.
        view: Makes the answer; it runs only where the policy allows.
        query: What may follow the question mark.
        body: What is sent.
        keyed: Whether it records something, so that the caller must name an ``Idempotency-Key``.
        makes: Whether what it records is a new thing at an address of its own.
        what: What of a record it shows, for the access log.
        standing: Finds out how the caller stands to what is asked, where that is no child; None
            where there is no such thing.
        refuses: Further statuses that it may answer with.
        links: Which operations its answer leads to, as OpenAPI writes links.
        media: The media type of its answer.
        headers: Further headers of its answer, and what each says.
        most_sent: How many bytes may be sent at the most.
    """

    path: str
    summary: str
    policy: Action
    scope: Scope
    answer: type[Schema] | Schema | Mapping[str, Any]
    view: Callable[[Call], Answer]
    method: Literal["GET", "POST"] = "GET"
    query: type[Schema] | None = None
    body: type[Schema] | None = None
    keyed: bool = False
    makes: bool = False
    what: str = ""
    standing: Callable[[Session, Call], Standing | None] | None = None
    refuses: tuple[HTTPStatus, ...] = ()
    links: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    media: str = "application/json"
    headers: Mapping[str, str] = field(default_factory=dict)
    most_sent: int = MOST_SENT


@dataclass(frozen=True, kw_only=True)
class Resource:
    """
    Operations that belong together in the document.
    """

    name: str
    about: str
    operations: tuple[Operation, ...]
