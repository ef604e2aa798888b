"""A page that calls what nothing gives it is a page that nobody can open."""

from __future__ import annotations

import re
from importlib import resources

import pytest
from jinja2 import nodes

from tests.fakes.office import Office


@pytest.fixture
def office(migrated_sqlite_url):
    opened = Office(migrated_sqlite_url)
    yield opened
    opened.close()


def bound(read: nodes.Template) -> set[str]:
    """
    Return what a template itself gives a name to: its macros, its imports, what it sets.
    """
    imported = {
        name if isinstance(name, str) else name[1]
        for one in read.find_all(nodes.FromImport)
        for name in one.names
    }
    set_here = {one.name for one in read.find_all(nodes.Name) if one.ctx in ("store", "param")}
    return imported | set_here | {one.name for one in read.find_all(nodes.Macro)}


def given() -> set[str]:
    """
    Return what the views give to templates, by the keys that they write.
    """
    web = resources.files("service.web")
    files = [one for folder in (web, web / "pages") for one in folder.iterdir()]
    texts = [one.read_text("utf-8") for one in files if one.name.endswith(".py")]
    return {name for text in texts for name in re.findall(r'"(\w+)":', text)}


def test_no_page_breaks_because_its_template_calls_something_that_is_nowhere(office):
    env = office.app.jinja_env
    nowhere = {}
    known = {"caller", *env.globals, *given()}
    for name in env.list_templates(filter_func=lambda name: name.endswith(".html")):
        if name.startswith("govuk_"):
            continue
        source, _, _ = env.loader.get_source(env, name)
        read = env.parse(source)
        called = {
            one.node.name for one in read.find_all(nodes.Call) if isinstance(one.node, nodes.Name)
        }
        if lost := called - bound(read) - known:
            nowhere[name] = sorted(lost)

    assert nowhere == {}


def test_a_question_that_was_asked_before_today_is_still_listed_under_questions(office):
    for day in ("2026-03-10", "2026-03-20"):
        office.record(
            {
                "severity": "assault",
                "children_household": "yes",
                "children_present": "no",
                "pregnant": "unknown",
                "fact": "Invented.",
            },
            kind="domestic_abuse_incident",
            day=day,
        )
    office.clock.forward(days=20)

    answer = office.browser().get("/unanswered")

    assert answer.status_code == 200
    assert "Is each incident being treated as the first?" in answer.get_data(as_text=True)
    assert ": 2 weeks." in answer.get_data(as_text=True)
