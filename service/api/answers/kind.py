"""A kind of event, and you."""

from __future__ import annotations

from service.api.answers.shape import (
    Told,
    identifier,
    many,
    maybe_moment,
    maybe_text,
    number,
    text,
    texts,
    truth,
)


class OptionTold(Told):
    """
    One of a few values.
    """

    value = text()
    label = text()


class RoleTold(Told):
    """
    What somebody can have been in it.
    """

    role = text()
    label = text()


class QuestionTold(Told):
    """
    One question of a kind.
    """

    field = text()
    label = text()
    hint = text()
    answer = text("The sort of answer.")
    required = truth()
    options = many(OptionTold)


class KindTold(Told):
    """
    One kind of event.
    """

    kind = text()
    label = text()
    group = text()
    version = number()
    recordable = truth("Whether POST /api/children/{child}/entries takes it.")
    always_significant = truth()
    roles = many(RoleTold)
    questions = many(QuestionTold)


class MeTold(Told):
    """
    Who you are here.
    """

    id = identifier()
    username = text()
    name = text()
    agency = text()
    team = text()
    role = text()
    scopes = texts("What a token may be used for; everything for a person who is signed in.")
    token = maybe_text("The token's public part; null where you are signed in.")
    expires = maybe_moment("When the token ends.")
    csrf_token = maybe_text("For the header X-CSRFToken; null for a token.")
