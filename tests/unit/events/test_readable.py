"""What stands in the record can be shown for what it is, in every script."""

from __future__ import annotations

import pytest

from events.errors import ContentRefused
from events.readable import is_readable
from events.vocabulary import kind_called


@pytest.mark.parametrize("hidden", ["\x00", "\x07", "\u202e", "\u2067", "\ud800", "\ufeff"])
def test_words_that_would_read_otherwise_than_they_were_written_are_refused(hidden: str) -> None:
    with pytest.raises(ContentRefused) as refused:
        kind_called("contact").read("contact", {"fact": f"Rang{hidden} today."}, imported=True)

    assert list(refused.value.fields) == ["fact"]


@pytest.mark.parametrize(
    "words",
    ["Zażółć gęślą", "محمد", "Юлія", "শিশু", "李", "line\nline\tend", "👶🏽", "O'Brien–Şahin"],
)
def test_every_script_is_accepted(words: str) -> None:
    assert is_readable(words)
