"""Who is away, and who is on call."""

from __future__ import annotations

from service.api.answers.shape import Told, entry, identifier, many, text


class TurnTold(Told):
    """
    One absence, or one turn on the rota.
    """

    entry = entry("By which it is ended.")
    worker = identifier()
    name = text()
    first = text("The first day.")
    last = text("The last day.")
    deputy = text("Who stands in, in words; empty for nobody, and for the rota.")


class AwayTold(Told):
    """
    Every absence and every turn that has not ended.
    """

    away = many(TurnTold)
    on_call = many(TurnTold)
