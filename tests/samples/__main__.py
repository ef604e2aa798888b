"""Checks the golden samples; ``--write`` drafts missing ones, ``--docs`` writes pages of docs."""

from __future__ import annotations

import json
import sys

from events.vocabulary import KINDS
from tests.samples import drafted, missing, path_of, rules_page, timescales_page
from tests.samples.page import PAGE, page


def run(arguments: list[str]) -> int:
    """
    Do what is asked, and return 1 when a sample is missing or the page is out of date.
    """
    if "--docs" in arguments:
        PAGE.write_text(page(), "utf-8")
        timescales_page.PAGE.write_text(timescales_page.page(), "utf-8")
        rules_page.PAGE.write_text(rules_page.page(), "utf-8")
    absent = missing()
    if "--write" in arguments:
        for name, version in absent:
            if version != KINDS[name].version:
                say(f"{name} v{version} has shipped before: bring its sample back from history")
                continue
            path = path_of(name, version)
            path.parent.mkdir(exist_ok=True)
            draft = json.dumps(drafted(KINDS[name]), indent=2, ensure_ascii=False)
            path.write_text(draft + "\n", "utf-8")
            say(f"drafted {path}: make it read like a real entry, with nobody real in it")
        absent = missing()
    for name, version in absent:
        say(f"{name} v{version} has no sample: run python -m tests.samples --write")
    stale = not PAGE.exists() or PAGE.read_text("utf-8") != page()
    if stale and not absent:
        say("docs/kinds.md is out of date: run python -m tests.samples --docs")
    return 1 if absent or stale else 0


def say(sentence: str) -> None:
    """
    Tell whoever ran this.
    """
    sys.stderr.write(sentence + "\n")


if __name__ == "__main__":
    sys.exit(run(sys.argv[1:]))
