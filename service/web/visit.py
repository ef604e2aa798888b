"""One visit to one page: who, what was sent, and the installation to read from."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any
from uuid import UUID

from flask import current_app, url_for

if TYPE_CHECKING:
    from collections.abc import Mapping

    from werkzeug.datastructures import FileStorage, MultiDict

    from service.access.policy import Allow
    from service.access.reader import Reader
    from service.drafts.drafts import Draft, Writing
    from service.wiring import Throughline


@dataclass(kw_only=True)
class Visit:
    """
    What a view is handed.

    Args:
        reader: Who is signed in; None on a public page alone.
        path: The parts of the address.
        query: What follows the question mark.
        form: What was sent by POST; empty otherwise.
        files: The files that were sent with it.
        posting: Whether a form was sent.
        allowed: On what ground the policy said yes.
        draft: What this reader typed into this form before and did not record.
        writing: Who else is typing into the same form.
    """

    throughline: Throughline
    reader: Reader | None
    path: Mapping[str, Any]
    query: MultiDict[str, str]
    form: MultiDict[str, str]
    posting: bool
    allowed: Allow | None = None
    draft: Draft | None = None
    writing: tuple[Writing, ...] = ()
    kept: dict[str, Any] = field(default_factory=dict)
    files: Mapping[str, FileStorage] = field(default_factory=dict)

    @property
    def who(self) -> Reader:
        """
        The reader of a page that has a policy.
        """
        if self.reader is None:
            message = "a public page has no reader"
            raise LookupError(message)
        return self.reader

    @property
    def user(self) -> UUID:
        """
        The reader's account; pages have no operator.
        """
        if self.who.user is None:
            message = "the operator reads no pages"
            raise LookupError(message)
        return self.who.user

    @property
    def child(self) -> UUID:
        """
        The child that the address names.
        """
        found = self.path["child"]
        if not isinstance(found, UUID):
            raise TypeError(type(found).__name__)
        return found

    def url(self, page: str, /, **parts: Any) -> str:
        """
        Return a page's address; where that page is about a child, it is this one.

        The address of any other page names no child: it would stay in the browser's history.
        """
        if "child" in self.path and current_app.url_map.is_endpoint_expecting(page, "child"):
            parts.setdefault("child", self.path["child"])
        anchor = parts.pop("anchor", None)
        return url_for(page, _anchor=anchor, **parts)

    def text(self, name: str) -> str:
        """
        Return one field of the form without the space around it.
        """
        return self.form.get(name, "").strip()

    @property
    def key(self) -> str:
        """
        The key under which what this form says is recorded once, however often it is sent.
        """
        return f"form/{self.user}/{self.text('key')}"

    @property
    def decided_on(self) -> int | None:
        """
        The version that was on the page on which the form was filled in; None where none was.
        """
        sent = self.text("version")
        return int(sent) if sent.isdigit() else None

    def asked(self, name: str) -> str:
        """
        Return one part of the query without the space around it.
        """
        return self.query.get(name, "").strip()
