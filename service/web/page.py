"""What a file in ``service/web/pages/`` declares: a page, its address, its policy and its view."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal

from service.access.policy import Action, Standing

if TYPE_CHECKING:
    from service.web.visit import Visit
    from service.wiring import Session


@dataclass(frozen=True, kw_only=True, slots=True)
class Shown:
    """
    The page's own template, filled.

    Args:
        errors: What is wrong with a form, by field; the page then answers 422.
        title: The page's title where it depends on what is shown.
    """

    values: Mapping[str, Any] = field(default_factory=dict)
    errors: Mapping[str, str] = field(default_factory=dict)
    title: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Go:
    """
    Another page, fetched anew, so that sending a form again is never done by "reload".

    Args:
        said: What was done, shown once on that page.
    """

    to: str
    said: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Download:
    """
    A file made for the reader.
    """

    content: bytes
    name: str
    kind: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Missing:
    """
    There is no such thing, or nothing that this reader may know of.
    """


@dataclass(frozen=True, kw_only=True, slots=True)
class Streamed:
    """
    A long file that is written as it is sent, so that it need not fit in memory.

    Args:
        parts: Makes the file part by part, the same each time. It is gone through twice: first to
            find out how long it is, so that a browser shows how far it is and whether all came.
    """

    parts: Callable[[], Iterator[bytes]]
    name: str
    kind: str


Answer = Shown | Go | Download | Streamed | Missing


@dataclass(frozen=True, kw_only=True)
class Page:
    """
    One page; its template is the file beside it with the same name.

    Args:
        path: The address; ids alone, because addresses end up in logs and histories. One that
            names a ``<uuid:child>`` is decided on for that child before the view runs.
        title: What the browser shows as the page's title.
        policy: The row of the policy table, or ``public``.
        view: Makes the answer; it runs only where the policy allows.
        form: Whether it takes a form, so that it is answered to POST as well.
        what: What of a record it shows, for the access log; the title where it says nothing.
        standing: Finds out how the reader stands to what is asked, where that is no child.
        menu: Its words in the menu; "" for a page that is reached from another.
        order: Its place in the menu.
        drafts: Whether what is typed into its form is kept until it is recorded; it then names a
            child, because a draft is sealed with that child's key.
        files: Whether files come with its form.
        saved: Whether it gives a file and shows nothing, so that it has no template.
    """

    path: str
    title: str
    policy: Action | Literal["public"]
    view: Callable[[Visit], Answer]
    form: bool = False
    what: str = ""
    standing: Callable[[Session, Visit], Standing | None] | None = None
    menu: str = ""
    order: int = 0
    drafts: bool = False
    files: bool = False
    saved: bool = False
