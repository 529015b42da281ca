"""Pages of this room: signing in and one's own account, and the people one looks after."""

from __future__ import annotations

from accounts.views import (  # noqa: F401  each part adds its pages to the rooms below
    account,
    joining,
    leaving,
    looking_after,
    lost_access,
    second_factor,
    signing_in,
)
from accounts.views.cookie import identify, sign_in_address
from accounts.views.holding import hold
from accounts.views.rooms import blueprint, people
from accounts.views.trying import blueprint as trying

__all__ = ["blueprint", "hold", "identify", "people", "sign_in_address", "trying"]
