"""A ladder, and where it reaches nobody."""

from __future__ import annotations

from service.api.answers.shape import Told, many, moment, number, one, text, texts, truth


class LimitTold(Told):
    """
    So many of a unit.
    """

    number = number()
    unit = text("working_days or hours")


class LevelTold(Told):
    """
    One level.
    """

    who = texts("Whom it tells, by what they are; or role@agency.")
    channels = texts()
    wait = one(LimitTold)


class LadderTold(Told):
    """
    One ladder in force.
    """

    name = text()
    used_for = text()
    version = text()
    in_words = texts()
    levels = many(LevelTold)
    again = one(LimitTold)
    ends_within = one(LimitTold)


class UnreachedTold(Told):
    """
    A level at which nobody could be reached from one day to another.
    """

    ladder = text()
    level = number()
    first = text()
    last = text()
    said = text()
    whose = texts("Whose work it is about; empty where it is everybody's.")


class LaddersTold(Told):
    """
    Every ladder, and every level that reaches nobody in the coming weeks.
    """

    ok = truth("Every level reaches somebody.")
    ladders = many(LadderTold)
    unreached = many(UnreachedTold)


class HeardLineTold(Told):
    """
    One moment at which a level hears.
    """

    at = moment()
    level = number()
    who = texts()
    nobody = truth("Nobody could be told: the next level hears at once.")


class HeardTold(Told):
    """
    What a ladder would do, moment by moment, if nobody acted.
    """

    heard = many(HeardLineTold)
