"""Colour tokens. Text on its ground keeps at least 4.5:1; captions 7:1 on their own plate."""

from typing import NamedTuple

Rgb = tuple[int, int, int]


class Theme(NamedTuple):
    """One ground with the colours that may stand on it."""

    ground: Rgb
    ground_top: Rgb
    text: Rgb
    muted: Rgb
    accent: Rgb
    on_accent: Rgb
    rule: Rgb
    bars: Rgb
    idle: Rgb


INK: Rgb = (10, 17, 32)
PAPER: Rgb = (246, 242, 234)
WHITE: Rgb = (255, 255, 255)
RED: Rgb = (255, 74, 54)
DEEP_RED: Rgb = (198, 42, 24)
AMBER: Rgb = (255, 194, 75)
BLUE: Rgb = (60, 130, 240)
TEAL: Rgb = (11, 122, 102)
NAVY: Rgb = (38, 54, 92)

DARK = Theme(INK, (28, 47, 92), WHITE, (201, 211, 230), RED, INK, (78, 96, 140), (30, 45, 82), (62, 72, 98))
LIGHT = Theme(PAPER, PAPER, INK, (74, 84, 104), DEEP_RED, WHITE, (186, 174, 146), (229, 220, 199), (214, 205, 186))


def contrast(first: Rgb, second: Rgb) -> float:
    """WCAG contrast ratio of two colours, 1 to 21."""

    def luminance(colour: Rgb) -> float:
        parts = [v / 255 for v in colour]
        linear = [p / 12.92 if p <= 0.03928 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    high, low = sorted((luminance(first), luminance(second)), reverse=True)
    return (high + 0.05) / (low + 0.05)
