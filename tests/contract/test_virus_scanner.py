"""A file is never called looked at where nobody looked at it, whatever the scanner does."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from service.attachments import scanner
from service.attachments.errors import FileRefused, ScannerSilent
from service.attachments.scanner import scan
from tests.fakes.virus_scanner import scanner_that_says

if TYPE_CHECKING:
    from pathlib import Path

LETTER = b"An invented letter."


@pytest.mark.parametrize(
    "answer",
    [
        b"",
        b"\n",
        b"OK\n",
        b"nonsense\n",
        b"\xff\xfe OK\n",
        b"stream: Can't open file or directory ERROR\n",
        b"INSTREAM size limit exceeded. ERROR\n",
        b"COMMAND READ TIMED OUT\n",
        b"stream: OK but not quite\n",
    ],
)
def test_any_answer_but_that_it_found_nothing_takes_no_file(answer: bytes, tmp_path: Path) -> None:
    with scanner_that_says(answer, tmp_path) as address, pytest.raises(ScannerSilent):
        scan(address, LETTER)


def test_only_its_own_word_says_that_it_looked(tmp_path: Path) -> None:
    with scanner_that_says(b"stream: OK\n", tmp_path) as address:
        assert scan(address, LETTER)


def test_what_it_found_is_refused(tmp_path: Path) -> None:
    answer = b"stream: Invented.Test-Signature FOUND\n"
    with scanner_that_says(answer, tmp_path) as address, pytest.raises(FileRefused):
        scan(address, LETTER)


def test_a_scanner_that_takes_up_nothing_keeps_nobody_waiting_for_ever(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(scanner, "PATIENCE_SECONDS", 0.01)
    with scanner_that_says(None, tmp_path) as address, pytest.raises(ScannerSilent):
        scan(address, LETTER)


def test_a_scanner_that_is_not_there_takes_no_file(tmp_path: Path) -> None:
    with pytest.raises(ScannerSilent):
        scan(f"unix:{tmp_path / 'nobody'}", LETTER)


def test_a_locked_pdf_is_not_called_looked_at_for_nobody_could_look_into_it(tmp_path: Path) -> None:
    locked = b"%PDF-1.7\ntrailer << /Encrypt 3 0 R >>\n%%EOF"
    with scanner_that_says(b"stream: OK\n", tmp_path) as address:
        assert not scan(address, locked)
