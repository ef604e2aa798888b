"""The picture of a replay: each question a bar from its day on, filled until answered."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from events.dates_said import date_said, short_month_said
from projections.risk.asked import RULES
from service.documents.drawing.svg import GREY, INK, RULE, box, element, label, line, words

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from datetime import date

    from projections.risk.stood import Stood

GUTTER, TOP, ROW, RIGHT = 8.0, 30.0, 34.0, 52.0
"""On the right there is room for the name of a month that begins on the last day."""
MONTHS_MOST = 14
FONTS = "Atkinson Hyperlegible, Noto Sans, Arial, Helvetica, sans-serif"


def questions_svg(
    questions: Sequence[Stood],
    first: date,
    last: date,
    *,
    names: Mapping[str, str],
    width: float = 960,
) -> str:
    """
    Draw questions over the days of a replay, one row each below its first sentence, in the order in
    which they were asked.

    A filled bar is a question that nobody had answered, a hollow one a question after its answer;
    a stroke across is evidence that was added.

    Args:
        names: What people are called, by their ids: a question may be about one of them.
    """
    height = TOP + ROW * len(questions) + 8
    days = max((last - first).days, 1)

    def x(day: date) -> float:
        return GUTTER + (day - first).days / days * (width - GUTTER - RIGHT)

    parts = [*_months(first, last, x, height)]
    for number, one in enumerate(questions):
        parts += _row(one, TOP + ROW * number, last, x, names.get(one.about, ""))
    said = f"{len(questions)} questions from {date_said(first)} to {date_said(last)}"
    return element(
        "svg",
        element("title", words(said)),
        *parts,
        xmlns="http://www.w3.org/2000/svg",
        viewBox=f"0 0 {width:g} {height:g}",
        font_family=FONTS,
        role="img",
        aria_label=said,
    )


def _months(first: date, last: date, x: Callable[[date], float], height: float) -> Iterator[str]:
    months = (last.year - first.year) * 12 + last.month - first.month + 1
    every = max(1, -(-months // MONTHS_MOST))
    day = first.replace(day=1)
    for number in range(months + 1):
        if first <= day <= last and number % every == 0:
            at = x(day)
            yield line(at, 20, at, height - 4, stroke=RULE, wide=0.8)
            yield label(short_month_said(day), at + 2, 14, size=10, fill=GREY)
        day = (day + timedelta(days=32)).replace(day=1)


def _row(
    one: Stood, top: float, last: date, x: Callable[[date], float], whom: str
) -> Iterator[str]:
    end = one.until or last
    answered = min(one.answered[0][0], end) if one.answered else end
    left, middle, right = x(one.asked), x(answered), x(end)
    if middle > left or not one.answered:
        yield box(left, top + 16, max(middle - left, 2), 9, fill=INK)
    if right > middle:
        yield box(middle, top + 16, right - middle, 9, stroke=INK)
    for day, _ in one.more:
        yield line(x(day), top + 13, x(day), top + 28, wide=1.6)
    if one.until is None:
        yield element("path", d=f"M{right:.1f} {top + 16:.1f}l5 4.5l-5 4.5z", fill=INK)
    about = f" ({whom})" if whom else ""
    yield label(f"{one.practice_id}  {_short(one)}{about}", GUTTER, top + 11, size=11)


def _short(one: Stood) -> str:
    """
    Return the first of the sentences of a question, as a row has room for one.
    """
    first, mark, _ = RULES[one.rule].question.partition("?")
    return first + mark
