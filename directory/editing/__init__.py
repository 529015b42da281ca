"""Where an agency keeps its entries true: a list of short steps, each saved as it is answered. Private to this room."""

from __future__ import annotations

from directory.editing import checking, listing, mine, placing, previews, retiring, stepping, tasks, translating
from directory.editing.base import blueprint

__all__ = [
    "blueprint",
    "checking",
    "listing",
    "mine",
    "placing",
    "previews",
    "retiring",
    "stepping",
    "tasks",
    "translating",
]
