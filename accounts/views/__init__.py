"""Pages of this room: signing in and one's own account, and the people one looks after."""

from __future__ import annotations

from accounts.views import (  # noqa: F401  each part adds its pages to the rooms below
    access,
    account,
    clearing,
    joining,
    leaving,
    looking_after,
    lost_access,
    proving,
    second_factor,
    signing_in,
)
from accounts.views.cookie import identify, sign_in_address
from accounts.views.holding import hold
from accounts.views.proving import prove_address, shut_address
from accounts.views.rooms import away, blueprint, clearances, people
from accounts.views.trying import blueprint as trying

__all__ = [
    "away",
    "blueprint",
    "clearances",
    "hold",
    "identify",
    "people",
    "prove_address",
    "shut_address",
    "sign_in_address",
    "trying",
]
