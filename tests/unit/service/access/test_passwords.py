"""An account that no password opens is opened by none, not even by that of nobody."""

from __future__ import annotations

import pytest

from service.access import passwords
from service.access.accounts import NO_PASSWORD


@pytest.mark.parametrize("stored", [None, NO_PASSWORD])
def test_the_password_of_nobody_opens_no_account_that_waits_for_its_owner(
    stored: str | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(passwords, "_NOBODY", passwords.hashed("nobody has this password"))

    assert not passwords.matches(stored, "nobody has this password")
    assert not passwords.matches(stored, "")


def test_the_right_password_and_no_other_opens_an_account() -> None:
    stored = passwords.hashed("four other words")

    assert passwords.matches(stored, "four other words")
    assert not passwords.matches(stored, "four other word")
