"""What reading refuses."""

from __future__ import annotations


class ReadError(Exception):
    """
    The root of what this layer refuses.
    """


class NoSuchChild(ReadError):
    """
    Nobody in the record answers to this.
    """


class SeveralMatch(ReadError):
    """
    More than one person answers to this; ``candidates`` lists them as (id, what tells them apart).
    """

    def __init__(self, candidates: tuple[tuple[str, str], ...]) -> None:
        self.candidates = candidates
        super().__init__(f"{len(candidates)} persons match")


class ProjectionStopped(ReadError):
    """
    A read model met an event that it cannot read, and stopped there; nothing was skipped.
    """

    def __init__(self, projection: str, position: int, reason: str) -> None:
        self.projection, self.position, self.reason = projection, position, reason
        super().__init__(f"{projection} stopped at {position}: {reason}")


class NoPackFor(ReadError):
    """
    No conference pack is made for this audience; ``made_for`` lists those for which one is.
    """

    def __init__(self, audience: str, made_for: tuple[str, ...]) -> None:
        self.audience, self.made_for = audience, made_for
        super().__init__(
            f"No pack is made for “{audience}”: what that audience may read is not decided item by "
            f"item yet, so everything is withheld from it. Choose: {', '.join(made_for)}."
        )


class RebuildRefused(ReadError):
    """
    Read models cannot be rebuilt now; the rows of before are in force.
    """


class ScheduleRefused(ReadError):
    """
    A retention schedule cannot be used; nothing of it is.
    """

    def __init__(self, file: str, entry: str, fix: str) -> None:
        self.file, self.entry, self.fix = file, entry, fix
        super().__init__(f"{file}, [{entry}]: {fix}")
