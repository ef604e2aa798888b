"""Takes out of a photograph what the camera added: where it was taken, when, by which device."""

from __future__ import annotations

from io import BytesIO

from PIL import Image, ImageOps

from service.attachments.errors import FileRefused
from service.attachments.sorts import PICTURES

_QUALITY = 92
_FORMATS = {media: name for name, media in PICTURES.items()}


def without_metadata(content: bytes, media_type: str) -> bytes:
    """
    Return a picture as it looks, upright, and nothing else: no place, date, device or thumbnail.

    The same picture always gives the same file, so that a form sent again says the same.

    Raises:
        FileRefused: It is no picture, or one of several pages, of which some would be lost.
    """
    sort = _FORMATS.get(media_type)
    if sort is None:
        raise FileRefused(
            "Only a picture can be freed of what was added to it. Send this file as it is, or "
            "print it to a new PDF first"
        )
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
