"""The key that signs checkpoints is made once, kept close, and never guessed."""

from __future__ import annotations

import stat
from base64 import b64encode
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import make_url

from events.errors import SigningKeyMissing
from events.log.signing import Signer, own_signer, signature_holds

if TYPE_CHECKING:
    from pathlib import Path

SERVER = make_url("postgresql://db.example.org/throughline")
WRITTEN = b64encode(bytes(range(32))).decode()


def test_a_signature_holds_for_its_statement_and_key_alone() -> None:
    signer, other = Signer(bytes(32)), Signer(bytes([1] * 32))
    signature = signer.sign(b"size 7")

    assert signature_holds(signer.public, b"size 7", signature)
    assert not signature_holds(signer.public, b"size 8", signature)
    assert not signature_holds(other.public, b"size 7", signature)
    assert not signature_holds(signer.public, b"size 7", bytes(64))
    assert signer.key_id != other.key_id


def test_an_embedded_database_gets_one_key_that_only_its_owner_can_read(tmp_path: Path) -> None:
    url = make_url(f"sqlite:///{tmp_path}/throughline.db")

    first, again = own_signer(url, {}), own_signer(url, {})

    (file,) = tmp_path.iterdir()
    assert file.name == "throughline.signing-key"
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert first.public == again.public


def test_two_processes_that_start_at_once_share_one_key(tmp_path: Path) -> None:
    url = make_url(f"sqlite:///{tmp_path}/throughline.db")

    with ThreadPoolExecutor(8) as starting:
        keys = {signer.public for signer in starting.map(lambda _: own_signer(url, {}), range(16))}

    assert len(keys) == 1
    assert len(list(tmp_path.iterdir())) == 1


def test_each_embedded_database_has_a_key_of_its_own(tmp_path: Path) -> None:
    keys = {
        own_signer(make_url(f"sqlite:///{tmp_path}/{name}.db"), {}).public for name in ("a", "b")
    }

    assert len(keys) == 2


def test_a_server_says_what_to_set_instead_of_signing_with_nothing() -> None:
    with pytest.raises(SigningKeyMissing, match="THROUGHLINE_SIGNING_KEY"):
        own_signer(SERVER, {})


def test_a_key_is_taken_from_the_environment_or_a_file(tmp_path: Path) -> None:
    file = tmp_path / "key"
    file.write_text(WRITTEN + "\n")
    file.chmod(0o600)

    given = own_signer(SERVER, {"THROUGHLINE_SIGNING_KEY": WRITTEN})
    named = own_signer(SERVER, {"THROUGHLINE_SIGNING_KEY_FILE": str(file)})

    assert given.public == named.public == Signer(bytes(range(32))).public


@pytest.mark.parametrize("written", ["secret", "AAAA", WRITTEN + "AAAA", "ü" * 44])
def test_a_wrong_key_is_refused_and_not_stretched_into_one(written: str) -> None:
    with pytest.raises(SigningKeyMissing, match="32 random bytes"):
        own_signer(SERVER, {"THROUGHLINE_SIGNING_KEY": written})


def test_a_key_file_that_others_can_read_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "key"
    file.write_text(WRITTEN)
    file.chmod(0o644)

    with pytest.raises(SigningKeyMissing, match="chmod 600"):
        own_signer(SERVER, {"THROUGHLINE_SIGNING_KEY_FILE": str(file)})


def test_a_key_file_that_is_not_there_is_said(tmp_path: Path) -> None:
    with pytest.raises(SigningKeyMissing, match="cannot be read"):
        own_signer(SERVER, {"THROUGHLINE_SIGNING_KEY_FILE": str(tmp_path / "none")})
