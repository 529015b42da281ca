"""The trail for the auditor and the privacy officer, and who looked for the family itself."""

from __future__ import annotations

from oversight.views import answering, home, trail
from oversight.views.common import blueprint as oversight
from oversight.views.looked import blueprint as looked
from oversight.views.looked import panel
from oversight.views.public import blueprint as public

BLUEPRINTS = (oversight, looked, public)
__all__ = ["BLUEPRINTS", "answering", "home", "panel", "trail"]
