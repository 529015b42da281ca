"""Pages of this room: signing in and one's own account, and the people one looks after."""

from __future__ import annotations

from accounts.views import leaving  # noqa: F401  each part adds its pages to the rooms below
from accounts.views.cookie import hold, identify, sign_in_address
from accounts.views.rooms import blueprint, people

__all__ = ["blueprint", "hold", "identify", "people", "sign_in_address"]
