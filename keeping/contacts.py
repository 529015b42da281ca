"""An entry as a card of contacts and as plain lines. (pure)"""

from __future__ import annotations

from typing import Any

from directory.presenting import EntryShown
from directory.sheets import Sheet
from directory.telling import Said
from foundation.words import gettext as _
from keeping.braille import Line


def card(entry: EntryShown, address: str, *, quiet: bool) -> dict[str, Any]:
    """What a vCard holds. quiet: only the code and the number, for others look into the contacts of a telephone."""
    name = _line(entry.code if quiet else entry.name.words)
    held: dict[str, Any] = {
        "name": f"{_field(name)};;;;",
        "displayname": name,
        "phone": [phone.number for phone in entry.phones if phone.kind == "voice"],
    }
    if quiet:
        return held
    place = next((place for place in entry.places if place.lines), None)
    return held | {
        "org": _line(entry.organisation.words),
        "email": entry.entry["email"] or None,
        "url": [one for one in (entry.entry["url"], address) if one],
        "street": _line(", ".join(place.lines)) if place else None,
        "memo": f"{_('Code:')} {entry.code}",
    }


def lines(sheet: Sheet, tag: str) -> list[Line]:
    """A service on paper, line by line, each with the language that it is in."""
    side = sheet.sides[0]
    said: list[Said | str] = [sheet.name, sheet.ring, side.hours, *side.lines, *side.way, f"{_('Code:')} {sheet.code}"]
    return [(one.tag, one.words) if isinstance(one, Said) else (tag, one) for one in said if one]


def _line(said: str) -> str:
    return " ".join(said.split())


def _field(said: str) -> str:
    """A part of a name, as RFC 2426 wants it; segno escapes the others by itself."""
    return said.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")
