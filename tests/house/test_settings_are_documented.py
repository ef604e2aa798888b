"""What a deployer can set is found in the documentation, or it is set wrongly by guessing."""

from __future__ import annotations

import re
from pathlib import Path

ROOT = Path(__file__).parents[2]
NAME = re.compile(r"THROUGHLINE_[A-Z_]+[A-Z]")


def named(*files: Path) -> set[str]:
    return {name for file in files for name in NAME.findall(file.read_text(encoding="utf-8"))}


def test_every_setting_that_the_program_reads_is_named_in_the_documentation() -> None:
    layers = ("events", "projections", "escalation", "service", "alembic")
    read = named(*(file for layer in layers for file in (ROOT / layer).rglob("*.py")))
    told = named(ROOT / "README.md", *(ROOT / "docs").glob("*.md"))

    assert read - told == set()


def test_the_documentation_names_no_setting_that_nothing_reads() -> None:
    known = named(*(file for file in ROOT.rglob("*.py") if ".venv" not in file.parts))
    assert named(ROOT / "README.md", *(ROOT / "docs").glob("*.md")) - known == set()
