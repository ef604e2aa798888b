"""What making a document refuses; nothing is written then."""

from __future__ import annotations


class DocumentError(Exception):
    """
    The root of what this folder refuses.
    """


class FormatUnknown(DocumentError):
    """
    Packs are not made in this format; ``formats`` lists those that they are made in.
    """

    def __init__(self, format_: str, formats: tuple[str, ...]) -> None:
        self.format, self.formats = format_, formats
        endings = ", ".join(f".{one}" for one in formats)
        super().__init__(f"A pack is not made as “.{format_}”. Give a file ending in: {endings}.")


class PackTooLong(DocumentError):
    """
    A PDF of so many entries would not fit in memory; the other formats have no such limit.
    """

    def __init__(self, entries: int, most: int) -> None:
        self.entries, self.most = entries, most
        super().__init__(
            f"{entries:,} entries are too many for one PDF (at most {most:,}). "
            "Write the pack as .xlsx or .html."
        )
