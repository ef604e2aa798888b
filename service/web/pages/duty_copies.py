"""The newest duty copies that a reader may take out, to be printed before the service is down."""

from __future__ import annotations

from typing import TYPE_CHECKING

from service.access.policy import Action, Standing
from service.duty.making import next_night
from service.duty.taking import content_of, note_taken, open_to_me
from service.web.forms.people import id_of
from service.web.page import Answer, Download, Missing, Page, Shown

if TYPE_CHECKING:
    from service.web.visit import Visit
    from service.wiring import Session

NOT_HERE = (
    "The file is not on the machine that answered you. Ask whoever runs the service for the folder"
    " of the duty copies."
)


def standing(session: Session, visit: Visit) -> Standing:
    """
    The page is open to whoever may take out any team's copy.
    """
    return Standing(
        addressed=bool(open_to_me(session, visit.who)),
        ask="your team's manager, or whoever is on call",
    )


def view(visit: Visit) -> Answer:
    """
    List the copies, or hand one out.
    """
    settings = visit.throughline.settings
    errors: dict[str, str] = {}
    with visit.throughline.reading() as session:
        ready = open_to_me(session, visit.who)
        now = session.now
    if visit.posting:
        wanted = id_of(visit.text("team"))
        found = next((one for one in ready if one.team.id == wanted), None)
        if found is None:
            return Missing()
        content = content_of(settings, found)
        if content is not None:
            with visit.throughline.writing() as session:
                note_taken(session, visit.who, found)
            return Download(content=content, name=found.file, kind="application/pdf")
        errors["team"] = NOT_HERE
    return Shown(
        values={
            "ready": ready,
            "set_up": bool(settings.duty_copies),
            "next": next_night(now, settings.duty_copy_hour),
        },
        errors=errors,
    )


PAGE = Page(
    path="/duty-copies",
    title="Duty copies",
    policy=Action.READ_DUTY_COPY,
    what="list of duty copies",
    standing=standing,
    view=view,
    form=True,
)
