"""The page of a letter's link, the call list, what needs a person today, the work that runs by itself."""

from __future__ import annotations

from upkeep.views import today, work  # their pages are added to the blueprint of the call list
from upkeep.views.calls import blueprint as desk
from upkeep.views.confirm import blueprint as confirm

BLUEPRINTS = (confirm, desk)
__all__ = ["BLUEPRINTS", "today", "work"]
