"""Who the caller is here."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from flask_wtf.csrf import generate_csrf

from events.log.columns import moment_text
from service.access.policy import Action
from service.access.tokens import Scope
from service.api.answers.kind import MeTold
from service.api.operation import Operation, Resource

if TYPE_CHECKING:
    from service.api.call import Call


def read(call: Call) -> dict[str, Any]:
    """
    Tell the caller's account, and what lets a signed-in browser write.
    """
    account, token = call.caller.account, call.caller.token
    return {
        "id": str(account.id),
        "username": account.username,
        "name": account.name,
        "agency": account.agency,
        "team": account.team,
        "role": str(account.role),
        "scopes": sorted(call.caller.scopes),
        "token": token.prefix if token else None,
        "expires": moment_text(token.expires) if token else None,
        "csrf_token": None if token else generate_csrf(),
    }


RESOURCE = Resource(
    name="You",
    about="Your account and what you may do with this sign-in.",
    operations=(
        Operation(
            path="/api/me",
            summary="Read who you are here",
            policy=Action.OWN,
            scope=Scope.READ,
            answer=MeTold,
            view=read,
        ),
    ),
)
