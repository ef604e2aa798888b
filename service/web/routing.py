"""Gives each declared page its address, and lets nobody past the policy."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit
from uuid import UUID

from flask import Response, abort, flash, g, redirect, render_template, request, url_for

from events.declared import declared
from projections.stored.directory import CHILDREN, listed
from service.access import sign_in
from service.access.enforce import allowed_or_refused, require
from service.access.policy import PUBLIC, Action, Allow, Deny, decide
from service.web import drafting, pages
from service.web.not_saved import not_saved
from service.web.page import Answer, Download, Go, Missing, Page, Shown, Streamed
from service.web.security import MOST_WITH_FILES, as_saved, give_room
from service.web.signed_in import installed, reader
from service.web.standing import surroundings
from service.web.visit import Visit

if TYPE_CHECKING:
    from flask import Flask
    from flask.typing import ResponseReturnValue

PAGES = declared(pages, "PAGE", Page)


def attach(app: Flask) -> None:
    """
    Give every page its address.
    """
    for name, page in PAGES.items():
        if page.files:
            give_room(app, name, MOST_WITH_FILES)
        app.add_url_rule(
            page.path,
            endpoint=name,
            view_func=_answering(name, page),
            methods=["GET", "POST"] if page.form else ["GET"],
        )


def own_address(text: str) -> str:
    """
    Return an address of this service to go on to; anything else becomes the first page.
    """
    # A browser reads "\\" as "/" and leaves out tabs and ends of lines; so must who looks at it.
    if not text.isprintable() or "\\" in text or not text.startswith("/"):
        return "/"
    parts = urlsplit(text)
    return text if not parts.scheme and not parts.netloc and not text.startswith("//") else "/"


def _answering(name: str, page: Page) -> Any:
    def answer(**path: Any) -> ResponseReturnValue:
        visit = Visit(
            throughline=installed(),
            reader=reader(),
            path=path,
            query=request.args,
            form=request.form,
            files=request.files,
            posting=request.method == "POST",
        )
        if page.policy != PUBLIC:
            if visit.reader is None:
                return _ask_to_sign_in()
            if page.drafts and drafting.wanted(visit):
                return drafting.take(name, page, visit)
            turned_away = _permitted(page, visit)
            if turned_away is not None:
                return turned_away
        if not page.drafts:
            return _sent(name, page, visit, page.view(visit))
        drafting.put_back(name, visit)
        answered = page.view(visit)
        drafting.note(name, visit, answered)
        return _sent(name, page, visit, answered)

    return answer


def _ask_to_sign_in() -> ResponseReturnValue:
    if request.method == "POST":
        return not_saved("You were signed out before this could be saved.", 401)
    return redirect(url_for("sign_in", next=request.full_path.rstrip("?")))


def _permitted(page: Page, visit: Visit) -> ResponseReturnValue | None:
    child = visit.path.get("child")
    action = Action(page.policy)
    if child is None and page.standing is None:
        # What is about nobody's record leaves no line, save where the policy itself refuses.
        visit.allowed = allowed_or_refused(decide(visit.who, action))
        return None
    decided = _decided(page, visit, child, action)
    if isinstance(decided, Allow):
        visit.allowed = decided
        return None
    if not isinstance(decide(visit.who, Action.FIND), Allow):
        # To whom no record can open, there is no such page, whether or not there is such a child.
        abort(404)
    if decided.opens_with_reason and child is not None:
        if visit.posting:
            return not_saved("This record is not open to you, or no longer is.", 403)
        return redirect(url_for("open_record", child=child, next=request.full_path.rstrip("?")))
    allowed_or_refused(decided)
    return None


def _decided(page: Page, visit: Visit, child: UUID | None, action: Action) -> Allow | Deny:
    what = _what(page, visit)
    with visit.throughline.writing() as session:
        _seen(session.connection, session.now)
        how = None
        if child is not None:
            found = listed(session.connection, [child]).get(child)
            if found is None or found.kind not in CHILDREN:
                abort(404)
        if page.standing is not None:
            how = page.standing(session, visit)
            if how is None:
                abort(404)
            child = child or how.child
        # Committed at the end of this block: the line is on disk before a byte leaves.
        return require(
            session.connection,
            visit.who,
            action,
            child,
            what=what,
            now=session.now,
            how=how,
        )


def _what(page: Page, visit: Visit) -> str:
    said = page.what or page.title.lower()
    number = visit.path.get("entry")
    said = f"{said} {number}" if number is not None else said
    return f"{said} (form sent)" if visit.posting else said


def _seen(connection: Any, now: Any) -> None:
    from flask_login import current_user  # noqa: PLC0415 - a proxy that needs a request

    if g.get("session_stale"):
        sign_in.seen(connection, current_user.secret, now)


def _sent(name: str, page: Page, visit: Visit, answer: Answer) -> ResponseReturnValue:
    if isinstance(answer, Missing):
        abort(404)
    match answer:
        case Go(to=to, said=said):
            if said:
                flash(said)
            return redirect(to, code=303)
        case Download(content=content, name=file, kind=kind):
            sent = Response(content, mimetype=kind)
            sent.headers.update(as_saved(file))
            return sent
        case Streamed(parts=parts, name=file, kind=kind):
            # Whatever goes wrong with it goes wrong here, before anything was sent.
            length = sum(len(part) for part in parts())
            sent = Response(parts(), mimetype=kind)
            sent.headers.update(as_saved(file))
            sent.headers["Content-Length"] = str(length)
            return sent
        case Shown(values=values, errors=errors, title=title):
            filled = {
                "visit": visit,
                "page": page,
                "title": title or page.title,
                "errors": dict(errors),
                **surroundings(visit),
                **values,
            }
            html = render_template(f"pages/{name}.html", **filled)
            return html, 422 if errors else 200
