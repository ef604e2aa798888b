"""Takes out of a file what a camera or program added: where, when, by whom and with what."""

from __future__ import annotations

from io import BytesIO

from PIL import Image, ImageOps

from service.attachments.bare_pdf import bare_pdf
from service.attachments.bare_word import bare_word
from service.attachments.errors import FileRefused
from service.attachments.sorts import PDF, PICTURES, TEXT, WORD

_QUALITY = 92
_FORMATS = {media: name for name, media in PICTURES.items()}


def without_metadata(content: bytes, media_type: str) -> bytes:
    """
    Return a file as it looks and reads, without place, date, device, thumbnail, author or program.

    The same file always gives the same, so that a form sent again says the same.

    Raises:
        FileRefused: It cannot be done to this file, and what to do about it.
    """
    if media_type == PDF:
        return bare_pdf(content)
    if media_type == WORD:
        return bare_word(content, bare_picture)
    return content if media_type == TEXT else bare_picture(content, media_type)


def bare_picture(content: bytes, media_type: str) -> bytes:
    """
    Return a picture as it looks, upright, and nothing else.

    Raises:
        FileRefused: It is no picture that is known, or one of several pages, of which some would
            be lost.
    """
    sort = _FORMATS.get(media_type)
    if sort is None:
        raise FileRefused("This picture cannot be freed of what was added to it. Send it as it is")
    with Image.open(BytesIO(content), formats=(sort,)) as opened:
        if getattr(opened, "n_frames", 1) > 1:
            raise FileRefused("This picture has several pages. Send each as a picture of its own")
        upright = ImageOps.exif_transpose(opened)
        # A copy of the pixels alone: whatever else Pillow read along stays behind.
        bare = Image.new(upright.mode, upright.size)
        bare.paste(upright)
        if upright.mode == "P":
            bare.putpalette(upright.getpalette() or [])
    written = BytesIO()
    more = {"quality": _QUALITY, "subsampling": 0} if sort == "JPEG" else {}
    bare.save(written, sort, **more)
    return written.getvalue()
