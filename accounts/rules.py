"""Who may keep authorities and agencies. (pure)"""

from __future__ import annotations

import re
from collections.abc import Mapping

from foundation.acts import Actor, Subject, is_system
from foundation.permissions import Permission

KINDS = ("statutory", "voluntary")

# The colours an authority may set; each is checked against its ground before it is kept.
COLOURS = {"go": "paper", "path": "paper", "mark": "on-mark"}
GROUNDS = {"paper": "#f1ebd7", "on-mark": "#16261f"}
LEAST_CONTRAST = {"go": 7.0, "path": 4.5, "mark": 7.0}


def runs_this_authority(actor: Actor, subject: Subject) -> bool:
    """A system administrator, of the authority that owns the thing."""
    return "administrator" in actor.roles and actor.authority == subject.authority


POLICY = {
    Permission.AUTHORITY_KEEP: [[is_system]],
    Permission.AGENCY_KEEP: [[is_system], [runs_this_authority]],
    Permission.SAMPLE_LOAD: [[is_system]],
}


def unfit_colours(colours: Mapping[str, str]) -> list[str]:
    """The names of colours that may not be set: unknown, not #rrggbb, or with too little contrast to read (WCAG 1.4.6)."""
    return [name for name, colour in colours.items() if not _fits(name, colour)]


def _fits(name: str, colour: str) -> bool:
    if name not in COLOURS or not re.fullmatch(r"#[0-9a-f]{6}", colour, re.I):
        return False
    return contrast(colour, GROUNDS[COLOURS[name]]) >= LEAST_CONTRAST[name]


def contrast(one: str, other: str) -> float:
    """The contrast of two #rrggbb colours, 1 to 21 (WCAG 2.2)."""
    high, low = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def _luminance(colour: str) -> float:
    parts = (int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5))
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
