"""What all charts share: a dark panel, its colours, its font, and round numbers for scales.

They stand on a panel of their own, so that they read alike on Discord's light and dark themes, and
are drawn twice as large as a computer shows them, so that a phone's reader can tell their labels.
"""

from io import BytesIO
from typing import TypeAlias

from PIL import Image, ImageDraw, ImageFont

Font: TypeAlias = ImageFont.ImageFont | ImageFont.FreeTypeFont

# Against the panel 16, 7, 8 and 3 to 1 (WCAG asks 4.5 of text, 3 of graphics), and the two kinds of
# bar 2.7 to 1 against each other, so that colour is not all that tells them apart.
PANEL, TEXT, MUTED, BRIGHT, DIM, GRID = (
    *("#1e1f22", "#f2f3f5", "#a9adb5", "#6db3f2", "#6a6e78", "#3a3c43"),
)
TEXT_SIZE = 30
_ROUNDING = 24
_COLOURS = 32
_ROUND = (2, 4, 6, 8, 10, 12, 14, 16, 20)


class Panel:
    """An empty panel; `pen` draws on it."""

    def __init__(self, width: int, height: int) -> None:
        self._image = Image.new("RGBA", (width, height), (0, 0, 0, 0))
        self.pen = ImageDraw.Draw(self._image)
        self.pen.rounded_rectangle((0, 0, width - 1, height - 1), _ROUNDING, fill=PANEL)
        self.font: Font = ImageFont.load_default(size=TEXT_SIZE)

    def png(self) -> bytes:
        """What was drawn, some 9 kB; it takes milliseconds, so not in the event loop."""
        output = BytesIO()
        self._image.quantize(_COLOURS, dither=Image.Dither.NONE).save(output, format="PNG")
        return output.getvalue()


def round_up(most: int) -> int:
    """A round number that is no smaller, with a whole half."""
    power = 1
    while 20 * power < most:
        power *= 10
    return next(factor * power for factor in _ROUND if factor * power >= most)
