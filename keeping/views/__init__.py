"""What readers see of this room."""

from __future__ import annotations

from keeping.views import files, lists, single
from keeping.views.rooms import blueprint

BLUEPRINTS = (blueprint,)
__all__ = ["BLUEPRINTS", "files", "lists", "single"]
