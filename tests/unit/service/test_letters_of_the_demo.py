"""What the demo's mail server keeps is for whoever started it alone."""

from __future__ import annotations

import asyncio
import os
import stat
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING
from unittest.mock import Mock

from tests.demo.mail import Letterbox

if TYPE_CHECKING:
    from pathlib import Path


def test_nobody_else_on_the_machine_reads_a_letter_that_the_demo_kept(tmp_path: Path) -> None:
    before = os.umask(0)
    try:
        envelope = Mock(original_content=b"Subject: a task is waiting\r\n\r\n")
        handling = Letterbox(tmp_path).handle_DATA(Mock(), Mock(), envelope)
        # In a thread of its own: a browser's loop may be running in this one.
        with ThreadPoolExecutor(1) as beside:
            told = beside.submit(asyncio.run, handling).result()
    finally:
        os.umask(before)

    assert told == "250 OK"
    (letter,) = tmp_path.glob("*.eml")
    assert stat.S_IMODE(letter.stat().st_mode) == 0o600
    assert letter.read_bytes() == envelope.original_content
