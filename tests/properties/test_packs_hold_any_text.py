"""Whatever can be typed into the record, a conference gets its pack."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from service.documents.pack import FORMATS, render
from service.documents.printable import printable
from tests.factories.events import noon
from tests.factories.packs import DAY, fact
from tests.faults.counts import many


@pytest.mark.parametrize("format_", FORMATS)
@settings(max_examples=many(15, 100))
@given(text=st.text(st.characters(), min_size=1, max_size=80))
def test_no_text_keeps_a_pack_from_being_made(format_: str, text: str) -> None:
    assert render(fact(text), format_, moment=noon(DAY)).content


@given(st.text(st.characters()))
def test_what_no_format_can_show_is_marked_and_never_dropped(text: str) -> None:
    shown = printable(text.replace("\r\n", "\n"))

    assert len(shown) == len(text.replace("\r\n", "\n"))
    assert printable(shown) == shown
