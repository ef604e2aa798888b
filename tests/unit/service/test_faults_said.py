from __future__ import annotations

from service.cli.faults_said import faults_said
from service.importing.fault import BadRow, Fault

CHILD = Fault(column="subject_child", reason="there is no such child", fix="Add the child")
KIND = Fault(column="kind", reason="there is no such kind", fix="Did you mean visit?")
ROW = Fault(column="", reason="it cannot be read", fix="Mend it")


def bad(line: int, *faults: Fault) -> BadRow:
    return BadRow(line=line, faults=faults)


def test_one_fault_of_a_whole_file_is_said_once_and_not_a_hundred_times():
    said = list(faults_said("events.csv", [bad(line, CHILD) for line in range(2, 90)]))
    assert said == [
        "events.csv lines 2 to 89, column subject_child: there is no such child. Add the child."
    ]


def test_every_line_that_has_a_fault_is_named():
    rows = [bad(9, CHILD), bad(4, KIND, CHILD), bad(5, CHILD), bad(12, CHILD), bad(13, CHILD)]
    rows += [bad(14, CHILD), bad(20, ROW)]
    assert list(faults_said("events.csv", rows)) == [
        "events.csv line 4, column kind: there is no such kind. Did you mean visit?",
        (
            "events.csv lines 4, 5, 9 and 12 to 14, column subject_child: there is no such child."
            " Add the child."
        ),
        "events.csv line 20: it cannot be read. Mend it.",
    ]
