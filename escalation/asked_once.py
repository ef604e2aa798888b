"""A directory of people that is asked each question once, while its answers hold."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from escalation.people import Directory


class AskedOnce:
    """
    Answers as the directory behind it did: a batch of a hundred things owed asks of the same few
    people again and again, as does a check of every day, and each question may be one of the
    database's.
    """

    def __init__(self, people: Directory) -> None:
        self.person = cache(people.person)
        self.manager_of = cache(people.manager_of)
        self.lead_of = cache(people.lead_of)
        self.holders = cache(people.holders)
        self.working_with = cache(people.working_with)
        self.away = cache(people.away)
        self.on_call = cache(people.on_call)
