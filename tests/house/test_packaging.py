"""What is installed, and what leaves the house with it."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest
from hatchling.builders.wheel import WheelBuilder
from packaging.requirements import Requirement

ROOT = Path(__file__).parents[2]
OURS = ("events", "projections", "escalation", "service")
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
LOCKS = sorted((ROOT / "requirements").glob("*.txt"))

# Written in halves, so that this file may be read by its own test.
HOSTS = tuple(
    ".".join(halves)
    for halves in (
        ("pypi", "org"),
        ("pythonhosted", "org"),
        ("npmjs", "org"),
        ("npmjs", "com/-/"),
        ("yarnpkg", "com"),
        ("debian", "org/debian"),
    )
)


def locked(lock: Path) -> dict[str, str]:
    lines = lock.read_text(encoding="utf-8").splitlines()
    pins = (re.match(r"([a-z0-9][a-z0-9._-]*)(?:\[[^]]*\])?==([^\s;]+)", line) for line in lines)
    return {pin[1]: pin[2] for pin in pins if pin}


def files_of_the_repository() -> Iterator[tuple[Path, str]]:
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"],
        cwd=ROOT,
        capture_output=True,
        check=True,
        encoding="utf-8",
    ).stdout
    for name in filter(None, listed.split("\0")):
        try:
            yield Path(name), (ROOT / name).read_text(encoding="utf-8")
        except (UnicodeDecodeError, FileNotFoundError):
            continue


class TestNames:
    def test_the_folder_of_migrations_does_not_hide_the_library_of_that_name(self) -> None:
        found = subprocess.run(
            [sys.executable, "-c", "from alembic import op; print(op.__file__)"],
            cwd=ROOT,
            capture_output=True,
            check=True,
            encoding="utf-8",
        ).stdout

        assert "site-packages" in found
        assert not (ROOT / "alembic" / "__init__.py").exists()

    @pytest.mark.parametrize("name", OURS)
    def test_our_packages_are_found_from_any_folder(self, name: str, tmp_path: Path) -> None:
        found = subprocess.run(
            [sys.executable, "-c", f"import {name}; print({name}.__file__)"],
            cwd=tmp_path,
            capture_output=True,
            check=True,
            encoding="utf-8",
        ).stdout

        assert Path(found.strip()) == ROOT / name / "__init__.py"

    @pytest.mark.parametrize("name", OURS)
    def test_no_dependency_brings_a_package_of_the_same_name_as_ours(self, name: str) -> None:
        others = set(packages_distributions().get(name, [])) - {"throughline"}

        assert not others


class TestLocks:
    @pytest.mark.parametrize("lock", LOCKS, ids=lambda lock: lock.name)
    def test_a_lock_names_no_place_and_every_release_has_its_hashes(self, lock: Path) -> None:
        text = lock.read_text(encoding="utf-8")
        releases = re.split(r"\n(?=[a-z0-9])", text)

        assert "://" not in text
        assert "--index-url" not in text
        assert [release for release in releases if "--hash=sha256:" not in release] == []

    @pytest.mark.parametrize(
        ("lock", "asked"),
        [
            ("runtime.txt", PROJECT["dependencies"]),
            ("dev.txt", PROJECT["dependencies"] + PROJECT["optional-dependencies"]["dev"]),
        ],
        ids=["runtime", "dev"],
    )
    def test_what_the_project_asks_for_is_what_the_lock_holds(
        self, lock: str, asked: list[str]
    ) -> None:
        pins = locked(ROOT / "requirements" / lock)
        requirements = [Requirement(text) for text in asked]

        unmet = [
            str(requirement)
            for requirement in requirements
            if requirement.name not in pins
            or not requirement.specifier.contains(pins[requirement.name])
        ]

        assert unmet == [], "run `make lock`"

    def test_developers_run_the_releases_that_people_are_given(self) -> None:
        runtime = locked(ROOT / "requirements" / "runtime.txt")
        dev = locked(ROOT / "requirements" / "dev.txt")

        assert runtime.items() <= dev.items()

    def test_the_lock_of_the_assets_names_no_place_and_holds_what_is_asked(self) -> None:
        asked = json.loads((ROOT / "package.json").read_text(encoding="utf-8"))
        lock = json.loads((ROOT / "package-lock.json").read_text(encoding="utf-8"))
        held = {
            name.removeprefix("node_modules/"): entry
            for name, entry in lock["packages"].items()
            if name
        }

        assert [name for name, entry in held.items() if "resolved" in entry] == []
        assert [name for name, entry in held.items() if "integrity" not in entry] == []
        wanted = asked["dependencies"] | asked["devDependencies"]
        assert {name: held[name]["version"] for name in wanted} == wanted


class TestRepository:
    def test_no_file_tells_where_it_was_written_or_fetched_from(self) -> None:
        machine = [f"{place}/" for place in (str(ROOT), str(Path.home())) if place.count("/") > 1]
        elsewhere = re.compile(r"(?<![\w.])/(?:root|home/\w+|Users/\w+)/|file:///\w")
        allowed = {Path("tests/house/test_packaging.py")}

        told = [
            f"{name}: {mark}"
            for name, text in files_of_the_repository()
            if name not in allowed
            for mark in (
                *(place for place in (*machine, *HOSTS) if place in text),
                *elsewhere.findall(text),
            )
        ]

        assert told == []

    def test_nobody_elses_styles_scripts_or_fonts_are_kept_in_the_repository(self) -> None:
        kept = {".woff", ".woff2", ".ttf", ".otf", ".eot"}
        named = [
            str(name)
            for name, _ in files_of_the_repository()
            if name.suffix in kept or name.name.endswith((".min.js", ".min.css"))
        ]

        assert named == []


class TestWheel:
    @pytest.fixture
    def shipped(self) -> set[str]:
        builder = WheelBuilder(str(ROOT))
        return {file.distribution_path for file in builder.recurse_included_files()}

    def test_it_ships_the_migrations_within_the_service(self, shipped: set[str]) -> None:
        ours = {file.name for file in (ROOT / "alembic" / "versions").glob("0*.py")}

        assert {f"service/migrations/versions/{name}" for name in ours} <= shipped
        assert {"service/migrations/env.py", "service/migrations/script.py.mako"} <= shipped
        assert [name for name in shipped if name.startswith("alembic/")] == []

    def test_it_ships_every_file_that_the_packages_read(self, shipped: set[str]) -> None:
        read = {
            str(name)
            for name, _ in files_of_the_repository()
            if name.parts[0] in OURS and (ROOT / name).is_file()
        }

        assert sorted(read - shipped) == []

    def test_it_ships_the_compiled_stylesheet(self, shipped: set[str]) -> None:
        vendor = "service/web/static/vendor"

        assert f"{vendor}/throughline.css" in shipped, "run `make assets`"
        assert f"{vendor}/govuk-frontend.min.js" in shipped

    def test_it_ships_no_tests_and_no_record(self, shipped: set[str]) -> None:
        tops = {name.split("/")[0] for name in shipped}

        assert tops == set(OURS)
        assert [name for name in shipped if re.search(r"\.(db|pyc|signing-key)", name)] == []


class TestStylesheet:
    def test_it_asks_for_no_font_and_no_picture(self) -> None:
        """
        The typeface and the crest of the design system belong to a government.
        """
        css = (ROOT / "service/web/static/vendor/throughline.css").read_text(encoding="utf-8")

        assert "url(" not in css
        assert "@font-face" not in css
        assert "GDS Transport" not in css
