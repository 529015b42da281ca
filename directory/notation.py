"""Shapes as JSON and back, for drafts that are kept while they are written. (pure)"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, time
from decimal import Decimal
from typing import Any

import cattrs

from directory.shapes import Entry, Organisation, Site, Texts
from directory.work import Working

_converter = cattrs.Converter()
for kind in (date, time):
    _converter.register_unstructure_hook(kind, lambda value: value.isoformat())
    _converter.register_structure_hook(kind, lambda value, wanted: wanted.fromisoformat(value))
_converter.register_unstructure_hook(Decimal, str)
_converter.register_structure_hook(Decimal, lambda value, _wanted: Decimal(value))


def plain(working: Working) -> dict[str, Any]:
    """As JSON holds it."""
    made: dict[str, Any] = _converter.unstructure(working)
    return made


def working(said: Mapping[str, Any]) -> Working:
    """What plain() wrote. A field that came later gets its default."""
    return _converter.structure(said, Working)


def entry(said: Mapping[str, Any]) -> Entry:
    """One entry from the same notation."""
    return _converter.structure(said, Entry)


def site(said: Mapping[str, Any]) -> Site:
    """One site."""
    return _converter.structure(said, Site)


def organisation(said: Mapping[str, Any]) -> Organisation:
    """One organisation."""
    return _converter.structure(said, Organisation)


def texts(said: Mapping[str, Any]) -> Texts:
    """Words by field and language."""
    return _converter.structure(said, Texts)
