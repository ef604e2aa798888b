"""What nobody has answered, by child."""

from __future__ import annotations

from service.api.answers.indicator import MustAnswerTold
from service.api.answers.shape import Told, day, identifier, many, maybe, number, text, truth


class UnansweredQuestionTold(Told):
    """
    One question that waits for an answer.
    """

    rule = text()
    practice_id = text()
    question = text()
    since = day("When it first could be asked.")
    mandatory = truth("Procedures attach a duty to it.")
    must_answer = maybe(MustAnswerTold)
    answered_before = truth("It was answered, and new facts have opened it again.")


class ChildWaitingTold(Told):
    """
    One child; how many questions there are says nothing of how safe the child is.
    """

    child = identifier()
    under_one = truth("Unborn or under 12 months on any reading of the dates.")
    overdue = number("How much that is owed to the child is late.")
    questions = many(UnansweredQuestionTold)


class UnansweredTold(Told):
    """
    Some of the caller's children, in an order of facts alone.
    """

    children = number("How many the caller has.")
    looked_at = number("Whose records were asked for this answer; each is in the access log.")
    parts = number("Into how many parts they are cut.")
    waiting = many(ChildWaitingTold)
