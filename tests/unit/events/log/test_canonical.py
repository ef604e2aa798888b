"""An event has one written form, so that a court's expert arrives at our digest."""

from __future__ import annotations

import json
from datetime import date
from hashlib import sha256
from uuid import UUID

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from events.log import verifier
from events.log.canonical import NotPlain, canonical, digest_of, refuse_fractions

# Half of a surrogate pair is no character and has no UTF-8.
TEXT = st.text(st.characters(exclude_categories=["Cs"]))
PLAIN = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53) + 1, 2**53 - 1) | TEXT,
    lambda inner: st.lists(inner) | st.dictionaries(TEXT, inner),
)


@given(PLAIN)
@example('\x00\x07\b\t\n\f\r\x1f\x7f\x80\u2028\u2029\ufeff\ufffd\U0001f476"\\/')
@example({"\U0001f476": 1, "\uffff": 2, "z": 3, "Z": 4, "": 5, "é": 6})
def test_every_program_writes_it_alike(value: object) -> None:
    written = canonical(value)

    assert (
        written
        == json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()
    )
    assert json.loads(written) == value


@pytest.mark.parametrize(
    "value",
    [2**53, -(2**53), "\ud800", {1: "x"}, date(2026, 3, 1), {"a": [b"x"]}, float, ...],
    ids=repr,
)
def test_what_has_no_single_form_is_refused(value: object) -> None:
    with pytest.raises(NotPlain):
        canonical(value)


@pytest.mark.parametrize("value", [1.0, [1.5], {"a": {"b": (0, float("nan"))}}], ids=repr)
def test_fractions_are_refused_because_programs_write_them_differently(value: object) -> None:
    with pytest.raises(NotPlain, match="keep them as text"):
        refuse_fractions(value)


@given(TEXT, TEXT, st.binary(), st.none() | TEXT, st.none() | st.uuids(), st.uuids())
def test_the_independent_verifier_arrives_at_the_same_digest(
    actor: str,
    agency: str,
    body: bytes,
    source: str | None,
    key_id: UUID | None,
    stream: UUID,
) -> None:
    columns: dict[str, str | int | None] = {
        "version": 3,
        "kind": "visit",
        "schema": 2,
        "occurred_from": "2007-08-01",
        "occurred_to": "2007-08-31",
        "precision": "month",
        "recorded": "2026-03-27T09:05:00.000000Z",
        "actor": actor,
        "agency": agency,
        "source": source,
        "source_ref": source,
    }
    digest = digest_of(**columns, stream=stream, key_id=key_id, body=body)  # type: ignore[arg-type]

    assert digest == verifier.event_digest(
        columns | {"stream": str(stream), "key_id": None if key_id is None else str(key_id)}, body
    )


def test_the_written_form_never_changes() -> None:
    """
    Every digest ever stored depends on this one: it may be added to under a new heading only.
    """
    digest = digest_of(
        stream=UUID(int=1),
        version=1,
        kind="visit",
        schema=1,
        occurred_from="2007-08-01",
        occurred_to="2007-08-31",
        precision="month",
        recorded="2026-03-27T09:05:00.000000Z",
        actor="user:1",
        agency="Health visiting",
        source=None,
        source_ref=None,
        key_id=None,
        body=b"{}",
    )

    assert (
        digest
        == sha256(
            b"throughline event 1\n"
            b'{"actor":"user:1","agency":"Health visiting","key_id":null,"kind":"visit",'
            b'"occurred_from":"2007-08-01","occurred_to":"2007-08-31","precision":"month",'
            b'"recorded":"2026-03-27T09:05:00.000000Z","schema":1,"source":null,"source_ref":null,'
            b'"stream":"00000000-0000-0000-0000-000000000001","version":1}\n{}'
        ).digest()
    )
