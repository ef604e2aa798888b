"""The house's layers: who may know whom."""

from __future__ import annotations

import subprocess
import sys
import tomllib
from pathlib import Path

import grimp
import pytest

ROOT = Path(__file__).parents[2]
LAYERS = ("events", "projections", "escalation", "service")
FRAMEWORKS = ("apscheduler", "flask", "sqlalchemy")
NO_PACKAGE = {"alembic", "benchmarks", "docs", "requirements", "tests"}

# Whatever is not named here decides: a test hands it facts and a day, and nothing else can change
# its answer. The service is the edge as a whole.
EDGE = {"events.log", "projections.stored", "escalation.running"}


def deciding_modules() -> set[str]:
    return {
        f"{layer}.{entry.stem}"
        for layer in LAYERS[:-1]
        for entry in (ROOT / layer).iterdir()
        if not entry.name.startswith("_")
        and (entry.suffix == ".py" or (entry / "__init__.py").exists())
    } - EDGE


def contracts() -> list[dict[str, object]]:
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    found: list[dict[str, object]] = settings["tool"]["importlinter"]["contracts"]
    return found


def test_no_layer_imports_what_stands_to_its_right() -> None:
    # In a process of its own: it sets up logging anew, and later tests would hear nothing of ours.
    command = [str(Path(sys.executable).with_name("lint-imports")), "--no-cache"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)

    assert done.returncode == 0, done.stdout


@pytest.fixture(scope="module")
def graph() -> grimp.ImportGraph:
    built = grimp.build_graph(*LAYERS, include_external_packages=True)
    for library in FRAMEWORKS:
        if library not in built.modules:
            built.add_module(library, is_squashed=True)
    return built


@pytest.mark.parametrize("module", sorted(deciding_modules()))
def test_what_decides_knows_no_framework_database_or_scheduler_even_through_others(
    module: str, graph: grimp.ImportGraph
) -> None:
    chains = [
        " -> ".join(chain)
        for library in FRAMEWORKS
        if (chain := graph.find_shortest_chain(module, library, as_packages=True))
    ]

    assert chains == []


def test_a_new_folder_at_the_top_is_given_its_place_among_the_layers() -> None:
    (layers,) = (contract["layers"] for contract in contracts() if contract["type"] == "layers")
    folders = {
        file.parent.name
        for pattern in ("*/*.py", "*/*.toml")
        for file in ROOT.glob(pattern)
        if not file.parent.name.startswith((".", "_")) and file.parent.name not in NO_PACKAGE
    } - {"build", "dist", "node_modules", "var"}

    assert layers == list(reversed(LAYERS))
    assert folders == set(LAYERS)


@pytest.mark.parametrize("layer", LAYERS)
def test_importing_a_layer_imports_nothing_else(layer: str) -> None:
    """
    An import in a package's own file would drag the edge into whatever is pure below it.
    """
    text = (ROOT / layer / "__init__.py").read_text(encoding="utf-8")

    assert "import " not in text.split('"""')[-1]
