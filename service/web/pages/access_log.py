"""Who opened what, when and on what ground, for the auditor."""

from __future__ import annotations

from typing import TYPE_CHECKING

from projections.stored.directory import listed
from service.access.access_log import reads
from service.access.openings import openings
from service.access.policy import Action
from service.web.named import named
from service.web.page import Answer, Page, Shown

if TYPE_CHECKING:
    from service.web.visit import Visit

SHOWN = 200


def view(visit: Visit) -> Answer:
    """
    List the newest reads, and the openings with a reason.
    """
    with visit.throughline.reading() as session:
        connection = session.connection
        lines = reads(connection, limit=SHOWN)
        opened = openings(connection, limit=50)
        ids = {line.child for line in lines if line.child} | {one.child for one in opened}
        children = {id_: one.name for id_, one in listed(connection, ids).items()}
        names = {who: named(connection, who) for who in {line.who for line in lines}}
    return Shown(
        values={
            "lines": lines,
            "openings": opened,
            "children": children,
            "names": names,
            "full": len(lines) == SHOWN,
        }
    )


PAGE = Page(
    path="/access-log",
    title="Access log",
    policy=Action.READ_ACCESS_LOG,
    view=view,
    menu="Access log",
    order=7,
)
