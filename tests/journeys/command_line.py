"""The command line, called as its script calls it, but in this process: starting one takes long."""

from __future__ import annotations

import base64
import io
import json
import os
import sys
from contextlib import ExitStack, chdir, redirect_stderr, redirect_stdout
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from unittest.mock import patch

from service.cli.__main__ import main

ROOT = Path(__file__).parents[2]
KEYS = {
    "THROUGHLINE_SIGNING_KEY": base64.b64encode(bytes(range(32))).decode(),
    "THROUGHLINE_MASTER_KEY": base64.b64encode(bytes(range(1, 33))).decode(),
    "THROUGHLINE_SESSION_KEY": "an invented key of more than thirty-two characters",
}


@dataclass(frozen=True)
class Answered:
    """
    What a command left behind.
    """

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        """
        The whole of standard output, which must be JSON and nothing else.
        """
        return json.loads(self.out)


@dataclass(frozen=True)
class CommandLine:
    """
    The command line on one database, in a folder of its own.

    Args:
        keys: Whether the keys that a server's database needs are set.
    """

    url: str
    folder: Path
    keys: bool = True

    def __call__(self, *arguments: str, **more: str) -> Answered:
        """
        Run one command and return what it answered.
        """
        out, err = io.StringIO(), io.StringIO()
        with ExitStack() as so:
            so.enter_context(patch.dict(os.environ, self.environment | more, clear=True))
            so.enter_context(patch.object(sys, "argv", ["throughline", *arguments]))
            so.enter_context(chdir(self.folder))
            so.enter_context(redirect_stdout(out))
            so.enter_context(redirect_stderr(err))
            try:
                main()
            except SystemExit as left:
                code = left.code if isinstance(left.code, int) else 0
        return Answered(code, out.getvalue(), err.getvalue())

    @property
    def environment(self) -> dict[str, str]:
        """
        The environment of its own, without anything of this machine's that is ours.
        """
        own = {k: v for k, v in os.environ.items() if not k.startswith("THROUGHLINE_")}
        own |= {"THROUGHLINE_DATABASE_URL": self.url, "PYTHONPATH": str(ROOT)}
        return own | (KEYS if self.keys else {})
