"""One record: until when it is kept and why, held and let go, and erased by two leads."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING
from uuid import uuid4

from projections.errors import RebuildRefused
from service.access.policy import Action
from service.actions.erase import proposals, propose_erasure
from service.actions.errors import ActionRefused
from service.actions.hold import lift_hold, place_hold
from service.erasing import erase
from service.telling.retention import retained_of
from service.web.named import named
from service.web.page import Answer, Go, Page, Shown

if TYPE_CHECKING:
    from service.web.visit import Visit


def view(visit: Visit) -> Answer:
    """
    Show its periods, holds and proposals, or take one decision.
    """
    errors: dict[str, str] = {}
    if visit.posting and (decision := DECISIONS.get(visit.text("wanted"))) is not None:
        try:
            # An erased record has no page any more.
            to = "retention" if visit.text("wanted") == "agree" else "keeping"
            return Go(to=visit.url(to), said=decision(visit))
        except ActionRefused as refused:
            beside = _BESIDE[visit.text("wanted")]
            errors = {beside.get(name, name): why for name, why in refused.fields.items()}
    with visit.throughline.writing() as session:
        one = retained_of(session, visit.who, visit.child)
        proposed = [each for each in proposals(session) if each.record == visit.child]
        names = {each.by: named(session.connection, each.by) for each in proposed}
    return Shown(
        values={
            "one": one,
            "proposed": proposed,
            "names": names,
            "me": visit.who.actor,
            "values": visit.form if errors else {},
            "key": str(uuid4()),
        },
        errors=errors,
        title=f"How long the record of {one.child.name or 'this child'} is kept",
    )


def _hold(visit: Visit) -> str:
    with visit.throughline.writing() as session:
        place_hold(
            session,
            visit.who,
            visit.child,
            ordered_by=visit.text("ordered_by"),
            reason=visit.text("hold_reason"),
            reference=visit.text("reference"),
            key=visit.key,
        )
    return "The record is held. Nobody can erase it until a lead lets it go."


def _lift(visit: Visit) -> str:
    with visit.throughline.writing() as session:
        lift_hold(
            session, visit.who, visit.child, visit.text("hold"),
            reason=visit.text("lift_reason"), key=visit.key,
        )  # fmt: skip
    return "The record is no longer held. Its periods count again."


def _propose(visit: Visit) -> str:
    with visit.throughline.writing() as session:
        propose_erasure(
            session, visit.who, visit.child,
            basis=visit.text("basis"), reason=visit.text("reason"), key=visit.key,
        )  # fmt: skip
    return "It is proposed. Another safeguarding lead must agree; nothing is erased yet."


def _agree(visit: Visit) -> str:
    if visit.text("sure") != "yes":
        raise ActionRefused({"sure": "Say that you mean it: nobody can bring it back"})
    with visit.throughline.reading() as session:
        own = {one.number for one in proposals(session) if one.record == visit.child}
    if visit.text("proposal") not in own:
        raise ActionRefused({"proposal": "No proposal for this record has this number"})
    try:
        done = erase(visit.throughline, visit.who, visit.text("proposal"))
    except RebuildRefused:
        return (
            "The record is erased. Lists and searches still hold its names, because somebody is"
            " rebuilding them: ask whoever runs the service to rebuild again."
        )
    return f"The record is erased, under entry {done.erased_under}."


DECISIONS: Mapping[str, Callable[[Visit], str]] = MappingProxyType(
    {"hold": _hold, "lift": _lift, "propose": _propose, "agree": _agree}
)
_BESIDE: Mapping[str, Mapping[str, str]] = MappingProxyType(
    {
        "hold": {"reason": "hold_reason", "record": "ordered_by"},
        "lift": {"reason": "lift_reason", "record": "lift_reason", "hold": "lift_reason"},
        "propose": {"record": "basis"},
        "agree": {"record": "sure", "proposal": "sure"},
    }
)
"""Beside which field of the page a refusal is shown, by decision."""

PAGE = Page(
    path="/children/<uuid:child>/keeping",
    title="How long the record is kept",
    policy=Action.ERASE,
    view=view,
    form=True,
    what="retention and erasing",
)
