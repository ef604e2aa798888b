"""Says to the outside whether database and sweep are well; nothing about anybody."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Response, jsonify, request
from prometheus_client import CONTENT_TYPE_LATEST

from escalation.running.health import escalation_health, sweep_health
from escalation.running.metrics import metrics
from events.errors import LogUnavailable
from projections.stored.stopped import stopped
from service.duty.health import duty_health
from service.posting import posting_of
from service.web.signed_in import installed
from service.webhooks.health import webhook_health, witness_health

if TYPE_CHECKING:
    from flask import Flask
    from flask.typing import ResponseReturnValue

UNREACHABLE = "The database cannot be reached; `throughline doctor` says more"


def attach(app: Flask) -> None:
    """
    Give health its addresses, which need no sign-in.
    """
    app.add_url_rule("/health", endpoint="health", view_func=_health)
    app.add_url_rule(
        "/health/escalation", endpoint="health_of_escalation", view_func=_health_of_escalation
    )


def _health() -> ResponseReturnValue:
    try:
        with installed().reading() as session:
            sweep = sweep_health(session.connection, session.now)
            position = session.log.settled()
            halted = stopped(session.connection)
            copies = duty_health(session.connection, installed().settings, session.now)
    except LogUnavailable:
        return jsonify(ok=False, database={"ok": False}, wrong=[UNREACHABLE]), 503
    told = {
        "ok": sweep["ok"],
        "wrong": sweep["wrong"],
        "database": {"ok": True, "position": position},
        "sweep": sweep,
        # A warning beside the rest: people work on, and the copy is needed only when they cannot.
        "duty_copies": copies,
        # The rows of before stay in force, so that nobody is kept from working by it.
        "projections": [
            {"name": one.name, "position": one.position, "reason": one.reason} for one in halted
        ],
    }
    return jsonify(told), 200 if told["ok"] else 503


def _health_of_escalation() -> ResponseReturnValue:
    try:
        with installed().reading() as session:
            told = escalation_health(
                session.connection,
                session.now,
                channels=posting_of(installed()).configured(),
            )
            # Told beside it: another system that is down must not drown out a sweep that is.
            told["webhooks"] = webhook_health(session.connection, session.now)
            told["witnesses"] = witness_health(
                session.connection, installed().settings, session.now
            )
            if request.args.get("format") == "prometheus":
                # Figures are read also of what is not well: it is they that say so.
                figures = metrics(session.connection, told, session.now)
                return Response(figures, content_type=CONTENT_TYPE_LATEST)
    except LogUnavailable:
        return jsonify(ok=False, wrong=[UNREACHABLE]), 503
    return jsonify(told), 200 if told["ok"] else 503
