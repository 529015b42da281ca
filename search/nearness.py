"""How near each row is to the place that was asked for: by miles, or because it says that it covers the place. (pure)"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from search.analysis import asked, fold
from search.blocks import Bools, Ints, Shorts
from search.columns import Columns
from search.engine import Snapshot
from search.matching import match, worded
from search.question import MILES, Near

AS_IF_MILES = {"ward": 0.0, "sector": 0.0, "outcode": 0.0, "town": 1.0, "district": 2.0, "country": 8.0}
EVERYWHERE = 1e6  # miles to what covers nothing and stands nowhere


@dataclass(frozen=True)
class Place:
    """Of each row: miles to it, which asked area it covers, the miles it counts as, and how wide to look to find it."""

    miles: Shorts
    covers: Ints
    counted: Shorts
    reached: Shorts


def place_of(index: Snapshot, near: Near | None) -> Place | None:
    """How every row lies to a place; None where none was asked for."""
    if near is None:
        return None
    areas = tuple(_areas(near))
    return index.columns.kept(("place", near, areas), lambda: _counted(index, near, areas))


def _counted(index: Snapshot, near: Near, areas: tuple[tuple[str, str], ...]) -> Place:
    columns = index.columns
    miles, covers = columns.miles_from(near.lat, near.lon), columns.covering(areas)
    as_if = np.array([*(AS_IF_MILES.get(kind, 0.0) for kind, _ in areas), EVERYWHERE], np.float32)
    counted = np.minimum(miles, as_if[covers])  # -1, no area, is the last
    if near.name:  # an entry that names the place counts as lying in it, wherever in it the middle was put
        named = worded(match(index, asked(near.name, "en")), "all", columns)
        counted = np.where(named, np.minimum(counted, AS_IF_MILES["town"]), counted)
    return Place(miles, covers, counted, np.where(covers >= 0, np.float32(0), miles))


def _areas(near: Near) -> list[tuple[str, str]]:
    return [(kind, fold(code) if kind == "town" else code) for kind, code in near.areas]


def inside_of(columns: Columns, within: float | None, place: Place | None) -> Bools:
    """Rows within the limit, or covering the place, which is as good as lying in it."""
    if place is None or within is None:
        return columns.live
    return np.asarray(place.reached <= within)


def within(place: Place | None, found: Bools) -> dict[str, int]:
    """How many lie within each distance that is offered, or cover the place; of all that pass the other filters."""
    if place is None:
        return {}
    return {f"{far:g}": int(np.count_nonzero(found & (place.reached <= far))) for far in MILES}
