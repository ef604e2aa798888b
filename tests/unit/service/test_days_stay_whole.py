from __future__ import annotations

import pytest

from service.cli.output import answer


def test_a_day_is_not_broken_in_two_where_the_terminal_is_narrow(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "60")
    words = "It is decided, with reasons, what is done about the referral."
    row = ("2019-09-02", words, words, words, words, words)

    answer({}, "table", columns=("due", "a", "b", "c", "d", "e"), rows=[row, row])

    assert capsys.readouterr().out.count("2019-09-02") == 2
