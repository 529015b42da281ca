"""What readers see, and what those see who answer them."""

from __future__ import annotations

from feedback.views.desk import blueprint as desk
from feedback.views.public import blueprint as public
from feedback.views.public import count

BLUEPRINTS = (public, desk)
__all__ = ["BLUEPRINTS", "count"]
