"""What an agency sees that applies, and what the vetting officer sees."""

from __future__ import annotations

from vetting.views.desk import blueprint as desk
from vetting.views.public import blueprint as public

BLUEPRINTS = (public, desk)
__all__ = ["BLUEPRINTS"]
