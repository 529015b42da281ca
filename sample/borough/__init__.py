"""An invented borough for the practitioner side: its agencies, its people, its children and the work around them.

Nothing here writes anything. Loading is `load.py`, through the operations of the rooms.
"""

from __future__ import annotations

from sample.borough.children import children
from sample.borough.staff import agencies, people

__all__ = ["agencies", "children", "people"]
