"""The page of a letter's link, and the call list."""

from __future__ import annotations

from upkeep.views.calls import blueprint as desk
from upkeep.views.confirm import blueprint as confirm

BLUEPRINTS = (confirm, desk)
