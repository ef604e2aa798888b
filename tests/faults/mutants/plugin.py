"""
Puts one defect into the program as it is loaded, and never into a file.

Named to pytest with ``-p tests.faults.mutants.plugin`` before anything of the program is imported;
``THROUGHLINE_MUTANT`` says which defect.
"""

from __future__ import annotations

import os
from importlib.machinery import SourceFileLoader
from pathlib import Path
from types import CodeType

from tests.faults.mutants.defects import DEFECTS, Defect

_ROOT = Path(__file__).parents[3]
put_in: list[str] = []
"""Which defect has been loaded, so that a run in which none was cannot pass for one."""


def put(defect: Defect) -> None:
    """
    Have the file that a defect is in read with it, by whoever imports it.

    Raises:
        AssertionError: The text that it changes is no longer there, or more than once.
    """
    file = _ROOT / defect.file
    source = file.read_text(encoding="utf-8")
    assert source.count(defect.right) == 1, f"{defect.name} no longer fits {defect.file}"
    code = compile(source.replace(defect.right, defect.wrong), str(file), "exec")
    before = SourceFileLoader.get_code

    def get_code(self: SourceFileLoader, fullname: str) -> CodeType | None:
        if Path(self.path).resolve() == file:
            put_in.append(defect.name)
            return code
        return before(self, fullname)

    SourceFileLoader.get_code = get_code  # type: ignore[assignment,method-assign]


if name := os.environ.get("THROUGHLINE_MUTANT"):
    put(DEFECTS[name])


def pytest_sessionfinish() -> None:
    """
    Refuse a run that never loaded its defect.
    """
    if name and name not in put_in:
        message = f"{name} was never loaded"
        raise RuntimeError(message)
