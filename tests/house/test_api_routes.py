"""Every address below /api has a policy and is in the document, and the document is whole."""

from __future__ import annotations

from pathlib import Path

from flask import Flask
from openapi_spec_validator import validate

from events.kind import By
from events.vocabulary import KINDS
from service.access.policy import TABLE, Action
from service.api import resources
from service.api.app import DOCUMENT, NOTHING, RESOURCES
from service.api.openapi import document, operation_id
from service.web.security import CSRF
from service.wiring import Throughline

OPEN = {DOCUMENT, NOTHING}
TOLD = document(RESOURCES)
OPERATIONS = {
    operation_id(name, operation): operation
    for name, resource in RESOURCES.items()
    for operation in resource.operations
}


def _routes() -> dict[str, set[str]]:
    from service.api.app import register

    app = Flask("routes")
    CSRF.init_app(app)
    register(app, Throughline.__new__(Throughline))
    return {
        rule.endpoint.removeprefix("api."): set(rule.methods or ())
        for rule in app.url_map.iter_rules()
        if rule.rule.startswith("/api")
    }


def test_no_address_of_the_api_lacks_a_policy() -> None:
    routes = _routes()
    assert routes.keys() - OPEN == OPERATIONS.keys()
    for operation in OPERATIONS.values():
        assert TABLE[operation.policy], operation.path
        assert operation.policy in Action


def test_what_names_a_child_or_an_entry_is_decided_on_for_that_child() -> None:
    for operation in OPERATIONS.values():
        about_somebody = "<" in operation.path
        assert not about_somebody or operation.what, operation.path
        decided = "<uuid:child>" in operation.path or operation.standing is not None
        assert decided or not about_somebody, operation.path


def test_whatever_is_recorded_needs_the_callers_own_key() -> None:
    for operation in OPERATIONS.values():
        assert operation.keyed == (str(operation.scope) != "read"), operation.path


def test_the_document_is_valid_and_tells_of_every_operation() -> None:
    validate(TOLD)
    told = {
        said["operationId"]: said
        for methods in TOLD["paths"].values()
        for method, said in methods.items()
        if method != "parameters"
    }
    assert told.keys() == OPERATIONS.keys()
    for said in told.values():
        assert "401" in said["responses"]
        assert "security" not in said


def test_every_kind_that_people_record_is_in_the_document() -> None:
    recorded = {name for name, kind in KINDS.items() if kind.by is By.FORM}
    sent = TOLD["components"]["schemas"]["EntrySent"]
    assert set(sent["discriminator"]["mapping"]) == recorded
    for name in recorded:
        assert f"content_{name}" in TOLD["components"]["schemas"]


def test_every_file_of_the_folder_is_a_resource() -> None:
    folder = Path(resources.__file__).parent
    files = {file.stem for file in folder.glob("*.py")} - {"__init__"}
    assert files == set(RESOURCES)
