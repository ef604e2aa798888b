"""What is imported is declared, and what is declared is used."""

from __future__ import annotations

import ast
import sys
import tomllib
from collections.abc import Iterable, Iterator
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[2]
SHIPPED = ("events", "projections", "escalation", "service", "alembic")
AROUND = ("tests", "benchmarks", "hatch_build.py")
OURS = {"events", "projections", "escalation", "service", "tests", "benchmarks"}

# Works without being imported by name.
USED_OTHERWISE = {
    "tzdata": "the days of time zones where the system has none",
    "govuk-frontend-jinja": "macros, found by the templates",
    "fontpkg-noto-sans-arabic": "a font, found by its entry point",
    "fontpkg-noto-sans": "a font, found by its entry point",
    "fontpkg-atkinson-hyperlegible": "a font, found by its entry point",
    "psycopg-pool": "the PostgreSQL module of the eventsourcing library needs it",
}
TOOLS = {
    "editables",
    "import-linter",
    "mypy",
    "pytest-benchmark",
    "pytest-timeout",
    "pytest-xdist",
    "ruff",
}


def project() -> dict[str, object]:
    read = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    found: dict[str, object] = read["project"]
    return found


def declared(*, dev: bool) -> set[str]:
    said = project()
    lines = list(said["dependencies"])  # type: ignore[call-overload]
    extras: dict[str, list[str]] = said["optional-dependencies"]  # type: ignore[assignment]
    lines += extras["notify"] + (extras["dev"] if dev else [])
    return {canonicalize_name(Requirement(line).name) for line in lines}


def files(places: Iterable[str]) -> Iterator[Path]:
    for place in places:
        path = ROOT / place
        yield from [path] if path.suffix == ".py" else path.rglob("*.py")


def imported(places: Iterable[str]) -> dict[str, str]:
    """The distributions that the code of these places imports, each with a file that does."""
    homes = packages_distributions()
    found: dict[str, str] = {}
    for path in files(places):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            names = (
                [alias.name for alias in node.names]
                if isinstance(node, ast.Import)
                else [node.module or ""]
                if isinstance(node, ast.ImportFrom) and not node.level
                else []
            )
            for name in (one.partition(".")[0] for one in names):
                if name in OURS or name in sys.stdlib_module_names:
                    continue
                for distribution in homes.get(name, ()):
                    found.setdefault(canonicalize_name(distribution), str(path.relative_to(ROOT)))
    return found


@pytest.mark.parametrize("places", [SHIPPED, AROUND], ids=["shipped", "around"])
def test_an_installation_lacks_no_library_because_another_happened_to_bring_it(
    places: tuple[str, ...],
) -> None:
    known = declared(dev=places is AROUND)

    assert {name: where for name, where in imported(places).items() if name not in known} == {}


def test_no_library_is_installed_on_every_machine_that_nothing_uses() -> None:
    used = imported(SHIPPED + AROUND)
    unused = declared(dev=True) - used.keys() - USED_OTHERWISE.keys() - TOOLS
    assert unused == set()
