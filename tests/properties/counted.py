"""Says as a table how often Hypothesis tried each property, from what a run of pytest told."""

from __future__ import annotations

import re
import sys
from collections import defaultdict
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

_TEST = re.compile(r"^(tests/\S+\.py)::(.+):$")
_TRIED = re.compile(r"(\d+) passing(?: examples)?, (\d+) failing")


def counted(said: Iterable[str]) -> str:
    """
    Return a table of files with their properties, and how many examples held and failed.

    Args:
        said: The lines of a run with ``--hypothesis-show-statistics``.
    """
    tried: dict[str, dict[str, list[int]]] = defaultdict(dict)
    now = [0, 0]
    for line in said:
        if test := _TEST.match(line.strip()):
            now = tried[test[1]].setdefault(test[2], [0, 0])
        for held, failed in _TRIED.findall(line):
            now[0] += int(held)
            now[1] += int(failed)
    rows = [
        (file, str(len(tests)), sum(one[0] for one in tests.values()), failing(tests.values()))
        for file, tests in sorted(tried.items())
    ]
    rows.append(
        (
            "all",
            str(sum(len(tests) for tests in tried.values())),
            sum(row[2] for row in rows),
            sum(row[3] for row in rows),
        )
    )
    lines = [f"| {file} | {tests} | {held:,} | {bad:,} |" for file, tests, held, bad in rows]
    return "\n".join(("| file | properties | examples | failed |", "|---|---|---|---|", *lines))


def failing(tests: Iterable[list[int]]) -> int:
    """
    Return how many examples failed, over some tests.
    """
    return sum(one[1] for one in tests)


if __name__ == "__main__":
    sys.stdout.write(counted(sys.stdin) + "\n")
