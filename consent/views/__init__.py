"""What a family agreed to: seen, asked with a preview, printed, taken back."""

from __future__ import annotations

from consent.views.pages import blueprint
from consent.views.panel import panel

BLUEPRINTS = (blueprint,)
__all__ = ["BLUEPRINTS", "panel"]
