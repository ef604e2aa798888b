"""Knows a browser again in which an account was signed in, and says where any other try is from."""

from __future__ import annotations

import hmac
import secrets
from hashlib import sha256
from ipaddress import IPv6Address, ip_address
from typing import TYPE_CHECKING, Any

from flask import after_this_request, current_app, request
from itsdangerous import BadData, URLSafeTimedSerializer

from service.access.guessing import Source

if TYPE_CHECKING:
    from uuid import UUID

    from flask import Response

COOKIE = "throughline_known"
LASTS_SECONDS = 180 * 24 * 60 * 60
MOST = 8
"""Accounts that one browser is known by: a duty desk's is shared."""


def source_of(account: UUID | None) -> Source:
    """
    Return where this try is from: the browser, where the account was signed in there before.
    """
    browser, accounts = _kept()
    if account is not None and account.hex in accounts:
        return Source(mark=_keyed(f"browser {browser}"), known=True)
    return Source(mark=_keyed(f"address {_network(request.remote_addr or '')}"))


def remember(account: UUID) -> None:
    """
    Let the browser be known again as one in which this account was signed in.
    """
    browser, accounts = _kept()
    others = [each for each in accounts if each != account.hex]
    signed = _signer().dumps(
        {"browser": browser or secrets.token_hex(16), "accounts": [account.hex, *others][:MOST]}
    )

    @after_this_request
    def keep(answer: Response) -> Response:
        answer.set_cookie(
            COOKIE,
            signed,
            max_age=LASTS_SECONDS,
            secure=current_app.config["SESSION_COOKIE_SECURE"],
            httponly=True,
            samesite="Lax",
        )
        return answer


def _kept() -> tuple[str, list[str]]:
    try:
        found: Any = _signer().loads(request.cookies.get(COOKIE, ""), max_age=LASTS_SECONDS)
    except BadData:
        return "", []
    return found["browser"], found["accounts"]


def _signer() -> URLSafeTimedSerializer:
    return URLSafeTimedSerializer(_key(), salt="known browser")


def _keyed(plain: str) -> str:
    # There are few addresses: a plain digest of one is found out by trying them all.
    return hmac.new(_key(), plain.encode(), sha256).hexdigest()


def _key() -> bytes:
    key = current_app.secret_key or ""
    return key if isinstance(key, bytes) else key.encode()


def _network(address: str) -> str:
    """
    Return an address, or what one household has of the newer sort, where it is given many.
    """
    try:
        found = ip_address(address.partition("%")[0])
    except ValueError:
        return address
    if isinstance(found, IPv6Address):
        return str(found.ipv4_mapped or int(found) >> 64)
    return str(found)
