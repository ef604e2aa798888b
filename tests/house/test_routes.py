"""Every address has a policy; what needs no sign-in is a short list that none lengthens unseen."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any
from uuid import UUID

import pytest

from service.access.policy import PUBLIC, Action
from service.settings import Settings
from service.web import pages
from service.web.app import create_app
from service.web.routing import PAGES
from service.wiring import throughline

if TYPE_CHECKING:
    from flask import Flask

OPEN = {"static", "health", "health_of_escalation", "sign_in", "set_password", "calendar"}
"""Pages and files that need no sign-in, beside the API's own description."""

EXAMPLE = {"IntegerConverter": 1, "UUIDConverter": UUID(int=0)}

OPEN_API = "/api/openapi.json"


@pytest.fixture
def app(migrated_sqlite_url: str) -> Flask:
    """
    The application over an empty database.
    """
    return create_app(throughline(Settings(database_url=migrated_sqlite_url)))


def test_every_address_is_a_declared_page_or_one_of_the_few_that_are_open(app: Flask) -> None:
    unknown = [
        rule.rule
        for rule in app.url_map.iter_rules()
        if rule.endpoint not in PAGES
        and rule.endpoint not in OPEN
        and not rule.rule.startswith("/api")
    ]

    assert unknown == []


def test_every_page_names_a_line_of_the_policy_and_only_coming_in_is_public() -> None:
    public = {name for name, page in PAGES.items() if page.policy == PUBLIC}
    unnamed = {name for name, page in PAGES.items() if page.policy not in {PUBLIC, *Action}}

    assert public == {"sign_in", "set_password"}
    assert unnamed == set()


def test_without_a_sign_in_every_other_address_answers_with_the_sign_in_and_no_content(
    app: Flask,
) -> None:
    client = app.test_client()
    answered = {}
    for rule in app.url_map.iter_rules():
        if rule.endpoint in OPEN or rule.rule == OPEN_API:
            continue
        parts: dict[str, Any] = {
            name: EXAMPLE.get(type(converter).__name__, "visit")
            for name, converter in rule._converters.items()
        }
        with app.test_request_context():
            address = app.url_for(rule.endpoint, **parts)
        for method in sorted((rule.methods or set()) - {"OPTIONS", "HEAD"}):
            answer = client.open(address, method=method)
            answered[method, rule.rule] = answer.status_code

    let_in = {where: status for where, status in answered.items() if status < 300 or status >= 500}
    assert answered
    assert let_in == {}


def test_no_address_has_room_for_a_name(app: Flask) -> None:
    free_text = [
        (rule.rule, name)
        for rule in app.url_map.iter_rules()
        if rule.endpoint in PAGES
        for name, converter in rule._converters.items()
        if type(converter).__name__ not in {"IntegerConverter", "UUIDConverter"}
        # The stored name of a kind of event is a word of the vocabulary.
        and name != "kind"
    ]

    assert free_text == []


def test_every_page_stands_beside_its_template() -> None:
    folder = Path(str(pages.__file__)).parent
    modules = {file.stem for file in folder.glob("*.py")} - {"__init__"}
    saved = {name for name, page in PAGES.items() if page.saved}

    assert modules - saved == {file.stem for file in folder.glob("*.html")}


def test_no_template_lets_text_through_unescaped_or_carries_script_or_style() -> None:
    web = Path(str(pages.__file__)).parent.parent
    templates = [file for file in web.rglob("*.html") if "static" not in file.parts]
    found = [
        (file.name, mark)
        for file in templates
        for mark in ("|safe", "| safe", "<style", " style=", "onclick", "javascript:", "autoescape")
        if mark in file.read_text(encoding="utf-8")
    ]

    assert templates
    assert found == []
