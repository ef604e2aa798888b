"""What somebody wrote into a record is never run by whoever opens its export."""

from __future__ import annotations

import csv
import io
import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from service.guarded import guarded, unguarded

FORMULA = "=+-@＝＋－＠"
PIECES = [*FORMULA, "'", '"', ";", "\t", "\n", "\r", " ", "\u200b", "\ufeff", ",", "a", "1", "ß"]
texts = st.lists(st.sampled_from(PIECES), max_size=30).map("".join) | st.text(max_size=60)


@given(texts)
@example("'=1")
@example("''")
@example(";'\n'=")
def test_what_is_guarded_comes_back_to_the_letter(text: str) -> None:
    assert unguarded(guarded(text)) == text


@given(texts)
def test_no_program_finds_a_formula_wherever_it_takes_a_cell_to_begin(text: str) -> None:
    for cell in re.split("[;\t\n\r\v\f\x85\u2028\u2029]", guarded(text)):
        # Blanks, quotation marks and what has no width are passed over; an apostrophe is not.
        assert (
            not cell.lstrip().strip('" \u200b\u200e\u200f\ufeff\u00a0').startswith(tuple(FORMULA))
        )


@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize(
    "text",
    [
        "=HYPERLINK(1)",
        "called;=1+1",
        "called\t@SUM(1)",
        "called\n=1+1",
        'called;"=1+1',
        "called; +1+1",
        "called\r\n-2+3",
    ],
)
def test_a_file_opened_with_another_countrys_separator_runs_nothing(
    text: str, separator: str
) -> None:
    made = io.StringIO()
    csv.writer(made, lineterminator="\r\n").writerow(["7", guarded(text), "x"])
    opened = csv.reader(io.StringIO(made.getvalue(), newline=""), delimiter=separator)
    cells = [cell.strip(' "') for row in opened for cell in row]
    assert not [cell for cell in cells if cell.startswith(tuple(FORMULA))]


def test_words_that_are_no_formula_stay_as_they_are() -> None:
    said = "Mother: well-known to us, 3 = three; “no” - she said. a@b.example"
    assert guarded(said) == said
