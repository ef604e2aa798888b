"""A file of timescales that cannot be used says where it is wrong and what mends it."""

from __future__ import annotations

import pytest

from escalation.errors import TableRefused
from escalation.practice import practice_of

HEAD = '[edition]\nnation = "england"\nversion = "ours"\n'
ROW = f"{HEAD}\n[challenge_between_managers]\n"

WRONG = {
    "a bracket is missing": (
        f"{HEAD}\n[challenge_between_managers\nlimit = 3\n",
        5,
        "this is not TOML: Expected ']'",
    ),
    "it says of no edition": ("[challenge_between_managers]\nlimit = 3\n", 1, "add version"),
    "a nation is misspelt": (HEAD.replace("england", "englnd"), 2, "nation is one of: england"),
    "a unit is no unit": (f'{ROW}limit = 3\nunit = "workdays"\n', 7, "unit: Must be one of: work"),
    "a limit is a word": (f'{ROW}limit = "three"\n', 6, "limit: Not a valid integer."),
    "a name is misspelt": (
        f"{ROW}limitt = 3\n",
        6,
        "limitt means nothing here: take it out, or mend its name",
    ),
    "a kind of event is misspelt": (
        f'{ROW}starts = [{{ kind = "referal" }}]\n',
        6,
        "starts, no. 1, kind: “referal” is no kind of event; docs/kinds.md lists them",
    ),
    "an answer is never given": (
        f'{ROW}starts = [{{ kind = "referral", where = {{ immediate_risk = ["maybe"] }} }}]\n',
        6,
        "starts, no. 1: “immediate_risk” is never answered “maybe”",
    ),
    "a row of one's own lacks what a row must say": (
        f'{HEAD}\n[ours_only]\nlimit = 3\nunit = "working_days"\n',
        5,
        "add practice_id, opened_by, desired, responsible, owner_role, source and confirmed",
    ),
    "what is not there is removed": (
        f'{HEAD}\n[no_such_row]\nremoved = true\nreason = "Not ours"\n',
        5,
        "remove only what there is, and give the reason",
    ),
    "a row is removed without a reason": (f"{ROW}removed = true\n", 5, "give the reason"),
    "it extends what is not there": (
        f'{HEAD}extends = "nowhere"\n',
        4,
        "there is no table “nowhere” to extend",
    ),
    "a day stands in quotes": (
        f'{HEAD}from = "2027-01-01"\n',
        4,
        "write from as a day without quotes: 2026-04-01",
    ),
    "it ends before it begins": (
        f"{HEAD}from = 2027-01-01\nuntil = 2026-01-01\n",
        5,
        "until is the day from which on it counts no more: later than from",
    ),
    "it is another nation's": (HEAD.replace("england", "wales"), 2, "laid over the table of"),
}


@pytest.mark.parametrize(("text", "line", "fix"), WRONG.values(), ids=WRONG)
def test_what_is_wrong_is_named_with_its_file_its_line_and_what_mends_it(text, line, fix):
    with pytest.raises(TableRefused) as refused:
        practice_of(own=(("ours.toml", text),))
    assert (refused.value.file, refused.value.line) == ("ours.toml", line)
    assert fix in refused.value.fix
    assert str(refused.value).startswith(f"ours.toml, line {line}")
