"""What is said to be right at once is exactly what reading it in full says is right."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from marshmallow import Schema, ValidationError, fields, post_load, validate

from events.fields import choice, day, several, text, texts, whole_number
from events.kind import EventKind, _plainly, _schema
from events.plainly import Plainly
from events.readable import unreadable
from events.told import Fields
from events.vocabulary import KINDS
from tests.faults.counts import many
from tests.samples import sample

EVERY_KIND = pytest.mark.parametrize("name", list(KINDS))


def read_in_full(kind: EventKind, content: dict[str, object]) -> dict[str, object] | None:
    """
    Return content as marshmallow reads it, or None where it refuses any of it.
    """
    try:
        loaded: dict[str, object] = _schema(kind.content).load(content, partial=True)
    except ValidationError:
        return None
    return None if unreadable(content) else loaded


def values(kind: EventKind) -> st.SearchStrategy[dict[str, object]]:
    """
    Contents near the edge of what a kind takes.
    """
    said = st.one_of(
        st.text(max_size=8),
        st.sampled_from(["yes", "no", "unknown", " ", "\n", "", "a\x00", "\u202e"]),
        st.sampled_from(["2026-03-27", "2026-03", "2026", "20260327", "2026-W13-5", "2026-02-30"]),
        st.sampled_from(["2026-03-27T09:00:00Z", "2026-03-27T09:00:00", "2026-03-27 09:00+00:00"]),
        st.sampled_from([500, 501, 64, 65, 4000, 4001, 20_000, 20_001]).map(lambda n: "x" * n),
    )
    options = [
        st.sampled_from(sorted(asked.metadata.get("options", {"": ""})))
        for asked in _schema(kind.content).fields.values()
    ]
    one = st.one_of(
        said,
        *options,
        st.none(),
        st.booleans(),
        st.integers(-1, 2),
        st.floats(),
        st.binary(max_size=3),
        st.lists(st.one_of(said, *options, st.none(), st.integers(0, 1)), max_size=3),
        st.tuples(said),
        st.dictionaries(said, said, max_size=1),
    )
    names = st.sampled_from([*_schema(kind.content).fields, "not_declared"])
    return st.dictionaries(names, one, max_size=4)


@EVERY_KIND
@settings(max_examples=many(15, 150))
@given(data=st.data())
def test_nothing_is_let_through_that_reading_in_full_refuses_or_changes(
    name: str, data: st.DataObject
) -> None:
    kind = KINDS[name]
    content = data.draw(values(kind))

    if _plainly(kind.content).right(content):
        assert read_in_full(kind, content) == content


@EVERY_KIND
def test_each_field_of_text_is_judged_as_reading_in_full_judges_it(name: str) -> None:
    """
    Each field by itself, at each of its limits: the same answer both ways, yes and no.
    """
    kind = KINDS[name]
    judged = _plainly(kind.content)
    for field, asked in _schema(kind.content).fields.items():
        if type(asked) is not fields.String:
            continue
        options = sorted(asked.metadata.get("options", {}))
        lengths = [f"{'x' * n}" for n in (0, 1, 64, 65, 500, 501, 4_000, 4_001, 20_000, 20_001)]
        for value in ["", " ", "\n\t", "a\n b", "8.45", "8.4567", "\x07", *lengths, *options]:
            right = read_in_full(kind, {field: value}) == {field: value}
            assert judged.right({field: value}) is right, (field, value[:20])


@EVERY_KIND
def test_most_of_what_is_recorded_needs_no_reading_in_full(name: str) -> None:
    """
    Else the quick way is none: every sample's plain texts are right at once.
    """
    kind = KINDS[name]
    plain = {
        field: value
        for field, value in sample(name, kind.version).items()
        if type(_schema(kind.content).fields[field]) in {fields.String, fields.List}
        and (isinstance(value, str) or all(isinstance(each, str) for each in value))
    }

    assert _plainly(kind.content).right(plain)


class Asked(Fields):
    own = fields.String(validate=lambda value: value == "right")
    within = fields.String(validate=validate.ContainsOnly("ab"))
    renamed = fields.String(data_key="other")
    changed = fields.String(post_load=str.strip)
    on = day("On which day?")
    many = whole_number("How many?")
    plain = text("What?")
    chosen = choice("Which?", {"one": "One"})
    listed = texts("Which ones?")
    some = several("Which of them?", {"one": "One"}, required=True)


@pytest.mark.parametrize(
    ("content", "right"),
    [
        ({}, True),
        ({"plain": "text", "chosen": "one", "listed": ["a", "b"], "some": ["one"]}, True),
        ({"own": "right"}, False),
        ({"within": "ab"}, False),
        ({"other": "text"}, False),
        ({"renamed": "text"}, False),
        ({"changed": "text"}, False),
        ({"on": "2026-03-27"}, True),
        ({"on": "20260327"}, False),
        ({"on": "2026-02-30"}, False),
        ({"many": 3}, True),
        ({"many": True}, False),
        ({"many": "3"}, False),
        ({"many": 3.0}, False),
        ({"many": 1_000_001}, False),
        ({"plain": "text", "many": 3, "on": "2026-03-27"}, True),
        ({"some": []}, False),
        ({"some": ["two"]}, False),
        ({"listed": "text"}, False),
        ({"listed": ("a",)}, False),
        ({"listed": ["a", 1]}, False),
        ({"plain": ["text"]}, False),
    ],
)
def test_what_it_cannot_judge_it_leaves_to_be_read(content: dict[str, object], right: bool) -> None:
    assert Plainly(Asked()).right(content) is right


def test_a_declaration_that_reads_content_as_a_whole_is_never_judged() -> None:
    class Whole(Schema):
        plain = text("What?")

        @post_load
        def changed(self, data: dict[str, str], **_: object) -> dict[str, str]:
            return data

    assert not Plainly(Whole()).right({"plain": "text"})
    assert Plainly(Whole()).right({})


def test_the_letter_of_a_pair_is_not_lost_between_two_fields() -> None:
    assert not _plainly(KINDS["visit"].content).right({"fact": "a\ud83d", "words": "\ude00b"})
