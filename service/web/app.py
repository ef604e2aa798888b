"""Puts the pages together: one application for one installation."""

from __future__ import annotations

from importlib import import_module
from importlib.util import find_spec
from typing import TYPE_CHECKING

from flask import Flask
from jinja2 import PackageLoader, PrefixLoader
from werkzeug.middleware.proxy_fix import ProxyFix

from events.roles import ROLES
from projections.chronology.known_since import brought, known_since
from service.access.session_key import session_key
from service.web import calendar_feed, failures, health, routing, security, signed_in, words

if TYPE_CHECKING:
    from service.wiring import Throughline


def create_app(throughline: Throughline) -> Flask:
    """
    Make the application that serves pages, health and, where it is installed, the API.

    Raises:
        KeyMissing: The key that signs cookies is not set.
    """
    app = Flask("service.web", template_folder=None)
    app.secret_key = session_key(throughline.settings)
    app.extensions["throughline"] = throughline
    if throughline.settings.proxies:
        # The address of whoever asks, and nothing else: pages know their own address and scheme.
        app.wsgi_app = ProxyFix(  # type: ignore[method-assign]
            app.wsgi_app, x_for=throughline.settings.proxies, x_proto=0, x_host=0
        )
    _templates(app, throughline)
    security.protect(app, tls=throughline.settings.secure_cookies)
    signed_in.attach(app)
    failures.attach(app)
    health.attach(app)
    calendar_feed.attach(app)
    routing.attach(app)
    if find_spec("service.api") and find_spec("service.api.app"):
        import_module("service.api.app").register(app, throughline)
    return app


def _templates(app: Flask, throughline: Throughline) -> None:
    own = {
        folder: PackageLoader("service.web", folder) for folder in ("pages", "components", "errors")
    }
    # The design system's macros import one another under this name.
    own["govuk_frontend_jinja"] = PackageLoader("govuk_frontend_jinja")
    app.jinja_env.loader = PrefixLoader(own)
    app.jinja_env.trim_blocks = True
    app.jinja_env.lstrip_blocks = True
    app.jinja_env.filters.update(
        day=words.day,
        moment=words.moment,
        moment_of_week=words.moment_of_week,
        weekday=words.weekday,
        clock=words.clock,
        due=words.due,
        span=words.span,
    )
    app.jinja_env.globals.update(
        invented=throughline.settings.demo,
        age=words.age,
        born=words.born,
        counted=words.counted,
        baby_words=words.baby_words,
        known_since=known_since,
        brought=brought,
        ROLES=ROLES,
    )
