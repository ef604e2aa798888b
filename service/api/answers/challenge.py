"""A challenge that nobody has settled."""

from __future__ import annotations

from service.api.answers.shape import Told, entry, identifier, many, text, truth


class ChallengeTold(Told):
    """
    One challenge at its present stage.
    """

    challenge = entry()
    child = identifier()
    from_agency = text()
    to_agency = text()
    stage = text()
    due = text("By when an answer is needed; empty where none was asked by a day.")
    raised = text()
    answered = truth()


class ChallengesTold(Told):
    """
    What stands between the caller's agency and others.
    """

    challenges = many(ChallengeTold)
