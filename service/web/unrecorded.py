"""Lists what a reader has typed and not recorded, so that no draft is forgotten."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from events.vocabulary import KINDS
from service.drafts.drafts import unrecorded

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID

    from service.web.visit import Visit
    from service.wiring import Session

_PART = re.compile(r"<(?:\w+:)?(\w+)>")


@dataclass(frozen=True, kw_only=True, slots=True)
class Waiting:
    """
    One draft: which form, where it goes on, and when it was last typed into; not a word of it.
    """

    child: UUID
    words: str
    url: str
    saved: datetime


def waiting(visit: Visit, session: Session, children: list[UUID] | None = None) -> list[Waiting]:
    """
    Return the reader's drafts, the newest first; of some children alone where these are given.
    """
    found = []
    for draft in unrecorded(session.connection, visit.user, children):
        name, *about = draft.form.split("/")
        words, url = _form(visit, name, about, draft.child)
        found.append(Waiting(child=draft.child, words=words, url=url, saved=draft.saved))
    return found


def _form(visit: Visit, name: str, about: list[str], child: UUID) -> tuple[str, str]:
    from service.web.routing import PAGES  # noqa: PLC0415 - routing finds the pages, and they this

    page = PAGES.get(name)
    if page is None:
        return "A form that is no longer there", visit.url("child", child=child)
    kind = KINDS.get(about[0]) if about else None
    words = kind.label if kind else page.title
    parts = [part for part in _PART.findall(page.path) if part != "child"]
    if len(parts) != len(about):
        # What follows a question mark is not kept; the question stands on the child's page.
        return words, visit.url("child", child=child)
    return words, visit.url(name, child=child, **dict(zip(sorted(parts), about, strict=True)))
