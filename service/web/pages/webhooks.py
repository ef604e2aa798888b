"""Other systems that are told: set up, tried out, stopped, given a new secret, ended."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING

from escalation.running.destination import networks
from events.vocabulary import KINDS
from service.access.accounts import accounts
from service.access.errors import AccountRefused
from service.access.policy import Action
from service.access.session_key import KeyMissing
from service.web.page import Answer, Go, Page, Shown
from service.webhooks.health import witness_health
from service.webhooks.secrets import vault
from service.webhooks.subscriptions import (
    Style,
    Subscribe,
    remove,
    rotate,
    start,
    stop,
    subscribe,
    subscriptions,
)
from service.webhooks.trying import try_out

if TYPE_CHECKING:
    from service.web.visit import Visit
    from service.wiring import Session

STYLES = MappingProxyType(
    {
        str(Style.REFERENCE): "That there is something, and where to read it",
        str(Style.FULL): "All of it, as far as the user may read it, once the user agrees",
    }
)
OF_WHAT = MappingProxyType({"events": "Events", "checkpoints": "Checkpoints"})
MORE = MappingProxyType({"yes": "Tell it of everything that is there already, too"})
SECRETS = frozenset({"add", "rotate"})


def view(visit: Visit) -> Answer:
    """
    Show who is told and how it fares, or take one change.
    """
    wanted = visit.text("wanted")
    if visit.posting and wanted == "test":
        return Go(to=visit.url("webhooks"), said=_tried(visit))
    if visit.posting and (change := CHANGES.get(wanted)) is not None:
        try:
            with visit.throughline.writing() as session:
                said = change(session, visit)
        except AccountRefused as refused:
            return _page(visit, errors=refused.fields)
        except KeyMissing as missing:
            return _page(visit, errors={"url": f"Ask whoever runs the service: {missing}"})
        if wanted in SECRETS:
            # Not fetched anew: this is the one time that it is shown, and it is kept nowhere.
            return _page(visit, secret=said)
        return Go(to=visit.url("webhooks"), said=said)
    return _page(visit)


def _page(visit: Visit, *, secret: str = "", errors: Mapping[str, str] | None = None) -> Shown:
    with visit.throughline.reading() as session:
        connection = session.connection
        active = [one for one in accounts(connection) if one.active]
        return Shown(
            values={
                "webhooks": subscriptions(connection),
                "settled": session.log.settled(),
                "witnesses": witness_health(connection, visit.throughline.settings, session.now),
                "users": {one.username: f"{one.name} ({one.agency})" for one in active},
                "styles": STYLES,
                "of_what": OF_WHAT,
                "more": MORE,
                "values": visit.form if errors else {"style": str(Style.REFERENCE)},
                "picked": visit.form.getlist("checkpoints") if errors else ["events"],
                "secret": secret,
            },
            errors=errors or {},
        )


def _add(session: Session, visit: Visit) -> str:
    asked = visit.form.getlist("checkpoints")
    kinds = [part.strip() for part in visit.text("kinds").split(",") if part.strip()]
    labels = {kind.label.casefold(): name for name, kind in KINDS.items()}
    settings = visit.throughline.settings
    _, secret = subscribe(
        session.connection,
        Subscribe(
            url=visit.text("url"),
            purpose=visit.text("purpose"),
            username=visit.text("username"),
            style=visit.text("style"),
            kinds=tuple(labels.get(kind.casefold(), kind) for kind in kinds),
            events="events" in asked,
            checkpoints="checkpoints" in asked,
            from_start=bool(visit.form.getlist("from_start")),
        ),
        vault=vault(settings),
        allowed=networks(settings.webhook_networks),
        now=session.now,
    )
    return secret


def _rotate(session: Session, visit: Visit) -> str:
    keeper = vault(visit.throughline.settings)
    return rotate(session.connection, visit.text("webhook"), vault=keeper, now=session.now)


def _stop(session: Session, visit: Visit) -> str:
    stop(session.connection, visit.text("webhook"), session.now)
    return "Nothing more is sent there. What waits is kept until you start it again."


def _start(session: Session, visit: Visit) -> str:
    start(session.connection, visit.text("webhook"), session.now)
    return "It is told again from where it stopped, at the next sweep."


def _remove(session: Session, visit: Visit) -> str:
    remove(session.connection, visit.text("webhook"))
    return "It has ended for good."


def _tried(visit: Visit) -> str:
    found = try_out(visit.throughline, visit.text("webhook"))
    if found is None:
        return "There is no such webhook any more."
    return "It took a message about nobody." if not found else f"It took nothing: {found}."


CHANGES: Mapping[str, Callable[[Session, Visit], str]] = MappingProxyType(
    {"add": _add, "rotate": _rotate, "stop": _stop, "start": _start, "remove": _remove}
)

PAGE = Page(
    path="/administration/webhooks",
    title="Webhooks",
    policy=Action.ADMINISTER,
    view=view,
    form=True,
)
