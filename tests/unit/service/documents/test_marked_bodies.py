"""A conference sees where a child was hurt, drawn, and not only names of places in a table."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import timedelta
from io import BytesIO

import pytest
from docx import Document

from projections.child_record import ChildRecord
from projections.chronology.chronology import chronology
from service.documents.drawing.svg import HARM
from service.documents.marked_bodies import MOST, marked_bodies
from service.documents.pack import FORMATS, render
from tests.factories.events import BORN, CHILD, RecordedEventFactory, family, noon
from tests.factories.packs import DAY, prepared
from tests.unit.service.documents.test_pack_files import words

MARKED = ["left_cheek", "right_ear", "lower_back"]


def injury(position=10, day=BORN + timedelta(days=200), **content):
    said = {"fact": "Invented: bruises seen.", "type": ["bruise"], "body_map": MARKED} | content
    return RecordedEventFactory(position=position, kind="injury_observed", day=day, content=said)


def drawn(*events):
    return marked_bodies(chronology(ChildRecord(child=CHILD, events=(*family(), *events))))


def dark(svg):
    return len(re.findall(f'<path [^>]*fill="{HARM}"', svg))


@pytest.mark.parametrize("format_", FORMATS)
def test_every_format_draws_what_was_marked_and_says_it_in_a_table(format_):
    made = render(prepared(injury()), format_, moment=noon(DAY))

    said = words(made.content, format_)
    assert made.notes == ()
    for place in ("Left cheek", "Right ear", "Lower back", "Body map of entry 10"):
        assert place in said
    assert "Left and right are the child's own." in said


def test_word_holds_one_picture_more_for_each_body_map():
    def pictures(*events):
        made = render(prepared(*events), "docx", moment=noon(DAY))
        return len(Document(BytesIO(made.content)).inline_shapes)

    assert pictures(injury(), injury(position=11)) == pictures(injury(body_map=[])) + 2


def test_what_is_dark_is_what_was_marked_on_the_figure_of_the_childs_age_then():
    infant, child = drawn(injury(), injury(position=11, day=BORN + timedelta(days=900)))

    assert (dark(infant.svg), dark(child.svg)) == (3, 3)
    assert infant.svg != child.svg
    assert infant.table.before.startswith("Infant's figure")
    assert child.table.before.startswith("Child's figure")


def test_an_injury_that_is_struck_out_is_drawn_for_nobody():
    struck = RecordedEventFactory(
        position=11, kind="entry_struck_out", content={"entry": "10", "reason": "Not so."}
    )
    assert drawn(injury(), struck) == ()


def test_what_is_withheld_is_not_drawn_either():
    told = chronology(ChildRecord(child=CHILD, events=(*family(), injury())))
    kept = replace(told, entries=tuple(replace(one, withheld=True) for one in told.entries))

    assert len(marked_bodies(told)) == 1
    assert marked_bodies(kept) == ()


def test_more_maps_than_are_drawn_are_counted_and_the_newest_are_drawn():
    many = [injury(position=n, day=BORN + timedelta(days=n)) for n in range(10, 12 + MOST)]
    every = drawn(*many)

    assert len(every) == MOST
    assert "2 older maps are not drawn" in every[0].table.before
    assert every[-1].title.startswith(f"Body map of entry {11 + MOST}")
