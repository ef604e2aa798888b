"""The page of all rules, made from the files that ask."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from projections.risk.asked import RULES
from projections.risk.book import book

if TYPE_CHECKING:
    from collections.abc import Iterator

    from projections.risk.book import Line

PAGE = Path(__file__).parents[2] / "docs" / "rules.md"

_HEAD = """\
# Every question that the record raises

Made from the files in `projections/risk/rules/` by `python -m tests.samples --docs`; do not edit.
How they read an incomplete record is in [decision 0009](decisions/0009-how-more-questions-read.md).

A question never scores a child, and none means that a child is safe. Each of its windows and
thresholds is the partnership's to change (`throughline setting`): from that day on it is asked so,
and an earlier day is asked as it was. `throughline rules` shows what is in force. Working days are
counted as days of the week, a weekend within. Where a source is to be confirmed, the partnership
does so by adopting the question as it is (`throughline adopt`, or the question's page); a version
that comes later is adopted anew.
"""


def page() -> str:
    """
    Return the page as it should be now.
    """
    return "\n".join([_HEAD, *(line for rule in book(RULES) for line in _told(rule))])


def _told(line: Line) -> Iterator[str]:
    rule = line.rule
    sort = (
        " (opens an outcome by itself)"
        if rule.mandatory
        else " (marks a child)"
        if rule.marker
        else ""
    )
    yield f"## {rule.practice_id} {line.name.replace('_', ' ')}{sort}"
    yield ""
    yield f"**{rule.question}**"
    yield ""
    yield line.asked
    yield ""
    yield f"What else would show it: {rule.would_show}"
    yield ""
    if line.windows:
        yield "| setting | as shipped |"
        yield "| --- | --- |"
        for window in line.windows:
            yield f"| `{window.name}` | {window.shipped} |"
        yield ""
    confirmed = "" if rule.confirmed else "; to be confirmed by the partnership"
    yield f"*Source: {rule.source}{confirmed}. Lesson: {rule.lesson} Version {rule.version}.*"
    yield ""
