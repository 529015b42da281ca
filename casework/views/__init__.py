"""The pages of this room."""

from __future__ import annotations

from casework.views.needs import blueprint as needs
from casework.views.shortlists import blueprint as shortlists
from casework.views.steps import blueprint as steps

BLUEPRINTS = (needs, steps, shortlists)
__all__ = ["BLUEPRINTS"]
