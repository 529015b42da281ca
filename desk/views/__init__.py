"""The desk's pages: what waits for a decision, what an entry said before, the health of the directory."""

from __future__ import annotations

from desk.views.ruling import blueprint as ruling

BLUEPRINTS = (ruling,)
__all__ = ["BLUEPRINTS"]
