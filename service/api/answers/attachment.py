"""A file of an entry: what it is; its content has an address of its own."""

from __future__ import annotations

from service.api.answers.shape import Told, day, entry, maybe, number, text, truth


class WithdrawalTold(Told):
    """
    That a file was taken from its readers.
    """

    entry = entry("The number of the event that withdrew it.")
    on = day()
    by = text("Whose doing it was.")
    reason = text()


class AttachmentTold(Told):
    """
    A letter, photograph or drawing that was added to an entry.
    """

    id = entry("The number of the event that added it.")
    entry = entry("The entry that it was added to.")
    title = text()
    media_type = text("By what is in it.")
    size = number("In bytes.")
    sha256 = text("Of the file as it is kept, in hexadecimal figures.")
    metadata_removed = truth("What a camera or program had added was taken out before it was kept.")
    scanned = truth("A virus scanner looked at it and found nothing.")
    withdrawn = maybe(
        WithdrawalTold, "Where it is given to nobody any more: since when, by whom and why."
    )
