"""Contrast of two colours, as WCAG 2 calculates it."""

from __future__ import annotations

import re

Colour = tuple[float, float, float]


def of_hex(text: str) -> Colour:
    """#fb0 or #ffbb00."""
    digits = text.lstrip("#")
    pairs = [c * 2 for c in digits] if len(digits) == 3 else [digits[at : at + 2] for at in (0, 2, 4)]
    red, green, blue = (int(pair, 16) for pair in pairs)
    return red, green, blue


def of_css(text: str) -> Colour:
    """rgb(255, 187, 0), as browsers say it."""
    red, green, blue = (float(part) for part in re.findall(r"[\d.]+", text)[:3])
    return red, green, blue


def over(top: Colour, ground: Colour, share: float) -> Colour:
    """A colour of which so much covers the ground."""
    red, green, blue = (t * share + g * (1 - share) for t, g in zip(top, ground, strict=True))
    return red, green, blue


def contrast(one: Colour, other: Colour) -> float:
    """From 1 (the same) to 21 (black on white)."""
    low, high = sorted((_light(one), _light(other)))
    return (high + 0.05) / (low + 0.05)


def _light(colour: Colour) -> float:
    shares = [v / 255 for v in colour]
    linear = [v / 12.92 if v <= 0.04045 else ((v + 0.055) / 1.055) ** 2.4 for v in shares]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
