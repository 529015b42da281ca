"""What readers see of this room."""

from __future__ import annotations

from keeping.views import single
from keeping.views.rooms import blueprint

BLUEPRINTS = (blueprint,)
__all__ = ["BLUEPRINTS", "single"]
