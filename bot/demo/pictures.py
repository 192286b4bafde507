"""Stand-ins for outside pictures: the demo's page loads nothing from the network."""

from collections.abc import Iterator
from io import BytesIO
from typing import Any

from PIL import Image, ImageDraw

_SIDE = 160
_MEDIA_KEYS = ("media", "image", "thumbnail")


def picture_urls(payload: Any) -> Iterator[str]:
    """Addresses of all outside pictures in the JSON of a message, however deeply nested."""
    if isinstance(payload, list):
        for item in payload:
            yield from picture_urls(item)
    elif isinstance(payload, dict):
        for key, value in payload.items():
            url = value.get("url") if key in _MEDIA_KEYS and isinstance(value, dict) else None
            if isinstance(url, str) and url.startswith(("http://", "https://")):
                yield url
            else:
                yield from picture_urls(value)


def draw_placeholder() -> bytes:
    """A grey tile with hills and a sun, as a PNG.

    One picture for all: SimCord checks each distinct one in a process of its own.
    """
    tile = Image.new("RGB", (_SIDE, _SIDE), "#4e5058")
    pen = ImageDraw.Draw(tile)
    pen.ellipse((98, 34, 126, 62), fill="#b5bac1")
    pen.polygon(((20, 124), (66, 58), (112, 124)), fill="#80848e")
    pen.polygon(((76, 124), (108, 82), (140, 124)), fill="#96999f")
    output = BytesIO()
    tile.save(output, format="PNG")
    return output.getvalue()
