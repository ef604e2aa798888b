"""A window or threshold in a rule, or in what rules share, is a setting of the partnership's."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

import projections.risk
from projections.risk.asked import RULES

FOLDER = Path(projections.risk.__file__).parent
FILES = sorted(FOLDER.rglob("*.py"))

UNITS = {
    ("growth.py", "CENTILES"): "the lines of the printed chart",
    ("load.py", "A_MONTH_DAYS"): "how long a month is",
    ("visiting.py", "_IN_DAYS"): "how long a week or a month is",
    ("whereabouts_unknown.py", "_SESSIONS_OF_A_DAY"): "morning and afternoon",
}
"""What is a number and no window: units, and what others printed."""

PLAIN = {"Rule": {"version"}}
"""Numbers of a call that are no part of when a question is asked."""

CONVERTING = {1461, 4, 100}
"""Four years are 1,461 days: a setting in years becomes days so. A hundred is of per cent."""


def assigned(node: ast.stmt) -> str:
    match node:
        case ast.Assign(targets=[ast.Name(id=name)]) | ast.AnnAssign(target=ast.Name(id=name)):
            return name
        case _:
            return ""


def spread() -> set[str]:
    """
    Return the names of what rules share, and spread into their own settings.
    """
    declared = [
        node.value
        for path in FILES
        for node in ast.parse(path.read_text("utf-8")).body
        if isinstance(node, ast.Assign) and assigned(node) == "SETTINGS"
    ]
    return {
        value.id
        for one in declared
        if isinstance(one, ast.Dict)
        for key, value in zip(one.keys, one.values, strict=True)
        if key is None and isinstance(value, ast.Name)
    }


SETTINGS = {"SETTINGS"} | spread()


def numbers(node: ast.AST) -> list[tuple[int, float]]:
    """
    Return each number above one below a node, with its line.
    """
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in PLAIN:
        keep = [k for k in node.keywords if k.arg not in PLAIN[node.func.id]]
        return [found for k in keep for found in numbers(k)]
    if isinstance(node, ast.Subscript):
        # A place, such as that of the last two, is compared with nothing.
        return numbers(node.value)
    if isinstance(node, ast.Constant):
        value = node.value
        if isinstance(value, int | float) and not isinstance(value, bool) and value > 1:
            return [(node.lineno, float(value))]
        return []
    return [found for child in ast.iter_child_nodes(node) for found in numbers(child)]


def hidden(source: str, file: str) -> list[tuple[int, float]]:
    """
    Return the numbers of a file that are neither settings nor units.
    """
    tree = ast.parse(source)
    return [
        (line, number)
        for node in tree.body
        if assigned(node) not in SETTINGS and (file, assigned(node)) not in UNITS
        for line, number in numbers(node)
        if number not in CONVERTING
    ]


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(FOLDER)))
def test_no_window_of_a_question_is_out_of_a_partnerships_reach(path: Path) -> None:
    assert hidden(path.read_text("utf-8"), path.name) == []


@pytest.mark.parametrize(
    "source",
    [
        "_LEFT_DAYS = 92\n",
        "def look(on):\n    return on - timedelta(days=92)\n",
        "def look(found):\n    return len(found) >= 3\n",
    ],
)
def test_a_number_that_would_be_out_of_reach_is_found(source: str) -> None:
    assert hidden(source, "any.py") != []


def test_every_rule_whose_file_has_settings_declares_them() -> None:
    for name, rule in RULES.items():
        tree = ast.parse((FOLDER / "rules" / f"{name}.py").read_text("utf-8"))
        has = any(assigned(node) == "SETTINGS" for node in tree.body)
        assert has == bool(rule.settings), name
